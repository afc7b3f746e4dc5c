//! HTML that closes what it opens and escapes what it says.

use archlens::export::escape;

/// A page, or a part of one.
#[derive(Default)]
pub struct Html {
    out: String,
}

/// Names and values.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Html {
    /// Writes an element with what `inside` writes.
    pub fn element(
        &mut self,
        tag: &str,
        attributes: Attributes,
        inside: impl FnOnce(&mut Self),
    ) -> &mut Self {
        self.single(tag, attributes);
        inside(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        self
    }

    /// Writes an element with nothing but words in it.
    pub fn words(&mut self, tag: &str, attributes: Attributes, words: &str) -> &mut Self {
        self.element(tag, attributes, |inside| {
            inside.text(words);
        })
    }

    /// Writes an element that has no inside, such as `img`.
    pub fn single(&mut self, tag: &str, attributes: Attributes) -> &mut Self {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push('>');
        self
    }

    /// Writes words.
    pub fn text(&mut self, words: &str) -> &mut Self {
        escape(&mut self.out, words);
        self
    }

    /// Returns the whole document.
    pub fn document(self) -> String {
        format!("<!doctype html>\n{}\n", self.out)
    }
}
