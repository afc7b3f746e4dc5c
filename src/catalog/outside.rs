//! People, their devices and other systems: what stands outside the layers.

use super::shared::{AUTH, PUBLIC_BY_DESIGN, RETRIES, SERVICE, TIMEOUT};
use super::write::{choice, flag, integer, list, rate, reference, text};
use super::{Arrow, Attribute, Place, Service, Type};

const OUTSIDE: Service = Service {
    place: Place::Outside,
    ..SERVICE
};

const COUNT: Attribute = integer("count", "How many of them there are.");

const TRUST: Attribute = choice(
    "trust",
    &["internet", "partner", "internal"],
    "From where it comes: anybody, a known partner, or the own organization.",
);

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "user",
        title: "User",
        short: "User",
        glyph: "user",
        about: "A person, or a role that people have.",
        attributes: &[TRUST, COUNT],
        ..OUTSIDE
    },
    Service {
        id: "mobile",
        title: "Mobile app",
        short: "Mobile app",
        glyph: "mobile",
        about: "An app on a phone or tablet.",
        attributes: &[
            TRUST,
            COUNT,
            list(
                "platforms",
                Type::Text,
                "What it runs on: `[ios, android]`.",
            ),
            flag(
                "offline",
                "Whether it works without a connection and syncs later.",
            ),
        ],
        ..OUTSIDE
    },
    Service {
        id: "browser",
        title: "Browser",
        short: "Browser",
        glyph: "browser",
        about: "A web application in a person's browser.",
        attributes: &[TRUST, COUNT, text("framework", "What it is built with.")],
        ..OUTSIDE
    },
    Service {
        id: "device",
        title: "Device",
        short: "Device",
        glyph: "device",
        about: "A thing in the world: a sensor, a speaker, a till, a vehicle.",
        attributes: &[TRUST, COUNT, text("protocol", "What it speaks: `mqtt`.")],
        ..OUTSIDE
    },
    Service {
        id: "external",
        title: "External system",
        short: "External system",
        tight: "External",
        glyph: "third-party",
        about: "A system that somebody else runs.",
        attributes: &[
            TRUST,
            AUTH,
            TIMEOUT,
            RETRIES,
            rate("rate-limit", "How many requests a second it takes."),
            flag(
                "scales",
                "Whether it takes any burst that this architecture can send.",
            ),
            PUBLIC_BY_DESIGN,
            text("vendor", "Who runs it.").qualifier(),
            text("sla", "What the vendor promises."),
        ],
        ..OUTSIDE
    },
    Service {
        id: "consumer",
        title: "Consumer",
        short: "Consumer",
        glyph: "third-party",
        about: "Somebody who depends on an interface, with the contract that binds both sides.",
        attributes: &[
            Attribute {
                types: &[Type::Reference, Type::List],
                of: Some(Type::Reference),
                ..reference("of", "The interfaces that it depends on.").role(
                    "consumes",
                    Arrow::Request,
                    "uses",
                    &[],
                )
            },
            flag(
                "api-key",
                "Whether it has a key of its own, and the key's name.",
            )
            .types(&[Type::Bool, Type::Text]),
            text("contact", "Whom to tell before the interface changes."),
            text(
                "contract",
                "The version of the interface that it relies on.",
            ),
            choice(
                "type",
                &["internal", "partner", "public"],
                "Who the consumer is.",
            ),
            flag("quota", "Whether its use is limited by a quota.")
                .types(&[Type::Bool, Type::Integer]),
            TRUST,
        ],
        ..OUTSIDE
    },
];
