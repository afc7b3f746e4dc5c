"""Cuts Inter to what archlens draws with, and lays out the kerning of plain text as tables.

    npm pack @expo-google-fonts/inter@0.4.2 && tar xzf expo-google-fonts-inter-0.4.2.tgz
    pip install fonttools==4.68.0 uharfbuzz
    python3 cut.py package .

The cut keeps Latin, Greek, Cyrillic, punctuation, currency, letterlike signs, arrows, mathematics and
shapes, with kerning and mark placement, without hinting and alternates.
"""

import os
import struct
import sys

import uharfbuzz
from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = (
    "U+0020-007E,U+00A0-024F,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2000-206F,"
    "U+2070-209F,U+20A0-20BF,U+2100-214F,U+2150-218F,U+2190-21FF,U+2200-22FF,U+25A0-25FF,U+2713,U+2717"
)
WEIGHTS = (("400Regular", "Regular"), ("500Medium", "Medium"), ("600SemiBold", "SemiBold"))

# The characters of the kerning tables: src/font/plain.rs reads them in this order.
PLAIN = "".join(chr(c) for c in range(0x20, 0x7F)) + "·–—…×→’µ"


def cut(package, out, folder, weight):
    source = f"{package}/{folder}/Inter_{folder}.ttf"
    target = f"{out}/Inter-{weight}.ttf"
    subset.main([
        source,
        f"--unicodes={RANGES}",
        "--layout-features=kern,mark,mkmk",
        "--no-hinting",
        "--no-glyph-names",
        "--drop-tables+=GSUB,STAT,gasp,DSIG",
        "--name-IDs=0,1,2,4,6,14",
        "--name-languages=0x409",
        f"--output-file={target}",
    ])
    return target


def tables(path, out, weight):
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
    font = uharfbuzz.Font(face)
    cmap = TTFont(path).getBestCmap()
    hmtx = TTFont(path)["hmtx"]
    advances = [hmtx[cmap[ord(c)]][0] for c in PLAIN]
    kerns = []
    for i, a in enumerate(PLAIN):
        for j, b in enumerate(PLAIN):
            buffer = uharfbuzz.Buffer()
            buffer.add_str(a + b)
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer, {"kern": True, "liga": False, "calt": False})
            width = sum(p.x_advance for p in buffer.glyph_positions)
            kerns.append(width - advances[i] - advances[j])
    with open(f"{out}/Inter-{weight}.kern", "wb") as file:
        file.write(struct.pack(f"<{len(advances)}h", *advances))
        file.write(struct.pack(f"<{len(kerns)}h", *kerns))


if __name__ == "__main__":
    package, out = sys.argv[1:3]
    for folder, weight in WEIGHTS:
        tables(cut(package, out, folder, weight), out, weight)
    with open(f"{package}/LICENSE_FONT") as source, open(f"{out}/OFL.txt", "w") as target:
        target.write(source.read())
