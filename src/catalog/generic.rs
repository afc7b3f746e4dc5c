//! Kinds that belong to no vendor: for other clouds, other products, and first sketches.

use super::shared::{
    ACCESS_LOGS, AUTH, AUTHORIZER, BACKUP, CAPACITY, DLQ, ENCRYPTION, EXPECTED_DURATION,
    IDEMPOTENT, INSTANCE, KEY, LIFETIME, LOG_FORMAT, LOG_GROUP, LOG_RETENTION, NODES, ON_FAILURE,
    PUBLIC, PUBLIC_BY_DESIGN, READ_HEAVY, RETRIES, ROLE, SCALING, SECRETS, SERVICE, THROTTLE,
    TIMEOUT, TLS, TRACING, VPC, WAF, ZONES,
};
use super::write::{
    choice, duration, flag, integer, interface, list, metric, reference, size, text,
};
use super::{Arrow, Attribute, Place, Service, Type, Unit};

const GENERIC: Service = Service {
    place: Place::Anywhere,
    ..SERVICE
};

const VENDOR: Attribute = text(
    "product",
    "The product or service that it is: `Azure Functions`.",
)
.qualifier();
const VERSION: Attribute = text("version", "Its version.");

/// What everything that runs code may say.
const RUNS: &[Attribute] = &[
    VENDOR,
    VERSION,
    TIMEOUT,
    size("memory", Unit::Mebibytes, "How much memory it has."),
    integer("concurrency", "How many requests it works on at once."),
    text("runtime", "The language and version that runs the code."),
    text("image", "The image that it runs."),
    integer("count", "How many copies of it run."),
    SCALING,
    INSTANCE,
    ZONES,
    AUTH,
    AUTHORIZER,
    PUBLIC,
    PUBLIC_BY_DESIGN,
    EXPECTED_DURATION,
    IDEMPOTENT,
    RETRIES,
    ON_FAILURE,
    DLQ,
    TRACING,
    LOG_GROUP,
    LOG_RETENTION,
    LOG_FORMAT,
    ROLE,
    SECRETS,
    VPC,
    ENCRYPTION,
    KEY,
    TLS,
];

/// What everything that lets requests in may say.
const FRONTS: &[Attribute] = &[
    VENDOR,
    VERSION,
    AUTH,
    AUTHORIZER,
    PUBLIC,
    PUBLIC_BY_DESIGN,
    THROTTLE,
    TIMEOUT,
    WAF,
    TLS,
    ACCESS_LOGS,
    LOG_FORMAT,
    TRACING,
    ZONES,
    VPC,
    list("domains", Type::Text, "The names that it answers to."),
    flag("cache", "Whether it keeps answers.").types(&[Type::Bool, Type::Duration]),
    flag(
        "health-check",
        "Whether it asks its targets if they are well.",
    ),
    flag(
        "request-validation",
        "Whether requests of the wrong shape are turned away.",
    ),
];

/// What everything that keeps data may say.
const KEEPS: &[Attribute] = &[
    VENDOR,
    VERSION,
    text("engine", "The engine that it runs.").qualifier(),
    ENCRYPTION,
    KEY,
    TLS,
    AUTH,
    PUBLIC,
    BACKUP,
    flag(
        "pitr",
        "Whether it can be put back to any moment of the last days.",
    ),
    flag("versioning", "Whether older versions are kept."),
    flag("lifecycle", "Whether old data moves or is deleted.").types(&[
        Type::Bool,
        Type::Duration,
        Type::Text,
    ]),
    flag(
        "ttl",
        "Whether entries delete themselves, and after how long.",
    )
    .types(&[Type::Bool, Type::Duration, Type::Text]),
    integer("replicas", "How many copies there are."),
    CAPACITY,
    SCALING,
    INSTANCE,
    NODES,
    ZONES,
    VPC,
    LIFETIME,
    READ_HEAVY,
    flag("stream", "Whether changes can be read as a stream.").same_as("stream"),
    reference("secret", "The secret that holds its password.").role(
        "secret",
        Arrow::Observes,
        "password from",
        &["secrets-manager", "parameter-store", "secret"],
    ),
];

/// What everything that passes messages on may say.
const CARRIES: &[Attribute] = &[
    VENDOR,
    VERSION,
    flag("fifo", "Whether order is kept."),
    duration("retention", Unit::Hours, "How long messages are kept."),
    duration(
        "visibility",
        Unit::Seconds,
        "How long a message that somebody has taken is hidden from others.",
    ),
    DLQ,
    RETRIES,
    integer(
        "max-receives",
        "How often a message may be taken before it is a dead letter.",
    ),
    ENCRYPTION,
    KEY,
    TLS,
    AUTH,
    CAPACITY,
    integer("partitions", "How many shares it is split into."),
    flag("filter", "Whether only matching messages are passed on.")
        .types(&[Type::Bool, Type::Text]),
    ZONES,
    VPC,
];

const WATCHES: &[Attribute] = &[
    VENDOR,
    VERSION,
    list(
        "alarms",
        Type::Reference,
        "The measures that raise an alarm.",
    )
    .role_from("alarm", Arrow::Observes, "alarm", &[]),
    duration(
        "retention",
        Unit::Days,
        "How long it keeps what it gathers.",
    ),
    reference("notifies", "Whom it tells.").role("notifies", Arrow::Event, "alarms", &[]),
];

const GUARDS: &[Attribute] = &[
    VENDOR,
    VERSION,
    choice(
        "mfa",
        &["off", "optional", "required"],
        "Whether a second factor is asked for.",
    ),
    flag("rotation", "Whether it is renewed by itself.").types(&[Type::Bool, Type::Duration]),
    ENCRYPTION,
    KEY,
];

const DEPLOYS: &[Attribute] = &[
    VENDOR,
    VERSION,
    list(
        "environments",
        Type::Text,
        "The environments that a change goes through, in order.",
    ),
    flag("approval", "Whether a person lets each change through."),
    text("branch", "The branch that is deployed."),
];

const fn generic(
    id: &'static str,
    title: &'static str,
    glyph: &'static str,
    attributes: &'static [Attribute],
    about: &'static str,
) -> Service {
    Service {
        id,
        title,
        short: title,
        glyph,
        attributes,
        about,
        ..GENERIC
    }
}

pub(super) const SERVICES: &[Service] = &[
    generic(
        "service",
        "Service",
        "generic",
        RUNS,
        "Anything that does something.",
    ),
    generic(
        "function",
        "Function",
        "function",
        RUNS,
        "Code that runs when something happens.",
    ),
    generic(
        "container",
        "Container",
        "container",
        RUNS,
        "A container, or a service of them.",
    ),
    Service {
        tight: "VM",
        ..generic("vm", "Virtual machine", "vm", RUNS, "A machine.")
    },
    generic(
        "model",
        "Model",
        "ai-model",
        RUNS,
        "A trained model that answers.",
    ),
    generic(
        "gateway",
        "Gateway",
        "gateway",
        FRONTS,
        "The front door of an interface.",
    ),
    generic(
        "load-balancer",
        "Load balancer",
        "load-balancer",
        FRONTS,
        "Spreads requests over targets.",
    ),
    generic(
        "cdn",
        "CDN",
        "cdn",
        FRONTS,
        "Delivers content from places near the people who ask for it.",
    ),
    generic(
        "dns",
        "DNS",
        "dns",
        FRONTS,
        "Answers which address a name has.",
    ),
    Service {
        parts: KEPT,
        ..generic(
            "database",
            "Database",
            "database",
            KEEPS,
            "Keeps data that belongs together.",
        )
    },
    Service {
        parts: KEPT,
        ..generic("table", "Table", "table", KEEPS, "Keeps items by key.")
    },
    generic(
        "cache",
        "Cache",
        "cache",
        KEEPS,
        "Keeps data in memory for a while.",
    ),
    Service {
        parts: KEPT,
        ..generic("bucket", "Object store", "bucket", KEEPS, "Keeps files.")
    },
    generic("search", "Search", "search", KEEPS, "Finds things in text."),
    generic(
        "file-system",
        "File system",
        "file-system",
        KEEPS,
        "Files that several machines share.",
    ),
    Service {
        tight: "Warehouse",
        ..generic(
            "warehouse",
            "Data warehouse",
            "warehouse",
            KEEPS,
            "Answers questions about very much data.",
        )
    },
    Service {
        parts: WAITING,
        ..generic(
            "queue",
            "Queue",
            "queue",
            CARRIES,
            "Holds messages until a consumer has dealt with them.",
        )
    },
    generic(
        "topic",
        "Topic",
        "topic",
        CARRIES,
        "Tells everybody who has subscribed.",
    ),
    generic(
        "bus",
        "Event bus",
        "bus",
        CARRIES,
        "Sends each event to those who want it.",
    ),
    Service {
        parts: WAITING,
        ..generic(
            "stream",
            "Stream",
            "stream",
            CARRIES,
            "Takes records in order and lets many read them.",
        )
    },
    generic(
        "scheduler",
        "Scheduler",
        "scheduler",
        SCHEDULES,
        "Starts something at a time, or again and again.",
    ),
    generic(
        "user-pool",
        "User pool",
        "user-pool",
        GUARDS,
        "Signs people up and in.",
    ),
    generic(
        "secret",
        "Secret",
        "secret",
        GUARDS,
        "A password or key that is kept safe.",
    ),
    generic("key", "Key", "key", GUARDS, "A key that encrypts."),
    generic(
        "metrics",
        "Metrics",
        "metrics",
        WATCHES,
        "Gathers measures.",
    ),
    generic("logs", "Logs", "logs", WATCHES, "Keeps log lines."),
    generic(
        "traces",
        "Traces",
        "trace",
        WATCHES,
        "Follows requests through everything that they touch.",
    ),
    generic(
        "alarm",
        "Alarm",
        "alarm",
        WATCHES,
        "Tells somebody when a measure leaves its bounds.",
    ),
    generic(
        "dashboard",
        "Dashboard",
        "dashboard",
        WATCHES,
        "Shows measures on a page.",
    ),
    generic(
        "pipeline",
        "Pipeline",
        "pipeline",
        DEPLOYS,
        "Takes each change through build, test and deployment.",
    ),
    generic(
        "repository",
        "Repository",
        "repo",
        DEPLOYS,
        "Keeps source code or images.",
    ),
    generic(
        "template",
        "Template",
        "template",
        DEPLOYS,
        "Describes what is to be built.",
    ),
];

const SCHEDULES: &[Attribute] = &[
    VENDOR,
    VERSION,
    text("schedule", "When it starts.").qualifier(),
    DLQ,
    RETRIES,
    ROLE,
];

const KEPT: &[super::Part] = &[interface(
    "stream",
    "The changes of what it keeps, in order.",
)];

const WAITING: &[super::Part] = &[
    metric("depth", "messages waiting", "How many messages wait."),
    metric(
        "age",
        "age of the oldest message",
        "How long the oldest message has waited.",
    ),
];
