//! Annotations of GitHub Actions: one workflow command a line.

use super::{Judged, place};
use crate::lens::Severity;
use crate::source::{Level, Sources, Span};

pub(super) fn write(judged: &[Judged]) -> String {
    let mut text = String::new();
    for judged in judged {
        for diagnostic in judged.diagnostics {
            let command = match diagnostic.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Note => "notice",
            };
            let (span, title) = (diagnostic.primary.span, diagnostic.code.id);
            text.push_str(&line(
                command,
                judged.sources,
                span,
                title,
                &diagnostic.message,
            ));
        }
        for finding in &judged.review.findings {
            if finding.is_open_question() || finding.is_open_failure() {
                let command = match (judged.fails(finding), finding.rule.severity) {
                    (true, Severity::High) => "error",
                    (true, Severity::Medium) => "warning",
                    _ => "notice",
                };
                let title = format!("{} {}", finding.rule.named(), finding.rule.title);
                let message = match finding.fix.as_str() {
                    "" => finding.message.clone(),
                    fix => format!("{}\nTo mend it: {fix}.", finding.message),
                };
                text.push_str(&line(
                    command,
                    judged.sources,
                    finding.span,
                    &title,
                    &message,
                ));
            }
        }
    }
    text
}

fn line(command: &str, sources: &Sources, span: Span, title: &str, message: &str) -> String {
    let place = place(sources, span);
    // Columns are for places within one line.
    let columns = match place.line == place.end_line {
        true => format!(",col={},endColumn={}", place.column, place.end_column),
        false => String::new(),
    };
    format!(
        "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
        property(place.file),
        place.line,
        place.end_line,
        property(title),
        data(message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
