//! What an SVG may hold: shapes and texts that every viewer paints alike, and nothing that runs or asks.

use roxmltree::{Document, Node};

/// The elements of a picture; the last three are of icons that authors bring.
const ELEMENTS: &[&str] = &[
    "svg",
    "title",
    "desc",
    "style",
    "g",
    "rect",
    "path",
    "circle",
    "text",
    "linearGradient",
    "radialGradient",
    "stop",
];

/// Lists what stands in an SVG that is no plain shape or text, or that asks for something outside it.
pub fn strays(svg: &str) -> Vec<String> {
    let document = match Document::parse(svg) {
        Ok(document) => document,
        Err(error) => return vec![format!("no XML: {error}")],
    };
    let mut found = Vec::new();
    for node in document.descendants().filter(Node::is_element) {
        let tag = node.tag_name().name();
        if !ELEMENTS.contains(&tag) {
            found.push(format!("`<{tag}>`"));
        }
        if tag == "text" && !node.has_attribute("textLength") {
            found.push("a text without its length".to_owned());
        }
        if tag == "style" && asks(node.text().unwrap_or_default()) {
            found.push("a style sheet that asks for something".to_owned());
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let runs = name.starts_with("on") || name == "style" || name == "href";
            // Words for people may hold anything; what paints may not.
            let paints = !matches!(name, "aria-label" | "aria-roledescription")
                && !name.starts_with("data-");
            if runs || paints && (value.contains("var(") || asks(value)) {
                found.push(format!("`{name}` of `<{tag}>`"));
            }
        }
    }
    found
}

/// Says whether a value or a style sheet names something that is not in the picture.
fn asks(text: &str) -> bool {
    let own = |rest: &str| rest.starts_with('#') || rest.starts_with("data:font/woff;");
    text.contains("@import") || text.split("url(").skip(1).any(|rest| !own(rest))
}

#[cfg(test)]
mod tests {
    use super::strays;

    fn check(inside: &str, expected: &[&str]) {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");
        assert_eq!(strays(&svg), expected, "{inside}");
    }

    #[test]
    fn shapes_and_texts_are_plain() {
        check(
            "<g aria-label=\"url(x) var(y)\"><rect fill=\"#fff\"/><text textLength=\"9\">url(x)</text></g>",
            &[],
        );
        check(
            "<style>@font-face{src:url(data:font/woff;base64,AA)}</style><path fill=\"url(#p1)\"/>",
            &[],
        );
    }

    #[test]
    fn what_runs_or_asks_is_told() {
        check("<script/>", &["`<script>`"]);
        check(
            "<rect onload=\"x\" style=\"x\"/>",
            &["`onload` of `<rect>`", "`style` of `<rect>`"],
        );
        check("<image href=\"x\"/>", &["`<image>`", "`href` of `<image>`"]);
        check("<rect fill=\"url(http://x)\"/>", &["`fill` of `<rect>`"]);
        check("<rect fill=\"var(--x)\"/>", &["`fill` of `<rect>`"]);
        check(
            "<style>@import 'x'</style>",
            &["a style sheet that asks for something"],
        );
        check("<text>x</text>", &["a text without its length"]);
        assert!(strays("<svg")[0].starts_with("no XML"));
    }
}
