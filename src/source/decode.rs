//! From the bytes of a file to its text.

use super::{Checked, Code, Diagnostic, FileId, Span};

pub(super) static NOT_UTF8: Code = Code {
    id: "A0001",
    title: "a file is not UTF-8",
    page: "Texts are UTF-8. Mostly such a file was saved in an older encoding: open it in an editor with that encoding, and save it as UTF-8. Each stretch of bytes that is none is shown with where it stands in the file.",
    wrong: "",
    right: "sqs failed",
};

pub(super) static UTF16: Code = Code {
    id: "A0002",
    title: "a file is UTF-16 or UTF-32",
    page: "Texts are UTF-8. Some programs on Windows save texts as UTF-16, calling it Unicode: save the file again as UTF-8.",
    wrong: "",
    right: "sqs failed",
};

pub(super) static BINARY: Code = Code {
    id: "A0003",
    title: "a file is no text",
    page: "A `.arch` or `.lens` file is a text. What stands in this one is not: it may be a picture or an archive under another name.",
    wrong: "",
    right: "sqs failed",
};

/// How many bytes are looked at to tell what a file is.
const LOOK: usize = 4096;

/// Reads bytes as text. With an error among the diagnostics the text is only for showing them, and nothing to be parsed.
pub fn decode(file: FileId, bytes: Vec<u8>) -> Checked<String> {
    if let Some(name) = wide_encoding(&bytes) {
        let diagnostic = whole(
            file,
            &UTF16,
            format!("this file is {name}, and only UTF-8 is read"),
        )
        .help("save it again as UTF-8");
        return unread(diagnostic);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !is_binary(text.as_bytes()) => return Checked::clean(text),
        Ok(text) => text.into_bytes(),
        Err(failure) => failure.into_bytes(),
    };
    if is_binary(&bytes) {
        let diagnostic = whole(file, &BINARY, "this file is no text".to_owned()).help(
            "name a file that was written in an editor; pictures and archives cannot be read",
        );
        return unread(diagnostic);
    }
    lossy(file, &bytes)
}

fn whole(file: FileId, code: &'static Code, message: String) -> Diagnostic {
    Diagnostic::error(code, Span::new(file, 0, 0), message)
}

fn unread(diagnostic: Diagnostic) -> Checked<String> {
    Checked {
        value: String::new(),
        diagnostics: vec![diagnostic],
    }
}

/// Puts U+FFFD in the place of each stretch of bytes that is no UTF-8.
fn lossy(file: FileId, bytes: &[u8]) -> Checked<String> {
    let mut text = String::with_capacity(bytes.len());
    let mut diagnostics = Vec::new();
    let mut at = 0;
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        let first = at;
        let mut count = chunk.invalid().len();
        // Chunks that follow each other directly are one stretch.
        while let Some(next) = chunks.next_if(|next| next.valid().is_empty()) {
            count += next.invalid().len();
        }
        if count == 0 {
            continue;
        }
        at += count;
        let start = text.len();
        text.push('\u{FFFD}');
        let place = Span::new(file, start as u32, text.len() as u32);
        let what = match count {
            1 => format!("byte {first} of this file is"),
            _ => format!("bytes {first} to {} of this file are", at - 1),
        };
        diagnostics.push(
            Diagnostic::error(&NOT_UTF8, place, format!("{what} no UTF-8"))
                .help("open the file with the encoding it was written in, and save it as UTF-8"),
        );
    }
    Checked {
        value: text,
        diagnostics,
    }
}

/// Names the encoding of a text of wide units, by its mark or by the zeros in it.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Some("UTF-32");
    }
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return Some("UTF-16LE");
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return Some("UTF-16BE");
    }
    let start = &bytes[..bytes.len().min(LOOK)];
    let zeros = |remainder: usize| {
        start
            .iter()
            .skip(remainder)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 2 * 4 / 5;
    match start.len() >= 8 {
        true if odd > most && even == 0 => Some("UTF-16LE"),
        true if even > most && odd == 0 => Some("UTF-16BE"),
        _ => None,
    }
}

/// Whether bytes hold more controls and bytes that are no UTF-8 than any text does.
fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(LOOK)];
    let controls = start
        .iter()
        .filter(|&&byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B))
        .count();
    let broken: usize = start.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    let known = [
        b"\x89PNG".as_slice(),
        b"PK\x03\x04",
        b"\x1F\x8B",
        b"%PDF",
        b"GIF8",
        b"\xFF\xD8\xFF",
        b"\x7FELF",
    ];
    known.iter().any(|magic| start.starts_with(magic))
        || start.len() >= 64
            && (controls * 10 > start.len()
                || controls > 0 && (controls + broken) * 5 > start.len())
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::source::FileId;

    fn check(bytes: &[u8]) -> (String, Vec<String>) {
        let checked = decode(FileId(0), bytes.to_vec());
        let said = checked.diagnostics.iter();
        (
            checked.value,
            said.map(|said| said.message.clone()).collect(),
        )
    }

    #[test]
    fn text_is_text() {
        assert_eq!(
            check("sqs größe\r\n".as_bytes()),
            ("sqs größe\r\n".to_owned(), vec![])
        );
        assert_eq!(check(b""), (String::new(), vec![]));
    }

    #[test]
    fn each_broken_stretch_is_told_with_its_place() {
        let (text, said) = check(b"a \x80 b \xC0\xAF c \xED\xA0\x80 d \xF5\x80\x80\x80 e \xE2\x82");
        assert_eq!(
            text,
            "a \u{FFFD} b \u{FFFD} c \u{FFFD} d \u{FFFD} e \u{FFFD}"
        );
        assert_eq!(said.len(), 5);
        assert_eq!(said[0], "byte 2 of this file is no UTF-8");
        assert_eq!(said[1], "bytes 6 to 7 of this file are no UTF-8");
    }

    #[test]
    fn wide_texts_are_named_once() {
        let wide = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        for bytes in [wide("\u{FEFF}sqs failed\n"), wide("sqs failed\n")] {
            let (_, said) = check(&bytes);
            assert_eq!(said, ["this file is UTF-16LE, and only UTF-8 is read"]);
        }
    }

    #[test]
    fn pictures_are_no_text() {
        let (_, said) = check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        assert_eq!(said, ["this file is no text"]);
    }
}
