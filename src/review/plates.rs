//! The pictures of a report: one for each view.

use crate::model::series;

/// A view as a report shows it.
#[derive(Clone, Debug)]
pub struct Plate {
    /// The view's id.
    pub view: String,
    pub title: String,
    /// What the view says of itself.
    pub about: Option<String>,
    /// The numbers of the findings on what it shows.
    pub numbers: Vec<usize>,
    /// SVG text, trusted because it is our own drawing.
    pub svg: String,
}

impl Plate {
    /// Says which findings a picture has, each number written by `link`.
    pub(super) fn told(&self, link: impl Fn(usize) -> String) -> String {
        let numbers: Vec<String> = self.numbers.iter().map(|number| link(*number)).collect();
        match numbers.as_slice() {
            [] => "No finding is about what this view shows.".to_owned(),
            [one] => format!("Here is finding {one}."),
            several => format!("Here are findings {}.", series(several)),
        }
    }
}
