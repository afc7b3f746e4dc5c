//! Monitoring: how one knows what goes on.

use super::shared::{ENCRYPTION, KEY, LOG_RETENTION, ROLE, SERVICE, VPC};
use super::write::{
    choice, duration, flag, integer, interface, list, metric, number, percent, reference, text,
};
use super::{Arrow, Attribute, Service, Type, Unit};

const MONITORING: Service = Service {
    layer: Some("monitoring"),
    also: &["deployment"],
    ..SERVICE
};

/// Whom an alarm tells.
const NOTIFIES: Attribute = reference("notifies", "Whom its alarms tell.").role(
    "notifies",
    Arrow::Event,
    "alarms",
    &[
        "sns",
        "lambda",
        "eventbridge",
        "external",
        "user",
        "topic",
        "function",
        "step-functions",
    ],
);

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "cloudwatch",
        title: "Amazon CloudWatch",
        short: "CloudWatch",
        glyph: "metrics",
        about: "Gathers measures and raises alarms.",
        attributes: &[
            list(
                "alarms",
                Type::Reference,
                "The measures that raise an alarm: `[place.errors, failed.depth]`.",
            )
            .role_from("alarm", Arrow::Observes, "alarm", &[]),
            NOTIFIES,
            flag(
                "dashboards",
                "Whether there are pages that show the measures.",
            )
            .types(&[Type::Bool, Type::List])
            .of(Type::Text),
            list(
                "metrics",
                Type::Text,
                "The measures of one's own: `[\"orders placed\"]`.",
            ),
            flag("anomaly-detection", "Whether alarms learn what is usual."),
            duration("retention", Unit::Days, "How long measures are kept."),
        ],
        parts: &[
            interface("dashboards", "The pages that show the measures."),
            interface("alarms", "The alarms that it raises."),
            interface("logs", "The logs that it keeps."),
        ],
        sends: &[Arrow::Event, Arrow::Request, Arrow::Stream],
        cloudformation: &["AWS::CloudWatch::Dashboard"],
        terraform: &["aws_cloudwatch_dashboard"],
        ..MONITORING
    },
    Service {
        id: "cloudwatch-logs",
        aliases: &["log-group"],
        title: "Amazon CloudWatch Logs",
        short: "CloudWatch Logs",
        tight: "Logs",
        glyph: "logs",
        about: "Keeps log lines and lets one search them.",
        attributes: &[
            LOG_RETENTION,
            Attribute {
                id: "retention",
                ..LOG_RETENTION
            }
            .about("How long log lines are kept; forever where nothing is set."),
            ENCRYPTION.otherwise("managed"),
            KEY,
            flag("redaction", "Whether secrets and personal data are hidden."),
            choice(
                "class",
                &["standard", "infrequent-access", "delivery"],
                "How dear keeping and searching is.",
            ),
            list(
                "metric-filters",
                Type::Text,
                "The measures that are made from its lines.",
            ),
            list("subscriptions", Type::Reference, "What gets each new line."),
        ],
        parts: &[metric(
            "incoming",
            "IncomingLogEvents",
            "How many lines came in.",
        )],
        sends: &[Arrow::Event, Arrow::Stream],
        cloudformation: &["AWS::Logs::LogGroup"],
        terraform: &["aws_cloudwatch_log_group"],
        ..MONITORING
    },
    Service {
        id: "cloudwatch-alarm",
        title: "Amazon CloudWatch alarm",
        short: "CloudWatch alarm",
        tight: "Alarm",
        glyph: "alarm",
        about: "Tells somebody when a measure leaves its bounds.",
        attributes: &[
            list("alarms", Type::Reference, "The measures that it watches.").role_from(
                "alarm",
                Arrow::Observes,
                "alarm",
                &[],
            ),
            reference("metric", "The measure that it watches.").role_from(
                "alarm",
                Arrow::Observes,
                "alarm",
                &[],
            ),
            number("threshold", "The bound of the measure."),
            duration(
                "period",
                Unit::Seconds,
                "Over how long the measure is taken.",
            ),
            integer("evaluations", "How many periods in a row it takes."),
            choice(
                "missing-data",
                &["breaching", "not-breaching", "ignore", "missing"],
                "What silence means.",
            ),
            flag("composite", "Whether it is made of other alarms."),
            NOTIFIES,
        ],
        sends: &[Arrow::Event],
        cloudformation: &["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"],
        terraform: &[
            "aws_cloudwatch_metric_alarm",
            "aws_cloudwatch_composite_alarm",
        ],
        ..MONITORING
    },
    Service {
        id: "xray",
        title: "AWS X-Ray",
        short: "X-Ray",
        glyph: "trace",
        about: "Follows each request through everything that it touches.",
        attributes: &[
            percent("sampling", "The share of requests that is followed."),
            ENCRYPTION.otherwise("managed"),
            KEY,
            list(
                "groups",
                Type::Text,
                "The kinds of requests that are looked at apart.",
            ),
            flag("insights", "Whether it looks for unusual failures."),
        ],
        cloudformation: &["AWS::XRay::Group", "AWS::XRay::SamplingRule"],
        terraform: &["aws_xray_group", "aws_xray_sampling_rule"],
        ..MONITORING
    },
    Service {
        id: "cloudtrail",
        title: "AWS CloudTrail",
        short: "CloudTrail",
        glyph: "logs",
        about: "Records who has done what in the account.",
        attributes: &[
            flag("multi-region", "Whether it records all regions."),
            flag("organization", "Whether it records all accounts."),
            flag(
                "data-events",
                "Whether it records reading and writing of data too.",
            )
            .types(&[Type::Bool, Type::List])
            .of(Type::Text),
            flag("validation", "Whether a changed record is noticed."),
            reference("bucket", "Where the records are kept.").role(
                "bucket",
                Arrow::Observes,
                "records",
                &["s3", "bucket"],
            ),
            duration("retention", Unit::Days, "How long records are kept."),
            ENCRYPTION,
            KEY,
            super::shared::LOG_GROUP,
        ],
        sends: &[Arrow::Event, Arrow::Stream, Arrow::Request],
        cloudformation: &["AWS::CloudTrail::Trail"],
        terraform: &["aws_cloudtrail"],
        ..MONITORING
    },
    Service {
        id: "config",
        title: "AWS Config",
        short: "Config",
        glyph: "policy",
        about: "Records how resources are set up, and whether that keeps to the rules.",
        attributes: &[
            list("rules", Type::Text, "The rules that resources are held to."),
            flag("remediation", "Whether it mends what breaks a rule."),
            flag("aggregator", "Whether it gathers from other accounts."),
            ROLE,
        ],
        sends: &[Arrow::Event, Arrow::Request, Arrow::Stream],
        cloudformation: &["AWS::Config::ConfigRule"],
        terraform: &["aws_config_config_rule"],
        ..MONITORING
    },
    Service {
        id: "guardduty",
        title: "Amazon GuardDuty",
        short: "GuardDuty",
        glyph: "alarm",
        about: "Looks for signs of an attack.",
        attributes: &[
            list(
                "protects",
                Type::Text,
                "What it watches beyond the account: `[s3, eks, lambda]`.",
            ),
            NOTIFIES,
        ],
        sends: &[Arrow::Event],
        cloudformation: &["AWS::GuardDuty::Detector"],
        terraform: &["aws_guardduty_detector"],
        ..MONITORING
    },
    Service {
        id: "synthetics",
        title: "Amazon CloudWatch Synthetics",
        short: "Synthetics",
        glyph: "alarm",
        about: "Tries what people do, again and again, to see if it still works.",
        attributes: &[
            text("schedule", "How often it tries.").qualifier(),
            text("runtime", "What its script runs on."),
            VPC,
            NOTIFIES,
        ],
        parts: &[
            metric(
                "success",
                "SuccessPercent",
                "The share of tries that worked.",
            ),
            metric("duration", "Duration", "How long a try takes."),
        ],
        sends: &[Arrow::Request, Arrow::Event],
        cloudformation: &["AWS::Synthetics::Canary"],
        terraform: &["aws_synthetics_canary"],
        ..MONITORING
    },
];
