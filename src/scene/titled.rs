//! Words about things, as a reader of the picture knows these.

use super::Scene;
use crate::model::Titles;

impl Scene {
    /// Says a message with the titles of what is shown; what is not shown keeps its id.
    pub fn titled(&self, message: &str) -> String {
        let cards = self.cards.iter().map(|card| (&*card.path, &*card.name));
        let frames = self.frames.iter().map(|it| (&*it.path, &*it.title));
        let said = Titles::of(cards.chain(frames)).say(message);
        said.replace('`', "")
    }
}
