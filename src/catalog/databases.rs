//! Databases and warehouses: the part of the data layer that answers SQL and its kin.

use super::Arrow::{Event, Request, Stream};
use super::shared::{
    BACKUP, ENCRYPTION, ENGINE_VERSION, INSTANCE, KEY, LIFETIME, LOG_GROUP, NODES, PUBLIC,
    READ_HEAVY, ROLE, SCALING, SERVICE, SUBNETS, TLS, UTILISATION, VPC, ZONES,
};
use super::write::{
    choice, duration, flag, flag_or_choice, integer, interface, metric, number, reference, size,
};
use super::{Arrow, Attribute, Chip, Service, Type, Unit};

const DATA: Service = Service {
    layer: Some("data"),
    ..SERVICE
};

const RDS_BACKUP: &str = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html";

const MULTI_AZ: Attribute =
    flag("multi-az", "Whether a copy in another zone takes over.").chip(Chip::MultiZone);
const DELETION_PROTECTION: Attribute = flag(
    "deletion-protection",
    "Whether it cannot be deleted by mistake.",
);
const REPLICAS: Attribute = integer("replicas", "How many copies there are to read from.");
const IAM_AUTH: Attribute = flag(
    "iam-auth",
    "Whether programs sign in with their role instead of a password.",
);
const SECRET: Attribute = reference("secret", "The secret that holds its password.").role(
    "secret",
    Arrow::Observes,
    "password from",
    &["secrets-manager", "parameter-store", "secret"],
);
const STORAGE: Attribute = size("storage", Unit::Gibibytes, "How much it can hold.");
const ROTATION: Attribute = flag("rotation", "Whether its password is renewed by itself.");
const PERFORMANCE_INSIGHTS: Attribute = flag("insights", "Whether slow statements are watched.");

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "rds",
        title: "Amazon RDS",
        short: "RDS",
        glyph: "database",
        about: "Runs a relational database.",
        attributes: &[
            choice(
                "engine",
                &["postgres", "mysql", "mariadb", "oracle", "sqlserver", "db2"],
                "Which database it runs.",
            )
            .qualifier(),
            ENGINE_VERSION,
            INSTANCE,
            MULTI_AZ,
            ZONES,
            REPLICAS,
            ENCRYPTION,
            KEY,
            TLS,
            duration("backup", Unit::Days, "How long backups are kept.")
                .between(0.0, 35.0, RDS_BACKUP)
                .types(&[Type::Bool, Type::Duration]),
            flag("pitr", "Whether it can be put back to any second of the last days."),
            DELETION_PROTECTION,
            IAM_AUTH,
            SECRET,
            ROTATION,
            PUBLIC,
            VPC,
            SUBNETS,
            STORAGE,
            SCALING,
            integer("max-connections", "How many connections it takes."),
            PERFORMANCE_INSIGHTS,
            LOG_GROUP,
            READ_HEAVY,
            UTILISATION,
        ],
        parts: &[
            interface("replica", "The copy that is read from."),
            metric("cpu", "CPUUtilization", "How busy it is."),
            metric("connections", "DatabaseConnections", "How many connections are open."),
            metric("disk", "FreeStorageSpace", "How much room is left."),
            metric("replica-lag", "ReplicaLag", "How far the copy is behind."),
        ],
        sends: &[Event, Stream],
        receives: &[Request, Stream],
        cloudformation: &["AWS::RDS::DBInstance"],
        terraform: &["aws_db_instance"],
        ..DATA
    },
    Service {
        id: "aurora",
        title: "Amazon Aurora",
        short: "Aurora",
        glyph: "database",
        about: "A relational database whose storage grows by itself, in three zones.",
        attributes: &[
            choice("engine", &["postgres", "mysql"], "Which database it speaks like.").qualifier(),
            choice("type", &["provisioned", "serverless", "dsql", "limitless"], "Whether machines are chosen."),
            ENGINE_VERSION,
            INSTANCE,
            number("min-capacity", "The least capacity units of a serverless cluster.").between(
                0.0,
                256.0,
                "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html",
            ),
            number("max-capacity", "The most capacity units of a serverless cluster.").between(
                0.5,
                256.0,
                "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html",
            ),
            MULTI_AZ,
            ZONES,
            REPLICAS,
            flag("global", "Whether other regions have a copy."),
            ENCRYPTION,
            KEY,
            TLS,
            duration("backup", Unit::Days, "How long backups are kept.").between(
                1.0,
                35.0,
                "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html",
            ),
            flag("pitr", "Whether it can be put back to any second of the last days.").otherwise("true"),
            DELETION_PROTECTION,
            flag("data-api", "Whether it can be asked over HTTPS."),
            IAM_AUTH,
            SECRET,
            ROTATION,
            PUBLIC,
            VPC,
            SUBNETS,
            integer("max-connections", "How many connections it takes."),
            PERFORMANCE_INSIGHTS,
            LOG_GROUP,
            READ_HEAVY,
            UTILISATION,
        ],
        parts: &[
            interface("reader", "The address of the copies that are read from."),
            interface("writer", "The address of the copy that is written to."),
            interface("data-api", "The way to ask it over HTTPS."),
            metric("cpu", "CPUUtilization", "How busy it is."),
            metric("connections", "DatabaseConnections", "How many connections are open."),
            metric("replica-lag", "AuroraReplicaLag", "How far the copies are behind."),
        ],
        sends: &[Event, Stream],
        receives: &[Request, Stream],
        cloudformation: &["AWS::RDS::DBCluster"],
        terraform: &["aws_rds_cluster"],
        ..DATA
    },
    Service {
        id: "rds-proxy",
        title: "Amazon RDS Proxy",
        short: "RDS Proxy",
        glyph: "load-balancer",
        about: "Shares a few database connections among many callers.",
        attributes: &[
            flag("iam-auth", "Whether callers sign in with their role instead of a password."),
            TLS,
            SECRET,
            duration("idle-timeout", Unit::Seconds, "How long an unused connection is kept.").between(
                1.0,
                28_800.0,
                "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html",
            )
            .otherwise("30m"),
            VPC,
            SUBNETS,
            ZONES,
            ROLE,
        ],
        parts: &[metric("connections", "DatabaseConnections", "How many connections are open.")],
        sends: &[Request],
        receives: &[Request],
        targets: &["rds", "aurora", "secrets-manager"],
        cloudformation: &["AWS::RDS::DBProxy"],
        terraform: &["aws_db_proxy"],
        ..DATA
    },
    Service {
        id: "redshift",
        title: "Amazon Redshift",
        short: "Redshift",
        glyph: "warehouse",
        about: "A data warehouse: answers questions about very much data.",
        attributes: &[
            choice("type", &["provisioned", "serverless"], "Whether machines are chosen.").qualifier(),
            INSTANCE,
            NODES,
            integer("base-capacity", "The capacity units that a serverless one starts with."),
            ENCRYPTION,
            KEY,
            TLS,
            MULTI_AZ,
            BACKUP,
            SECRET,
            PUBLIC,
            VPC,
            SUBNETS,
            flag("data-api", "Whether it can be asked over HTTPS."),
            ROLE,
            LOG_GROUP,
        ],
        parts: &[
            metric("disk", "PercentageDiskSpaceUsed", "How full it is."),
            metric("queue", "WLMQueueLength", "How many questions wait."),
        ],
        sends: &[Stream, Event],
        receives: &[Request, Event, Stream],
        cloudformation: &["AWS::Redshift::Cluster", "AWS::RedshiftServerless::Workgroup"],
        terraform: &["aws_redshift_cluster", "aws_redshiftserverless_workgroup"],
        ..DATA
    },
    Service {
        id: "neptune",
        title: "Amazon Neptune",
        short: "Neptune",
        glyph: "graph-db",
        about: "A database of things and how they are connected.",
        attributes: &[
            choice("type", &["provisioned", "serverless", "analytics"], "Whether machines are chosen.").qualifier(),
            INSTANCE,
            REPLICAS,
            MULTI_AZ,
            ENCRYPTION,
            KEY,
            TLS,
            BACKUP,
            IAM_AUTH,
            DELETION_PROTECTION,
            VPC,
            SUBNETS,
            flag_or_choice("stream", &["enabled"], "Whether changes can be read as a stream.").same_as("stream"),
        ],
        parts: &[
            interface("stream", "The changes of the graph, in order."),
            interface("reader", "The address of the copies that are read from."),
            metric("cpu", "CPUUtilization", "How busy it is."),
        ],
        sends: &[Stream],
        receives: &[Request, Stream],
        cloudformation: &["AWS::Neptune::DBCluster"],
        terraform: &["aws_neptune_cluster"],
        ..DATA
    },
    Service {
        id: "documentdb",
        title: "Amazon DocumentDB",
        short: "DocumentDB",
        glyph: "database",
        about: "Keeps JSON documents and speaks like MongoDB.",
        attributes: &[
            choice("type", &["provisioned", "serverless", "elastic"], "Whether machines are chosen.").qualifier(),
            INSTANCE,
            REPLICAS,
            MULTI_AZ,
            ENCRYPTION,
            KEY,
            TLS,
            BACKUP,
            SECRET,
            DELETION_PROTECTION,
            VPC,
            SUBNETS,
            flag_or_choice("stream", &["enabled"], "Whether changes can be read as a stream.").same_as("stream"),
        ],
        parts: &[
            interface("stream", "The changes of the documents, in order."),
            metric("cpu", "CPUUtilization", "How busy it is."),
            metric("connections", "DatabaseConnections", "How many connections are open."),
        ],
        sends: &[Stream],
        receives: &[Request, Stream],
        cloudformation: &["AWS::DocDB::DBCluster"],
        terraform: &["aws_docdb_cluster"],
        ..DATA
    },
    Service {
        id: "timestream",
        title: "Amazon Timestream",
        short: "Timestream",
        glyph: "database",
        about: "Keeps measurements by time.",
        attributes: &[
            choice("engine", &["live-analytics", "influxdb"], "Which database it runs.").qualifier(),
            duration("retention", Unit::Days, "How long measurements are kept."),
            ENCRYPTION.otherwise("managed"),
            KEY,
            LIFETIME,
            VPC,
        ],
        sends: &[Stream],
        receives: &[Request, Stream],
        cloudformation: &["AWS::Timestream::Database", "AWS::Timestream::InfluxDBInstance"],
        terraform: &["aws_timestreamwrite_database", "aws_timestreaminfluxdb_db_instance"],
        ..DATA
    },
];
