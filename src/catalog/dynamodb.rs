//! DynamoDB and what keeps copies of it.

use super::Arrow::{Event, Request, Stream};
use super::shared::{
    BACKUP, CAPACITY, DATA, DELETION_PROTECTION, ENCRYPTION, INSTANCE, KEY, LIFETIME, NODES,
    READ_HEAVY, ROLE, SUBNETS, TLS, TRAFFIC, VPC, ZONES,
};
use super::write::{
    duration, flag, flag_or_choice, flag_or_reference, integer, interface, list, metric, size, text,
};
use super::{Arrow, Service, Type, Unit};

const DYNAMODB_PITR: &str = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html";

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "dynamodb",
        title: "Amazon DynamoDB",
        short: "DynamoDB",
        glyph: "table",
        about: "Keeps items by key, at any size with the same speed.",
        attributes: &[
            CAPACITY.qualifier(),
            flag_or_choice(
                "stream",
                &["keys-only", "new-image", "old-image", "new-and-old-images"],
                "Whether changes can be read as a stream, and what each record shows.",
            )
            .same_as("stream"),
            flag_or_reference("dax", "Whether a DAX cluster caches its reads, and which.")
                .role("dax", Arrow::Request, "cached by", &["dax"])
                .same_as("dax"),
            ENCRYPTION.otherwise("managed"),
            KEY,
            flag(
                "pitr",
                "Whether it can be put back to any second of the last days.",
            )
            .types(&[Type::Bool, Type::Duration]),
            duration("recovery-window", Unit::Days, "How far back it can be put.").between(
                1.0,
                35.0,
                DYNAMODB_PITR,
            ),
            flag(
                "ttl",
                "Whether items delete themselves, and by which attribute.",
            )
            .types(&[Type::Bool, Type::Text]),
            text("key-schema", "Its keys: `pk, sk`."),
            list(
                "indexes",
                Type::Text,
                "The other keys that it can be asked by.",
            ),
            list(
                "regions",
                Type::Text,
                "The regions that have a copy (global table).",
            ),
            flag("scaling", "Whether provisioned capacity follows the load.")
                .types(&[Type::Bool, Type::Record]),
            integer(
                "read-capacity",
                "How many reads a second it is provisioned for.",
            ),
            integer(
                "write-capacity",
                "How many writes a second it is provisioned for.",
            ),
            DELETION_PROTECTION,
            BACKUP,
            TRAFFIC,
            READ_HEAVY,
            LIFETIME,
            size("item-size", Unit::Kibibytes, "How big an item is.").between(
                0.0,
                400.0,
                "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html",
            ),
        ],
        parts: &[
            interface("stream", "The changes of its items, in order."),
            interface("dax", "The cache in front of it."),
            metric(
                "throttles",
                "ThrottledRequests",
                "How many requests were turned away.",
            ),
            metric(
                "errors",
                "SystemErrors",
                "How many requests have failed inside.",
            ),
            metric(
                "latency",
                "SuccessfulRequestLatency",
                "How long requests take.",
            ),
            metric("user-errors", "UserErrors", "How many requests were wrong."),
        ],
        sends: &[Event, Stream],
        receives: &[Request, Event, Stream],
        targets: &[
            "lambda",
            "kinesis",
            "eventbridge-pipe",
            "s3",
            "opensearch",
            "redshift",
            "dynamodb",
            "dax",
            "ecs",
            "fargate",
            "eks",
            "ec2",
            "glue",
        ],
        cloudformation: &["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"],
        terraform: &["aws_dynamodb_table"],
        ..DATA
    },
    Service {
        id: "dax",
        title: "Amazon DynamoDB Accelerator (DAX)",
        short: "DAX",
        glyph: "cache",
        about: "Keeps what is read from a table in memory.",
        attributes: &[
            INSTANCE,
            NODES,
            duration("ttl", Unit::Minutes, "How long an item is kept.").usually("5m"),
            ENCRYPTION,
            TLS,
            VPC,
            SUBNETS,
            ROLE,
            ZONES,
        ],
        parts: &[
            metric("hits", "ItemCacheHits", "How many items were in memory."),
            metric("misses", "ItemCacheMisses", "How many items were not."),
        ],
        sends: &[Request],
        receives: &[Request],
        targets: &["dynamodb"],
        cloudformation: &["AWS::DAX::Cluster"],
        terraform: &["aws_dax_cluster"],
        ..DATA
    },
];
