//! What many services share: their layer, their attributes.

use super::write::{
    choice, duration, flag, flag_or_choice, flag_or_reference, integer, list, percent, rate,
    record, reference, size, text,
};
use super::{Arrow, Attribute, Chip, Kind, Place, Service, Type, Unit};

/// What a service is when its block does not say otherwise.
pub(super) const SERVICE: Service = Service {
    id: "",
    aliases: &[],
    title: "",
    short: "",
    tight: "",
    kind: Kind::Element,
    place: Place::Layer,
    layer: None,
    also: &[],
    glyph: "",
    about: "",
    attributes: &[],
    parts: &[],
    sends: &[],
    receives: &[],
    targets: &[],
    cloudformation: &[],
    terraform: &[],
};

pub(super) const EDGE: Service = Service {
    layer: Some("edge"),
    ..SERVICE
};

pub(super) const DATA: Service = Service {
    layer: Some("data"),
    ..SERVICE
};

pub(super) const MULTI_AZ: Attribute =
    flag("multi-az", "Whether a copy in another zone takes over.").chip(Chip::MultiZone);

pub(super) const DELETION_PROTECTION: Attribute = flag(
    "deletion-protection",
    "Whether it cannot be deleted by mistake.",
);

pub(super) const REPLICAS: Attribute =
    integer("replicas", "How many copies there are to read from.");

pub(super) const STORAGE: Attribute = size("storage", Unit::Gibibytes, "How much it can hold.");

pub(super) const TRACING: Attribute = flag_or_choice(
    "tracing",
    &["active", "passthrough"],
    "Whether each request is followed through it by distributed tracing.",
)
.chip(Chip::Traced);

pub(super) const LOG_FORMAT: Attribute = choice(
    "log-format",
    &["json", "text"],
    "How log lines are written; JSON can be searched and measured.",
);

pub(super) const LOG_LEVEL: Attribute = choice(
    "log-level",
    &["off", "fatal", "error", "all", "warn", "info", "debug"],
    "The least important events that are logged.",
);

pub(super) const LOG_GROUP: Attribute =
    reference("log-group", "The log group that its logs go to.").role(
        "log-group",
        Arrow::Observes,
        "logs",
        &["cloudwatch-logs", "logs"],
    );

pub(super) const LOG_RETENTION: Attribute = duration(
    "log-retention",
    Unit::Days,
    "How long its logs are kept; forever where nothing is set.",
)
.between(
    1.0,
    3653.0,
    "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
);

pub(super) const ACCESS_LOGS: Attribute = flag_or_reference(
    "access-logs",
    "Whether every request is logged, and where to.",
)
.role(
    "access-logs",
    Arrow::Observes,
    "access logs",
    &["cloudwatch-logs", "s3", "firehose", "logs", "bucket"],
);

/// Encryption at rest of a store or a channel.
pub(super) const ENCRYPTION: Attribute = choice(
    "encryption",
    &["managed", "kms", "cmk"],
    "Whose key encrypts what it holds: the service's own (`managed`), the account's for the service (`kms`), or one that the customer controls (`cmk`).",
)
.chip(Chip::Encrypted);

pub(super) const KEY: Attribute = reference("key", "The key that encrypts what it holds.").role(
    "key",
    Arrow::Observes,
    "encrypts with",
    &["kms", "key"],
);

pub(super) const TLS: Attribute = text("tls", "The oldest version of TLS that it accepts.");

pub(super) const WAF: Attribute = flag_or_reference(
    "waf",
    "Whether a web application firewall inspects its requests, and which.",
)
.role("waf", Arrow::Observes, "inspected by", &["waf"])
.same_as("waf")
.chip(Chip::Policy);

pub(super) const CERTIFICATE: Attribute =
    flag_or_reference("certificate", "The certificate that it shows to clients.").role(
        "certificate",
        Arrow::Observes,
        "certificate",
        &["acm", "secret"],
    );

pub(super) const ROLE: Attribute = Attribute {
    types: &[Type::Reference, Type::Text],
    ..reference(
        "role",
        "The role that it acts as; a name where the role is not drawn.",
    )
}
.role("role", Arrow::Observes, "acts as", &["iam-role"]);

pub(super) const VPC: Attribute = flag_or_reference(
    "vpc",
    "Whether it stands in a private network, and which network or subnets.",
);

pub(super) const PUBLIC: Attribute =
    flag("public", "Whether anybody on the internet can reach it.");

pub(super) const ZONES: Attribute =
    integer("zones", "How many availability zones it stands in.").chip(Chip::MultiZone);

pub(super) const DLQ: Attribute = reference(
    "dlq",
    "Where messages go that could not be processed after all retries.",
)
.role("dlq", Arrow::Event, "dead letters", &["sqs", "queue"])
.chip(Chip::DeadLetter);

pub(super) const ON_FAILURE: Attribute = reference(
    "on-failure",
    "Where a record of the event goes when processing it has failed for good.",
)
.role(
    "on-failure",
    Arrow::Event,
    "on failure",
    &[
        "sqs",
        "sns",
        "eventbridge",
        "lambda",
        "s3",
        "msk",
        "queue",
        "topic",
        "bus",
        "function",
        "bucket",
    ],
)
.chip(Chip::DeadLetter);

pub(super) const AUTH: Attribute = choice(
    "auth",
    &[
        "iam",
        "cognito",
        "jwt",
        "lambda",
        "mtls",
        "oauth",
        "api-key",
        "resource-policy",
        "password",
        "certificate",
    ],
    "How callers prove who they are; `none` lets everybody in.",
);

pub(super) const AUTHORIZER: Attribute = reference(
    "authorizer",
    "What decides whether a caller may come in: a user pool, an identity provider or a function.",
)
.role(
    "authorizer",
    Arrow::Observes,
    "authorizes with",
    &[
        "cognito-user-pool",
        "cognito-identity-pool",
        "lambda",
        "iam-role",
        "iam-identity-center",
        "user-pool",
        "function",
        "external",
        "service",
    ],
)
.chip(Chip::Policy);

pub(super) const PUBLIC_BY_DESIGN: Attribute = flag(
    "public-by-design",
    "Whether it is meant to be open to everybody, so that missing authorization is no mistake.",
);

pub(super) const THROTTLE: Attribute = Attribute {
    types: &[Type::Rate, Type::Record],
    ..rate(
        "throttle",
        "The steady rate of requests above which callers are turned away.",
    )
};

pub(super) const EXPECTED_DURATION: Attribute = duration(
    "expected-duration",
    Unit::Seconds,
    "How long its work usually takes.",
);

pub(super) const IDEMPOTENT: Attribute = flag(
    "idempotent",
    "Whether doing the same work twice has the effect of doing it once.",
);

pub(super) const TIMEOUT: Attribute = duration(
    "timeout",
    Unit::Seconds,
    "How long it may take before it is given up.",
);

pub(super) const RETRIES: Attribute = integer("retries", "How often a failure is tried again.");

pub(super) const SECRETS: Attribute = Attribute {
    types: &[Type::Enum, Type::Reference, Type::List],
    values: &["secrets-manager", "parameter-store", "env"],
    of: Some(Type::Reference),
    ..reference(
        "secrets",
        "Where its credentials come from: a secret store, or the environment variables of the code (`env`).",
    )
}
.role("secret", Arrow::Observes, "reads secrets", &["secrets-manager", "parameter-store", "secret"]);

pub(super) const CAPACITY: Attribute = choice(
    "capacity",
    &["on-demand", "provisioned"],
    "Whether it scales with its load or has a fixed capacity.",
);

pub(super) const TRAFFIC: Attribute = choice(
    "traffic",
    &["steady", "spiky"],
    "How its load changes through the day.",
);

pub(super) const READ_HEAVY: Attribute = flag(
    "read-heavy",
    "Whether the same items are read far more often than they change.",
);

pub(super) const LIFETIME: Attribute = choice(
    "lifetime",
    &["temporary", "permanent"],
    "Whether what it holds can be deleted after a while.",
);

pub(super) const BACKUP: Attribute = Attribute {
    types: &[Type::Bool, Type::Duration],
    ..duration(
        "backup",
        Unit::Days,
        "Whether it is backed up, and how long backups are kept.",
    )
};

pub(super) const ENGINE_VERSION: Attribute = text("version", "The version of the engine.");

pub(super) const INSTANCE: Attribute = text("instance", "The size of its machines.").qualifier();

pub(super) const NODES: Attribute = integer("nodes", "How many machines it has.");

pub(super) const SCALING: Attribute = Attribute {
    types: &[Type::Bool, Type::Record],
    ..record(
        "scaling",
        "Whether it scales with its load, and between which `min` and `max`.",
    )
};

pub(super) const UTILISATION: Attribute = percent(
    "utilisation",
    "The share of its capacity that is used on average.",
);

pub(super) const SUBNETS: Attribute =
    list("subnets", Type::Reference, "The subnets that it stands in.");
