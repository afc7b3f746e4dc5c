//! Attributes that everything has, and those of flows.

use super::shared::IDEMPOTENT;
use super::write::{
    choice, date, duration, flag, flag_or_choice, flag_or_reference, integer, list, percent, rate,
    reference, size, text,
};
use super::{Arrow, Attribute, Chip, Type, Unit};

const EVENT_SOURCES: &str =
    "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";

const DATA_CLASS: Attribute = choice(
    "data-class",
    &["public", "internal", "confidential", "restricted"],
    "How much harm it would do if the data came into wrong hands.",
);

const TAGS: Attribute = list(
    "tags",
    Type::Text,
    "Words to find it by: `#pci` in views and rules.",
);
const LINK: Attribute = text("link", "Where a click leads: an address, or `view NAME`.");
const NOTE: Attribute = text("note", "A remark that is drawn beside it.");

/// What every element and group may say.
pub(super) const COMMON: &[Attribute] = &[
    TAGS,
    LINK,
    NOTE,
    text(
        "icon",
        "A picture of the author's own instead of the service's.",
    ),
    text("owner", "The team that answers for it."),
    text(
        "layer",
        "The layer that it is drawn in, where that is not the service's own.",
    ),
    list(
        "spans",
        Type::Reference,
        "The groups that it stands across.",
    ),
    reference("before", "The element that it is drawn before."),
    choice(
        "pin",
        &["top", "right", "bottom", "left"],
        "The side of the picture that it is drawn at.",
    ),
    choice(
        "direction",
        &["right", "down"],
        "Which way flows run inside it.",
    ),
    list(
        "same-row",
        Type::Reference,
        "Elements that are drawn beside each other.",
    ),
    list(
        "same-column",
        Type::Reference,
        "Elements that are drawn above each other.",
    ),
    DATA_CLASS,
    list("alarms", Type::Text, "The metrics that raise an alarm."),
    list(
        "stages",
        Type::Text,
        "The environments that share it: `[dev, prod]`.",
    ),
    choice(
        "status",
        &["planned", "live", "retired"],
        "Whether it exists yet, or still.",
    ),
    text("cost", "What it costs, in the author's own words."),
    date("since", "The day that it went live."),
];

/// What every flow may say.
pub(super) const FLOW: &[Attribute] = &[
    text(
        "id",
        "A name for the flow, so that other statements can refer to it.",
    ),
    TAGS,
    LINK,
    NOTE,
    text(
        "protocol",
        "What is spoken: `https`, `grpc`, `amqp`, `jdbc`; `http` and `ws` are in plain text.",
    ),
    text("method", "The method or action: `POST`, `PutItem`."),
    text("path", "The path or route: `/orders/{id}`."),
    integer("port", "The port that the receiver listens at.").between(
        0.0,
        65_535.0,
        "https://www.rfc-editor.org/rfc/rfc6335#section-6",
    ),
    text("tls", "The version of TLS."),
    choice(
        "auth",
        &[
            "iam",
            "cognito",
            "jwt",
            "lambda",
            "mtls",
            "oauth",
            "api-key",
            "password",
            "signed-url",
            "basic",
        ],
        "How the sender proves who it is.",
    ),
    text("data", "What is sent: `order`, `card number`."),
    DATA_CLASS,
    flag(
        "redaction",
        "Whether secrets and personal data are taken out on the way.",
    ),
    size("size", Unit::Kibibytes, "How big one message usually is."),
    rate("rate", "How often it happens."),
    duration(
        "timeout",
        Unit::Seconds,
        "How long the sender waits for the answer.",
    ),
    integer("retries", "How often the sender tries again."),
    flag_or_choice(
        "backoff",
        &["exponential", "linear", "fixed", "jitter"],
        "How the sender waits between tries.",
    ),
    flag(
        "circuit-breaker",
        "Whether the sender stops asking while the receiver is down.",
    ),
    flag_or_reference(
        "dlq",
        "Where messages of this flow go that could not be delivered.",
    )
    .role("dlq", Arrow::Event, "dead letters", &["sqs", "queue"])
    .chip(Chip::DeadLetter),
    reference(
        "on-failure",
        "Where a record of the failed batch or event goes.",
    )
    .role(
        "on-failure",
        Arrow::Event,
        "on failure",
        &[
            "sqs",
            "sns",
            "s3",
            "msk",
            "eventbridge",
            "lambda",
            "queue",
            "topic",
            "bucket",
            "bus",
            "function",
        ],
    )
    .chip(Chip::DeadLetter),
    flag(
        "filter",
        "Whether only matching messages are passed on, and by which pattern.",
    )
    .types(&[Type::Bool, Type::Text]),
    integer("batch", "How many messages the receiver gets at once.").between(
        1.0,
        10_000.0,
        EVENT_SOURCES,
    ),
    duration(
        "batch-window",
        Unit::Seconds,
        "How long messages are gathered before the receiver gets them.",
    )
    .between(0.0, 300.0, EVENT_SOURCES),
    flag(
        "partial-batch",
        "Whether the receiver reports which messages of a batch have failed.",
    ),
    flag(
        "bisect",
        "Whether a batch that has failed is split in two and tried again.",
    ),
    duration(
        "max-age",
        Unit::Seconds,
        "The age at which a message is given up.",
    )
    .between(60.0, 604_800.0, EVENT_SOURCES),
    integer(
        "parallelization",
        "How many batches of one shard are worked on at once.",
    )
    .between(1.0, 10.0, EVENT_SOURCES),
    integer(
        "concurrency",
        "The most batches of this flow that are worked on at once.",
    )
    .between(
        2.0,
        1_000.0,
        "https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html",
    ),
    choice(
        "starting-position",
        &["latest", "trim-horizon", "at-timestamp"],
        "Where in the stream reading starts.",
    ),
    flag(
        "enhanced-fan-out",
        "Whether this consumer has a throughput of its own.",
    ),
    percent(
        "discard-ratio",
        "The share of messages that the receiver throws away.",
    ),
    IDEMPOTENT,
    flag("ordered", "Whether the order of messages is kept."),
    flag(
        "oac",
        "Whether the origin lets only this distribution in (origin access control).",
    ),
    text(
        "source-arn",
        "The source that the receiver's permission is limited to.",
    ),
    flag("private", "Whether it stays on private networks."),
    flag(
        "endpoint",
        "Whether it leaves a private network through a VPC endpoint.",
    )
    .types(&[Type::Bool, Type::Reference]),
    choice(
        "access",
        &["read", "write", "read-write", "admin"],
        "What the sender may do with the receiver.",
    ),
    text("contract", "The version of the interface that is used."),
    text("schedule", "When it happens: `rate(5 minutes)`."),
];
