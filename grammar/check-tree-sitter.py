"""Parses every sample and every example of the reference page with the tree-sitter grammar: no ERROR, nothing missing.

`pip install tree-sitter` and a C compiler are needed. The committed parser is compiled, so what is tested is what editors get.
"""

import ctypes
import pathlib
import re
import subprocess
import sys
import tempfile

import tree_sitter

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
GRAMMAR = HERE / "tree-sitter-arch"


def language(folder):
    library = pathlib.Path(folder) / "arch.so"
    source = GRAMMAR / "src"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-I", source, source / "parser.c", "-o", library], check=True)
    function = ctypes.CDLL(str(library)).tree_sitter_arch
    function.restype = ctypes.c_void_p
    capsule = ctypes.pythonapi.PyCapsule_New
    capsule.restype = ctypes.py_object
    capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    return tree_sitter.Language(capsule(function(), b"tree_sitter.Language", None))


def texts():
    for path in sorted((ROOT / "samples").rglob("*.arch")):
        yield str(path.relative_to(ROOT)), path.read_bytes()
    page = (ROOT / "site/reference/language.md").read_text()
    for match in re.finditer(r"^```arch\n(.*?)^```$", page, re.M | re.S):
        yield f"example on line {page[: match.start()].count(chr(10)) + 2}", match[1].encode()


def mistakes(node, found):
    if node.is_error or node.is_missing:
        found.append(node)
        return
    for child in node.children:
        if child.has_error or child.is_missing:
            mistakes(child, found)


def main():
    with tempfile.TemporaryDirectory() as folder:
        arch = language(folder)
        parser = tree_sitter.Parser(arch)
        highlights = tree_sitter.Query(arch, (GRAMMAR / "queries/highlights.scm").read_text())
        wrong = count = 0
        for name, text in texts():
            count += 1
            root = parser.parse(text).root_node
            found = []
            mistakes(root, found)
            for node in found:
                row, column = node.start_point
                print(f"{name}:{row + 1}:{column + 1}: {node.type} on {node.text[:40]!r}", file=sys.stderr)
            wrong += len(found)
            if not tree_sitter.QueryCursor(highlights).captures(root):
                print(f"{name}: nothing is highlighted", file=sys.stderr)
                wrong += 1
        print(f"{count} texts parsed, {wrong} complaints")
        return 1 if wrong or count == 0 else 0


sys.exit(main())
