//! Data: what is kept.

use super::Arrow::{Event, Request, Stream};
use super::shared::{
    ACCESS_LOGS, AUTH, AUTHORIZER, BACKUP, DATA, ENCRYPTION, ENGINE_VERSION, INSTANCE, KEY,
    LIFETIME, LOG_FORMAT, LOG_GROUP, LOG_LEVEL, LOG_RETENTION, MULTI_AZ, NODES, PUBLIC,
    PUBLIC_BY_DESIGN, READ_HEAVY, REPLICAS, ROLE, STORAGE, SUBNETS, TIMEOUT, TLS, TRACING,
    UTILISATION, VPC, WAF, ZONES,
};
use super::write::{
    choice, duration, flag, flag_or_choice, integer, interface, list, metric, reference, size,
};
use super::{Arrow, Chip, Service, Type, Unit};

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "s3",
        title: "Amazon S3",
        short: "S3",
        glyph: "bucket",
        about: "Keeps files of any size and number.",
        attributes: &[
            flag(
                "versioning",
                "Whether older versions of an object are kept.",
            ),
            flag(
                "block-public-access",
                "Whether nothing in it can be made public.",
            )
            .otherwise("true")
            .chip(Chip::Policy),
            PUBLIC,
            flag("website", "Whether it serves a web site by itself."),
            ENCRYPTION.otherwise("managed"),
            KEY,
            TLS,
            flag(
                "lifecycle",
                "Whether old objects move to cheaper storage or are deleted.",
            )
            .types(&[Type::Bool, Type::Duration, Type::Text]),
            ACCESS_LOGS,
            flag_or_choice(
                "object-lock",
                &["governance", "compliance"],
                "Whether objects cannot be changed for a while.",
            ),
            flag("replication", "Whether copies are kept in another bucket.")
                .types(&[Type::Bool, Type::Reference])
                .role(
                    "replication",
                    Arrow::Stream,
                    "replicates to",
                    &["s3", "bucket"],
                ),
            flag("events", "Whether changes are told to others."),
            flag(
                "oac",
                "Whether only the distribution in front of it is let in (origin access control).",
            ),
            choice(
                "storage-class",
                &[
                    "standard",
                    "intelligent-tiering",
                    "standard-ia",
                    "one-zone-ia",
                    "glacier-ir",
                    "glacier",
                    "deep-archive",
                    "express-one-zone",
                ],
                "How fast and how dear its storage is.",
            ),
            LIFETIME,
            READ_HEAVY,
            flag("malware-scan", "Whether new objects are scanned."),
        ],
        parts: &[
            interface("events", "The news of created and deleted objects."),
            metric("4xx", "4xxErrors", "How many answers blame the client."),
            metric("5xx", "5xxErrors", "How many answers blame the server."),
            metric("size", "BucketSizeBytes", "How much it holds."),
        ],
        sends: &[Event, Stream],
        receives: &[Request, Event, Stream],
        targets: &[
            "lambda",
            "sqs",
            "sns",
            "eventbridge",
            "s3",
            "athena",
            "glue",
            "redshift",
            "opensearch",
            "cloudfront",
            "sagemaker",
            "bedrock",
            "lake-formation",
            "kendra",
            "step-functions",
            "batch",
            "firehose",
            "ecs",
            "fargate",
            "eks",
            "ec2",
        ],
        cloudformation: &["AWS::S3::Bucket"],
        terraform: &["aws_s3_bucket"],
        ..DATA
    },
    Service {
        id: "opensearch",
        aliases: &["elasticsearch"],
        title: "Amazon OpenSearch Service",
        short: "OpenSearch",
        glyph: "search",
        about: "Searches text, logs and vectors.",
        attributes: &[
            choice(
                "type",
                &["provisioned", "serverless"],
                "Whether machines are chosen.",
            )
            .qualifier(),
            INSTANCE,
            NODES,
            ZONES,
            flag(
                "zone-awareness",
                "Whether its machines are spread over zones.",
            )
            .chip(Chip::MultiZone),
            integer("masters", "How many machines lead the others."),
            ENCRYPTION,
            KEY,
            flag(
                "node-encryption",
                "Whether its machines talk to each other encrypted.",
            ),
            TLS,
            AUTH,
            VPC,
            SUBNETS,
            PUBLIC,
            ENGINE_VERSION,
            STORAGE,
            LOG_GROUP,
            LIFETIME,
            READ_HEAVY,
        ],
        parts: &[
            interface("dashboards", "The pages that it brings along."),
            metric("red", "ClusterStatus.red", "Whether data is missing."),
            metric("disk", "FreeStorageSpace", "How much room is left."),
            metric("memory", "JVMMemoryPressure", "How full the memory is."),
            metric("5xx", "5xx", "How many answers blame the server."),
        ],
        sends: &[Stream, Event],
        receives: &[Request, Event, Stream],
        cloudformation: &[
            "AWS::OpenSearchService::Domain",
            "AWS::OpenSearchServerless::Collection",
        ],
        terraform: &[
            "aws_opensearch_domain",
            "aws_opensearchserverless_collection",
        ],
        ..DATA
    },
    Service {
        id: "appsync",
        title: "AWS AppSync",
        short: "AppSync",
        also: &["compute", "edge"],
        glyph: "graphql",
        about: "Answers GraphQL questions from many sources, and tells clients what has changed.",
        attributes: &[
            choice(
                "type",
                &["graphql", "merged", "events"],
                "What kind of interface it offers.",
            )
            .qualifier(),
            AUTH,
            AUTHORIZER,
            choice(
                "endpoint",
                &["public", "private"],
                "From where it can be reached.",
            ),
            PUBLIC_BY_DESIGN,
            TRACING,
            WAF,
            LOG_LEVEL,
            LOG_GROUP,
            LOG_RETENTION,
            LOG_FORMAT,
            ACCESS_LOGS,
            flag("cache", "Whether it keeps answers.").types(&[Type::Bool, Type::Duration]),
            flag("subscriptions", "Whether clients are told of changes."),
            flag(
                "conflict-detection",
                "Whether it notices when two clients change the same item.",
            ),
            super::shared::THROTTLE,
            TIMEOUT.otherwise("30s"),
            integer("depth-limit", "How deep a question may be nested."),
            flag("introspection", "Whether clients may ask for its schema."),
            ROLE,
        ],
        parts: &[
            interface(
                "subscriptions",
                "The changes that clients have asked to be told.",
            ),
            metric("5xx", "5XXError", "How many answers blame the server."),
            metric("4xx", "4XXError", "How many answers blame the client."),
            metric("latency", "Latency", "How long answers take."),
        ],
        sends: &[Request, Event],
        receives: &[Request, Event],
        targets: &[
            "lambda",
            "dynamodb",
            "opensearch",
            "aurora",
            "rds",
            "eventbridge",
            "step-functions",
            "bedrock",
            "api-gateway",
            "appsync",
            "neptune",
            "cognito-user-pool",
            "alb",
        ],
        cloudformation: &["AWS::AppSync::GraphQLApi"],
        terraform: &["aws_appsync_graphql_api"],
        ..DATA
    },
    Service {
        id: "elasticache",
        title: "Amazon ElastiCache",
        short: "ElastiCache",
        glyph: "cache",
        about: "Keeps data in memory.",
        attributes: &[
            choice(
                "engine",
                &["valkey", "redis", "memcached"],
                "Which cache it runs.",
            )
            .qualifier(),
            choice(
                "type",
                &["node-based", "serverless"],
                "Whether machines are chosen.",
            ),
            ENGINE_VERSION,
            INSTANCE,
            NODES,
            MULTI_AZ,
            ZONES,
            REPLICAS,
            duration("ttl", Unit::Seconds, "How long an entry is kept."),
            ENCRYPTION,
            KEY,
            TLS,
            AUTH,
            flag(
                "backup",
                "Whether it is backed up, and how long backups are kept.",
            )
            .types(&[Type::Bool, Type::Duration]),
            VPC,
            SUBNETS,
            UTILISATION,
        ],
        parts: &[
            metric("cpu", "EngineCPUUtilization", "How busy it is."),
            metric("memory", "DatabaseMemoryUsagePercentage", "How full it is."),
            metric("evictions", "Evictions", "How many entries had to go."),
            metric("hits", "CacheHits", "How many entries were found."),
        ],
        sends: &[Event, Stream],
        receives: &[Request, Event, Stream],
        cloudformation: &[
            "AWS::ElastiCache::ReplicationGroup",
            "AWS::ElastiCache::ServerlessCache",
        ],
        terraform: &[
            "aws_elasticache_replication_group",
            "aws_elasticache_serverless_cache",
        ],
        ..DATA
    },
    Service {
        id: "efs",
        title: "Amazon EFS",
        short: "EFS",
        glyph: "file-system",
        about: "A file system that many machines and functions share.",
        attributes: &[
            choice(
                "throughput",
                &["elastic", "bursting", "provisioned"],
                "How fast it may be.",
            )
            .qualifier(),
            choice(
                "storage",
                &["regional", "one-zone"],
                "Whether its files are in several zones.",
            ),
            ENCRYPTION,
            KEY,
            TLS,
            BACKUP,
            flag(
                "lifecycle",
                "Whether files that nobody reads move to cheaper storage.",
            )
            .types(&[Type::Bool, Type::Duration, Type::Text]),
            VPC,
            SUBNETS,
        ],
        parts: &[metric(
            "io",
            "PercentIOLimit",
            "How near it is to its limit.",
        )],
        receives: &[Request, Stream],
        cloudformation: &["AWS::EFS::FileSystem"],
        terraform: &["aws_efs_file_system"],
        ..DATA
    },
    Service {
        id: "athena",
        title: "Amazon Athena",
        short: "Athena",
        also: &["compute"],
        glyph: "search",
        about: "Answers SQL questions about files.",
        attributes: &[
            reference("results", "Where answers are put.").role(
                "results",
                Arrow::Request,
                "writes results",
                &["s3", "bucket"],
            ),
            ENCRYPTION,
            KEY,
            size(
                "scan-limit",
                Unit::Gibibytes,
                "How much one question may read.",
            ),
            choice("engine", &["sql", "spark"], "How it is asked.").qualifier(),
        ],
        sends: &[Request, Stream, Event],
        receives: &[Request, Stream],
        cloudformation: &["AWS::Athena::WorkGroup"],
        terraform: &["aws_athena_workgroup"],
        ..DATA
    },
    Service {
        id: "lake-formation",
        title: "AWS Lake Formation",
        short: "Lake Formation",
        tight: "Data lake",
        glyph: "warehouse",
        about: "Says who may see which data of a lake, to the row and column.",
        attributes: &[
            flag(
                "row-level",
                "Whether people see only the rows that they may.",
            ),
            list("databases", Type::Text, "The databases that it guards."),
            ROLE,
        ],
        cloudformation: &["AWS::LakeFormation::Resource"],
        terraform: &["aws_lakeformation_resource"],
        ..DATA
    },
    Service {
        id: "kendra",
        title: "Amazon Kendra",
        short: "Kendra",
        glyph: "search",
        about: "Finds answers in documents, by meaning.",
        attributes: &[
            choice(
                "edition",
                &["developer", "enterprise", "genai"],
                "Which edition it is.",
            )
            .qualifier(),
            ENCRYPTION.otherwise("managed"),
            KEY,
            ROLE,
        ],
        sends: &[Request],
        receives: &[Request, Stream, Event],
        cloudformation: &["AWS::Kendra::Index"],
        terraform: &["aws_kendra_index"],
        ..DATA
    },
];
