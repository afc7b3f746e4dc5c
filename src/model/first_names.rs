//! Services by their first names: what is formatted where an author has written an alias.

use crate::catalog::Catalog;
use crate::syntax::{Item, Reference, StatementKind, Subject, Tree};

/// Writes the first name of each service that a tree declares or has defaults for, where an alias stands.
///
/// What it means stays the same: nothing else may have the name of a service or one of its aliases.
pub fn first_names(tree: &mut Tree, catalog: &Catalog) {
    items(&mut tree.items, catalog);
}

/// Walks blocks in each other, of which the parser reads only so many.
fn items(list: &mut [Item], catalog: &Catalog) {
    for item in list {
        let Item::Statement(statement) = item else {
            continue;
        };
        let StatementKind::Declaration(declaration) = &mut statement.kind else {
            continue;
        };
        let kind = declaration.kind.single();
        let is_defaults = kind.is_some_and(|word| word.text == "defaults");
        // Without an id the word may be that of a thing, which an environment changes.
        if let Some(Subject::One(subject)) = &mut declaration.subject {
            match is_defaults {
                true => first_name(subject, catalog),
                false => first_name(&mut declaration.kind, catalog),
            }
        }
        if let Some(body) = &mut declaration.body {
            items(&mut body.items, catalog);
        }
    }
}

fn first_name(reference: &mut Reference, catalog: &Catalog) {
    if let [name] = reference.parts.as_mut_slice()
        && let Some(service) = catalog.service(&name.text)
        && service.id != name.text
    {
        name.text = service.id.to_owned();
    }
}
