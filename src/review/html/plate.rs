//! The pictures in HTML: the main one, and the views that follow the findings.

use super::super::plates::Plate;
use super::text::text;
use std::fmt::Write as _;

/// Writes the picture that all findings are numbered on.
pub(super) fn main(page: &mut String, plate: &Plate) {
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(page, "<figure>{}</figure>", plate.svg);
}

/// Writes a further view, and leads to the findings on it.
pub(super) fn further(page: &mut String, plate: &Plate) {
    let _ = writeln!(
        page,
        "<div class=\"view\">\n<h3>{}</h3>",
        text(&plate.title)
    );
    if let Some(about) = &plate.about {
        let _ = writeln!(page, "<p>{}</p>", text(about));
    }
    let told = plate.told(|number| format!("<a href=\"#finding-{number}\">{number}</a>"));
    let _ = writeln!(
        page,
        "<figure>{}<figcaption>{told}</figcaption></figure>\n</div>",
        plate.svg
    );
}
