//! Streaming: the part of the messaging layer that carries ordered records.

use super::Arrow::{Event, Request, Stream};
use super::shared::{
    AUTH, CAPACITY, ENCRYPTION, INSTANCE, KEY, LOG_GROUP, LOG_LEVEL, NODES, PUBLIC, ROLE, SCALING,
    SERVICE, TLS, TRAFFIC, VPC, ZONES,
};
use super::write::{
    choice, duration, flag, flag_or_choice, integer, list, metric, reference, size, text,
};
use super::{Arrow, Chip, Service, Type, Unit};

const MESSAGING: Service = Service {
    layer: Some("messaging"),
    ..SERVICE
};

const KINESIS_RETENTION: &str =
    "https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html";
const FIREHOSE_BUFFER: &str =
    "https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html";

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "kinesis",
        aliases: &["kinesis-data-streams"],
        title: "Amazon Kinesis Data Streams",
        short: "Kinesis",
        glyph: "stream",
        about: "Takes records in order and lets many consumers read them at their own pace.",
        attributes: &[
            CAPACITY.qualifier(),
            integer("shards", "How many shares the stream is split into."),
            duration(
                "retention",
                Unit::Hours,
                "How long records can be read again.",
            )
            .between(24.0, 8_760.0, KINESIS_RETENTION)
            .otherwise("24h"),
            flag(
                "enhanced-fan-out",
                "Whether each consumer has a throughput of its own.",
            ),
            ENCRYPTION,
            KEY,
            TRAFFIC,
            text("partition-key", "What decides the shard of a record."),
            size(
                "record-size",
                Unit::Kibibytes,
                "The largest record that it takes.",
            )
            .between(
                1.0,
                10_240.0,
                "https://docs.aws.amazon.com/streams/latest/dev/large-records.html",
            ),
        ],
        parts: &[
            metric(
                "iterator-age",
                "GetRecords.IteratorAgeMilliseconds",
                "How far the slowest consumer is behind.",
            ),
            metric(
                "write-throttles",
                "WriteProvisionedThroughputExceeded",
                "How often writing was turned away.",
            ),
            metric(
                "read-throttles",
                "ReadProvisionedThroughputExceeded",
                "How often reading was turned away.",
            ),
            metric("incoming", "IncomingRecords", "How many records came in."),
        ],
        sends: &[Stream],
        receives: &[Request, Event, Stream],
        targets: &[
            "lambda",
            "firehose",
            "kinesis-analytics",
            "eventbridge-pipe",
            "ecs",
            "fargate",
            "eks",
            "ec2",
            "glue",
            "redshift",
            "opensearch",
            "sagemaker",
            "dynamodb",
            "kinesis",
        ],
        cloudformation: &["AWS::Kinesis::Stream"],
        terraform: &["aws_kinesis_stream"],
        ..MESSAGING
    },
    Service {
        id: "kinesis-analytics",
        aliases: &["flink"],
        title: "Amazon Managed Service for Apache Flink",
        short: "Managed Flink",
        also: &["compute", "data"],
        glyph: "stream",
        about: "Computes over records while they stream past (formerly Kinesis Data Analytics).",
        attributes: &[
            text("runtime", "The engine and its version: `flink-1.20`.").qualifier(),
            integer("parallelism", "How many copies of the work run at once."),
            SCALING,
            flag("snapshots", "Whether its state is kept when it stops."),
            flag("checkpoints", "Whether its state is kept while it runs.")
                .types(&[Type::Bool, Type::Duration]),
            flag_or_choice(
                "windows",
                &["tumbling", "sliding", "session"],
                "How it gathers records in time.",
            ),
            ENCRYPTION,
            VPC,
            ROLE,
            LOG_LEVEL,
            LOG_GROUP,
        ],
        parts: &[
            metric("downtime", "downtime", "How long it has not run."),
            metric("lag", "millisBehindLatest", "How far it is behind."),
            metric(
                "failed-checkpoints",
                "numberOfFailedCheckpoints",
                "How often its state could not be kept.",
            ),
        ],
        sends: &[Request, Event, Stream],
        receives: &[Stream],
        cloudformation: &["AWS::KinesisAnalyticsV2::Application"],
        terraform: &["aws_kinesisanalyticsv2_application"],
        ..MESSAGING
    },
    Service {
        id: "firehose",
        aliases: &["kinesis-firehose"],
        title: "Amazon Data Firehose",
        short: "Firehose",
        glyph: "delivery",
        about: "Gathers records and delivers them to a store (formerly Kinesis Data Firehose).",
        attributes: &[
            duration(
                "buffer",
                Unit::Seconds,
                "How long it gathers records before it delivers them.",
            )
            .between(0.0, 900.0, FIREHOSE_BUFFER)
            .usually("300s"),
            size(
                "buffer-size",
                Unit::Mebibytes,
                "How much it gathers before it delivers.",
            )
            .between(1.0, 128.0, FIREHOSE_BUFFER),
            choice(
                "format",
                &["json", "parquet", "orc", "iceberg"],
                "How records are written.",
            )
            .qualifier(),
            choice(
                "compression",
                &["gzip", "snappy", "zip", "hadoop-snappy"],
                "How records are compressed.",
            ),
            reference(
                "transform",
                "The function that changes records on their way.",
            )
            .role(
                "transform",
                Arrow::Request,
                "transforms with",
                &["lambda", "function"],
            ),
            reference("backup", "Where records go as they came.").role(
                "backup",
                Arrow::Stream,
                "backs up to",
                &["s3", "bucket"],
            ),
            reference(
                "on-failure",
                "Where records go that could not be delivered.",
            )
            .role("on-failure", Arrow::Stream, "on failure", &["s3", "bucket"])
            .chip(Chip::DeadLetter),
            flag(
                "partitioning",
                "Whether it sorts records into folders by what they say.",
            ),
            ENCRYPTION,
            KEY,
            ROLE,
        ],
        parts: &[
            metric(
                "freshness",
                "DeliveryToS3.DataFreshness",
                "How old the oldest record is that is not delivered.",
            ),
            metric(
                "failures",
                "DeliveryToS3.Success",
                "Which share of deliveries worked.",
            ),
            metric(
                "throttles",
                "ThrottledRecords",
                "How many records were turned away.",
            ),
        ],
        sends: &[Request, Stream],
        receives: &[Request, Event, Stream],
        targets: &[
            "s3",
            "redshift",
            "opensearch",
            "lambda",
            "glue",
            "kinesis-analytics",
        ],
        cloudformation: &["AWS::KinesisFirehose::DeliveryStream"],
        terraform: &["aws_kinesis_firehose_delivery_stream"],
        ..MESSAGING
    },
    Service {
        id: "msk",
        aliases: &["kafka"],
        title: "Amazon MSK",
        short: "MSK",
        glyph: "stream",
        about: "Runs Apache Kafka.",
        attributes: &[
            choice(
                "type",
                &["provisioned", "serverless", "express"],
                "Whether machines are chosen.",
            )
            .qualifier(),
            INSTANCE,
            NODES,
            ZONES,
            AUTH,
            ENCRYPTION.otherwise("managed"),
            KEY,
            TLS,
            duration(
                "retention",
                Unit::Hours,
                "How long records can be read again.",
            ),
            list("topics", Type::Text, "The topics that it has."),
            integer("replication", "How many copies of each record there are."),
            flag(
                "tiered-storage",
                "Whether old records move to cheaper storage.",
            ),
            VPC,
            PUBLIC,
        ],
        parts: &[
            metric(
                "lag",
                "MaxOffsetLag",
                "How far the slowest consumer is behind.",
            ),
            metric(
                "offline",
                "OfflinePartitionsCount",
                "How many partitions nobody serves.",
            ),
            metric("disk", "KafkaDataLogsDiskUsed", "How full the disks are."),
        ],
        sends: &[Stream],
        receives: &[Request, Event, Stream],
        cloudformation: &["AWS::MSK::Cluster", "AWS::MSK::ServerlessCluster"],
        terraform: &["aws_msk_cluster", "aws_msk_serverless_cluster"],
        ..MESSAGING
    },
];
