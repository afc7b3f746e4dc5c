//! The words in which the services are written down: constant functions that make an attribute, and ones that add to it.

use super::{Arrow, Attribute, Chip, Default, Part, PartKind, Range, Role, Type, Unit};

const fn attribute(id: &'static str, types: &'static [Type], about: &'static str) -> Attribute {
    Attribute {
        id,
        types,
        values: &[],
        of: None,
        unit: None,
        range: None,
        default: None,
        role: None,
        chip: None,
        qualifier: false,
        same_as: None,
        about,
    }
}

/// True or false.
pub(super) const fn flag(id: &'static str, about: &'static str) -> Attribute {
    attribute(id, &[Type::Bool], about)
}

/// One of some words.
pub(super) const fn choice(
    id: &'static str,
    values: &'static [&'static str],
    about: &'static str,
) -> Attribute {
    Attribute {
        values,
        ..attribute(id, &[Type::Enum], about)
    }
}

/// True or false, or one of some words that say how.
pub(super) const fn flag_or_choice(
    id: &'static str,
    values: &'static [&'static str],
    about: &'static str,
) -> Attribute {
    Attribute {
        values,
        ..attribute(id, &[Type::Bool, Type::Enum], about)
    }
}

/// True or false, or the element that it is about.
pub(super) const fn flag_or_reference(id: &'static str, about: &'static str) -> Attribute {
    attribute(id, &[Type::Bool, Type::Reference], about)
}

/// Any text, kept as written.
pub(super) const fn text(id: &'static str, about: &'static str) -> Attribute {
    attribute(id, &[Type::Text], about)
}

/// A whole number.
pub(super) const fn integer(id: &'static str, about: &'static str) -> Attribute {
    Attribute {
        unit: Some(Unit::Count),
        ..attribute(id, &[Type::Integer], about)
    }
}

/// A number that may have a fraction.
pub(super) const fn number(id: &'static str, about: &'static str) -> Attribute {
    Attribute {
        unit: Some(Unit::Count),
        ..attribute(id, &[Type::Number], about)
    }
}

/// A stretch of time; a bare number is in `unit`.
pub(super) const fn duration(id: &'static str, unit: Unit, about: &'static str) -> Attribute {
    Attribute {
        unit: Some(unit),
        ..attribute(id, &[Type::Duration], about)
    }
}

/// An amount of data; a bare number is in `unit`.
pub(super) const fn size(id: &'static str, unit: Unit, about: &'static str) -> Attribute {
    Attribute {
        unit: Some(unit),
        ..attribute(id, &[Type::Size], about)
    }
}

/// How often in a second.
pub(super) const fn rate(id: &'static str, about: &'static str) -> Attribute {
    Attribute {
        unit: Some(Unit::PerSecond),
        ..attribute(id, &[Type::Rate], about)
    }
}

/// A share of a hundred.
pub(super) const fn percent(id: &'static str, about: &'static str) -> Attribute {
    Attribute {
        unit: Some(Unit::Percent),
        ..attribute(id, &[Type::Percent], about)
    }
}

/// A day.
pub(super) const fn date(id: &'static str, about: &'static str) -> Attribute {
    attribute(id, &[Type::Date], about)
}

/// Another element or group.
pub(super) const fn reference(id: &'static str, about: &'static str) -> Attribute {
    attribute(id, &[Type::Reference], about)
}

/// A list of members of one type.
pub(super) const fn list(id: &'static str, of: Type, about: &'static str) -> Attribute {
    Attribute {
        of: Some(of),
        ..attribute(id, &[Type::List], about)
    }
}

/// Named values in braces.
pub(super) const fn record(id: &'static str, about: &'static str) -> Attribute {
    attribute(id, &[Type::Record], about)
}

/// Something of an element that sends or receives.
pub(super) const fn interface(id: &'static str, about: &'static str) -> Part {
    Part {
        id,
        kind: PartKind::Interface,
        vendor: None,
        about,
    }
}

/// A measure, with the vendor's name for it.
pub(super) const fn metric(id: &'static str, vendor: &'static str, about: &'static str) -> Part {
    Part {
        id,
        kind: PartKind::Metric,
        vendor: Some(vendor),
        about,
    }
}

/// Parts that the author names in the attribute of this id.
pub(super) const fn named(id: &'static str, about: &'static str) -> Part {
    Part {
        id,
        kind: PartKind::Named,
        vendor: None,
        about,
    }
}

impl Attribute {
    /// Sets the legal values and the vendor's page that says so.
    pub(super) const fn between(self, min: f64, max: f64, source: &'static str) -> Self {
        let range = Some(Range {
            min: Some(min),
            max: Some(max),
            source,
        });
        Self { range, ..self }
    }

    /// Sets the least legal value and the vendor's page that says so.
    pub(super) const fn at_least(self, min: f64, source: &'static str) -> Self {
        let range = Some(Range {
            min: Some(min),
            max: None,
            source,
        });
        Self { range, ..self }
    }

    /// Sets what usually holds when nothing is stated; rules do not count on it.
    pub(super) const fn usually(self, value: &'static str) -> Self {
        let default = Some(Default {
            value,
            certain: false,
        });
        Self { default, ..self }
    }

    /// Sets what the vendor promises to hold when nothing is stated.
    pub(super) const fn otherwise(self, value: &'static str) -> Self {
        let default = Some(Default {
            value,
            certain: true,
        });
        Self { default, ..self }
    }

    /// Makes a reference a relation of this role.
    pub(super) const fn role(
        self,
        id: &'static str,
        arrow: Arrow,
        label: &'static str,
        targets: &'static [&'static str],
    ) -> Self {
        let role = Some(Role {
            id,
            arrow,
            label,
            reversed: false,
            targets,
        });
        Self { role, ..self }
    }

    /// Makes a reference a relation that runs from the referenced element to this one.
    pub(super) const fn role_from(
        self,
        id: &'static str,
        arrow: Arrow,
        label: &'static str,
        targets: &'static [&'static str],
    ) -> Self {
        let role = Some(Role {
            id,
            arrow,
            label,
            reversed: true,
            targets,
        });
        Self { role, ..self }
    }

    /// Gives the fact a sign on the card.
    pub(super) const fn chip(self, chip: Chip) -> Self {
        let chip = Some(chip);
        Self { chip, ..self }
    }

    /// Shows the value behind the service's name on the card.
    pub(super) const fn qualifier(self) -> Self {
        Self {
            qualifier: true,
            ..self
        }
    }

    /// Names the part or the service that states the same fact.
    pub(super) const fn same_as(self, part: &'static str) -> Self {
        let same_as = Some(part);
        Self { same_as, ..self }
    }

    /// Tries these types in this order instead.
    pub(super) const fn types(self, types: &'static [Type]) -> Self {
        Self { types, ..self }
    }

    /// Sets the type of the members of a list.
    pub(super) const fn of(self, of: Type) -> Self {
        Self {
            of: Some(of),
            ..self
        }
    }

    /// Says instead what it is, where a service has its own view of a shared attribute.
    pub(super) const fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }
}
