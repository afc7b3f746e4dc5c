//! Standard output and standard error.

use super::Status;
use std::io::{ErrorKind, Write};

/// Writes a text to standard output, with colours where it is a terminal that has them.
pub(super) fn out(text: &str) -> Status {
    let stream = anstream::stdout();
    match stream.current_choice() {
        anstream::ColorChoice::Never => {
            let plain = anstream::adapter::strip_str(text).to_string();
            send(stream.into_inner().lock(), plain.as_bytes())
        }
        _ => send(stream.lock(), text.as_bytes()),
    }
}

/// Writes a result that is no text for people, such as a picture, as it is.
pub(super) fn out_bytes(bytes: &[u8]) -> Status {
    send(std::io::stdout().lock(), bytes)
}

/// A reader that has gone away is quiet; any other failure is told.
fn send(mut to: impl Write, bytes: &[u8]) -> Status {
    match to.write_all(bytes).and_then(|()| to.flush()) {
        Ok(()) => Status::Fine,
        Err(failure) if failure.kind() == ErrorKind::BrokenPipe => Status::Wrong,
        Err(failure) => {
            complain(&format!(
                "cannot write to standard output: {}",
                reason(&failure)
            ));
            Status::Wrong
        }
    }
}

/// Tells people something beside the result; where nobody listens it is lost.
pub(super) fn tell(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Says in one line why something could not be done.
pub(super) fn complain(message: &str) {
    tell(&error(message));
}

/// Writes that line without sending it.
pub(super) fn error(message: &str) -> String {
    format!("\u{1b}[1;91merror\u{1b}[0m\u{1b}[1m: {message}\u{1b}[0m\n")
}

/// Writes a line that says what to know of a result.
pub(super) fn warning(message: &str) -> String {
    format!("\u{1b}[1;93mwarning\u{1b}[0m\u{1b}[1m: {message}\u{1b}[0m\n")
}

/// The operating system's reason in words, its number left out.
pub(super) fn reason(failure: &std::io::Error) -> String {
    let words = failure.to_string();
    let words = words.split(" (os error").next().unwrap_or(&words);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
