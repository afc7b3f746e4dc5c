//! The AWS Well-Architected Tool: answers to the questions of a lens, and lenses as its custom lenses.
//!
//! Comes in: a review, or a lens. Goes out: JSON that the tool takes. Always holds: its limits are kept, so that nothing is
//! refused halfway; evidence that is too long is cut and says so; an id, a count or a size that does not fit is an error.

mod answers;
mod lens;

pub use answers::{AnswerFile, Target, answers};
pub use lens::custom_lens;

/// The limits of the tool, as its API reference and its lens format give them (checked 2026-11-28).
mod limits {
    /// Letters of the notes of a choice.
    pub(super) const CHOICE_NOTES: usize = 250;
    /// Letters of the notes of a question.
    pub(super) const QUESTION_NOTES: usize = 2_084;
    pub(super) const PILLARS: usize = 10;
    /// Of a pillar.
    pub(super) const QUESTIONS: usize = 20;
    /// Of a question, the one for none of the others among them.
    pub(super) const CHOICES: usize = 15;
    /// Letters of an id, which are letters, digits and `_`.
    pub(super) const ID: std::ops::RangeInclusive<usize> = 3..=64;
    /// Letters of the name of a lens, a pillar, a question or a choice.
    pub(super) const NAME: usize = 128;
    pub(super) const DESCRIPTION: usize = 1_024;
    /// Bytes of a lens.
    pub(super) const LENS: usize = 500 * 1024;
}

/// Returns the id of a choice in the tool, where choices of all questions share one space: `ops_ops_q1_a3`.
fn choice_id(question: &str, choice: &str) -> String {
    let pillar = question.split(['_', '-']).next().unwrap_or(question);
    plain_id(&format!("{pillar}_{question}_{choice}"))
}

/// Our ids may have `-`, those of the tool may not.
fn plain_id(id: &str) -> String {
    id.replace('-', "_")
}

/// Cuts a text to a number of letters, between words, and says that it was cut.
fn fit(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    let end = kept.rfind(' ').unwrap_or(kept.len());
    format!("{}…", kept[..end].trim_end_matches([' ', ',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::{choice_id, fit};

    #[test]
    fn choices_are_called_as_in_the_tool() {
        assert_eq!(choice_id("ops_q1", "a3"), "ops_ops_q1_a3");
        assert_eq!(choice_id("acme-q1", "no"), "acme_acme_q1_no");
    }

    #[test]
    fn what_is_cut_ends_between_words() {
        assert_eq!(fit("four words are here", 19), "four words are here");
        assert_eq!(fit("four words are here", 18), "four words are…");
        assert_eq!(fit("four words, and more", 13), "four words…");
        assert_eq!(fit("ééééé", 4), "ééé…");
    }
}
