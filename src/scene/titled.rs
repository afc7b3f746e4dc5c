//! Words about things, as people know these.

use super::Scene;
use crate::model::Titles;

impl Scene {
    /// Says a message with the titles of things, of those too that are not shown; what has no title keeps its id.
    pub fn titled(&self, message: &str) -> String {
        let called = self.called.iter();
        let called = called.map(|(path, title)| (path.as_str(), title.as_str().into()));
        Titles::of(called).say(message).replace('`', "")
    }
}
