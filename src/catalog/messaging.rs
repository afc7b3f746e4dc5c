//! Messaging and streaming: how things tell each other without waiting.

use super::Arrow::{Event, Request, Stream};
use super::shared::{
    AUTH, DLQ, ENCRYPTION, EXPECTED_DURATION, IDEMPOTENT, INSTANCE, KEY, LOG_FORMAT, LOG_GROUP,
    LOG_LEVEL, LOG_RETENTION, ON_FAILURE, PUBLIC, RETRIES, ROLE, SERVICE, TLS, VPC, ZONES,
};
use super::write::{
    choice, duration, flag, flag_or_choice, integer, interface, list, metric, rate, reference,
    size, text,
};
use super::{Arrow, Chip, Service, Type, Unit};

const MESSAGING: Service = Service {
    layer: Some("messaging"),
    ..SERVICE
};

const SQS_QUEUE: &str = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html";
const SNS_QUOTAS: &str = "https://docs.aws.amazon.com/general/latest/gr/sns.html";
const EVENTBRIDGE_RETRY: &str =
    "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html";
const PIPE_SOURCE: &str =
    "https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceParameters.html";
const SCHEDULER_RETRY: &str =
    "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html";

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "sns",
        title: "Amazon SNS",
        short: "SNS",
        glyph: "topic",
        about: "Tells everybody who has subscribed to a topic.",
        attributes: &[
            flag("fifo", "Whether order is kept and duplicates are dropped.").qualifier(),
            flag("dedup", "Whether messages with the same content are dropped."),
            ENCRYPTION,
            KEY,
            TLS,
            DLQ.about("Where messages go that a subscriber did not take."),
            flag("filter", "Whether subscribers get only messages that match their policy.")
                .types(&[Type::Bool, Type::Text]),
            RETRIES,
            flag("raw", "Whether messages are passed on without an envelope."),
            flag("archive", "Whether a FIFO topic keeps messages to be sent again.")
                .types(&[Type::Bool, Type::Duration]),
            size("message-size", Unit::Kibibytes, "The largest message that is sent.").between(1.0, 256.0, SNS_QUOTAS),
            flag_or_choice("tracing", &["active", "passthrough"], "Whether messages are followed by distributed tracing.")
                .chip(Chip::Traced),
            list("protocols", Type::Text, "How subscribers are told: `[sqs, lambda, https, email, sms]`."),
            PUBLIC,
        ],
        parts: &[
            metric("failed", "NumberOfNotificationsFailed", "How many messages did not arrive."),
            metric("published", "NumberOfMessagesPublished", "How many messages came in."),
            metric("delivered", "NumberOfNotificationsDelivered", "How many messages arrived."),
        ],
        sends: &[Event],
        receives: &[Request, Event],
        targets: &["sqs", "lambda", "firehose", "ses", "pinpoint", "sns", "api-gateway", "alb", "kinesis"],
        cloudformation: &["AWS::SNS::Topic"],
        terraform: &["aws_sns_topic"],
        ..MESSAGING
    },
    Service {
        id: "sqs",
        title: "Amazon SQS",
        short: "SQS",
        glyph: "queue",
        about: "Holds messages until a consumer has dealt with them.",
        attributes: &[
            flag("fifo", "Whether order is kept and duplicates are dropped.").qualifier(),
            flag("dedup", "Whether messages with the same content are dropped."),
            duration("retention", Unit::Seconds, "How long a message is kept when nobody takes it.")
                .between(60.0, 1_209_600.0, SQS_QUEUE)
                .otherwise("4d"),
            duration("visibility", Unit::Seconds, "How long a message that somebody has taken is hidden from others.")
                .between(0.0, 43_200.0, SQS_QUEUE)
                .otherwise("30s"),
            duration("delay", Unit::Seconds, "How long a new message is hidden.")
                .between(0.0, 900.0, SQS_QUEUE)
                .otherwise("0s"),
            duration("wait", Unit::Seconds, "How long a consumer waits for a message to come (long polling).")
                .between(0.0, 20.0, SQS_QUEUE)
                .otherwise("0s"),
            size("message-size", Unit::Kibibytes, "The largest message that it takes.").between(1.0, 1_024.0, SQS_QUEUE),
            DLQ,
            integer("max-receives", "How often a message may be taken before it goes to the dead-letter queue.")
                .between(1.0, 1_000.0, SQS_QUEUE),
            ENCRYPTION.otherwise("managed"),
            KEY,
            TLS,
            integer("batch", "How many messages a function gets at once.").between(
                1.0,
                10_000.0,
                "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html",
            ),
            flag("partial-batch", "Whether its consumer reports which messages of a batch have failed."),
            IDEMPOTENT,
            PUBLIC,
        ],
        parts: &[
            metric("depth", "ApproximateNumberOfMessagesVisible", "How many messages wait."),
            metric("age", "ApproximateAgeOfOldestMessage", "How long the oldest message has waited."),
            metric("in-flight", "ApproximateNumberOfMessagesNotVisible", "How many messages are being worked on."),
            metric("sent", "NumberOfMessagesSent", "How many messages came in."),
        ],
        sends: &[Event, Stream],
        receives: &[Request, Event, Stream],
        targets: &["lambda", "eventbridge-pipe", "sqs", "ecs", "fargate", "eks", "ec2", "batch", "app-runner", "step-functions"],
        cloudformation: &["AWS::SQS::Queue"],
        terraform: &["aws_sqs_queue"],
        ..MESSAGING
    },
    Service {
        id: "eventbridge",
        aliases: &["event-bus"],
        title: "Amazon EventBridge",
        short: "EventBridge",
        glyph: "bus",
        about: "Takes events and sends each to the targets whose rule it matches.",
        attributes: &[
            choice("type", &["default", "custom", "partner"], "Whose events it takes.").qualifier(),
            DLQ.about("Where events go that a target did not take."),
            integer("retries", "How often an event is sent to a target again.")
                .between(0.0, 185.0, EVENTBRIDGE_RETRY)
                .otherwise("185"),
            duration("max-age", Unit::Seconds, "The age at which an event is given up.")
                .between(60.0, 86_400.0, EVENTBRIDGE_RETRY)
                .otherwise("24h"),
            flag("archive", "Whether events are kept to be sent again.").types(&[Type::Bool, Type::Duration]),
            flag("schema-registry", "Whether the shapes of events are recorded."),
            list("rules", Type::Text, "The patterns that events are matched with."),
            ENCRYPTION.otherwise("managed"),
            KEY,
            flag_or_choice("tracing", &["active", "passthrough"], "Whether events are followed by distributed tracing.")
                .chip(Chip::Traced),
            LOG_LEVEL,
            LOG_GROUP,
        ],
        parts: &[
            metric("failed", "FailedInvocations", "How many events did not arrive for good."),
            metric("dlq-events", "InvocationsSentToDlq", "How many events went to the dead-letter queue."),
            metric("throttled", "ThrottledRules", "How often a rule was slowed down."),
            metric("matched", "MatchedEvents", "How many events matched a rule."),
        ],
        sends: &[Event],
        receives: &[Request, Event],
        cloudformation: &["AWS::Events::EventBus", "AWS::Events::Rule"],
        terraform: &["aws_cloudwatch_event_bus", "aws_cloudwatch_event_rule"],
        ..MESSAGING
    },
    Service {
        id: "eventbridge-pipe",
        title: "Amazon EventBridge Pipes",
        short: "Pipes",
        glyph: "delivery",
        about: "Takes records from one source, filters and enriches them, and hands them to one target.",
        attributes: &[
            flag("filter", "Whether only records that match a pattern are passed on.").types(&[Type::Bool, Type::Text]),
            reference("enrichment", "What adds to each record on its way.").role(
                "enrichment",
                Arrow::Request,
                "enriches with",
                &["lambda", "step-functions", "api-gateway", "external", "function"],
            ),
            DLQ,
            ON_FAILURE,
            integer("batch", "How many records are handed on at once.").between(1.0, 10_000.0, PIPE_SOURCE),
            duration("batch-window", Unit::Seconds, "How long records are gathered.").between(0.0, 300.0, PIPE_SOURCE),
            flag("partial-batch", "Whether the target reports which records of a batch have failed."),
            integer("retries", "How often a batch is tried again."),
            duration("max-age", Unit::Seconds, "The age at which a record is given up."),
            ROLE,
            LOG_LEVEL,
            LOG_GROUP,
        ],
        parts: &[
            metric("errors", "ExecutionFailed", "How many runs have failed."),
            metric("throttles", "ExecutionThrottled", "How many runs were slowed down."),
        ],
        sends: &[Request, Event, Stream],
        receives: &[Event, Stream],
        cloudformation: &["AWS::Pipes::Pipe"],
        terraform: &["aws_pipes_pipe"],
        ..MESSAGING
    },
    Service {
        id: "eventbridge-scheduler",
        title: "Amazon EventBridge Scheduler",
        short: "Scheduler",
        glyph: "scheduler",
        about: "Starts something at a time, or again and again.",
        attributes: &[
            text("schedule", "When it starts: `rate(5 minutes)`, `cron(0 3 * * ? *)`.").qualifier(),
            text("timezone", "The time zone that the schedule is meant in."),
            duration("window", Unit::Minutes, "Within how long it may start.").between(
                1.0,
                1_440.0,
                "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_FlexibleTimeWindow.html",
            ),
            DLQ,
            integer("retries", "How often a failed start is tried again.")
                .between(0.0, 185.0, SCHEDULER_RETRY)
                .otherwise("185"),
            duration("max-age", Unit::Seconds, "The age at which a start is given up.")
                .between(60.0, 86_400.0, SCHEDULER_RETRY)
                .otherwise("24h"),
            ROLE,
        ],
        parts: &[metric("errors", "TargetErrorCount", "How often the target has failed.")],
        sends: &[Request, Event],
        receives: &[Request],
        cloudformation: &["AWS::Scheduler::Schedule"],
        terraform: &["aws_scheduler_schedule"],
        ..MESSAGING
    },
    Service {
        id: "mq",
        title: "Amazon MQ",
        short: "MQ",
        glyph: "queue",
        about: "Runs ActiveMQ or RabbitMQ.",
        attributes: &[
            choice("engine", &["activemq", "rabbitmq"], "Which broker it runs.").qualifier(),
            INSTANCE,
            choice("deployment", &["single", "active-standby", "cluster"], "How many brokers there are."),
            ENCRYPTION.otherwise("managed"),
            KEY,
            PUBLIC,
            VPC,
            DLQ,
            LOG_LEVEL,
            ZONES,
        ],
        parts: &[
            metric("depth", "MessageCount", "How many messages wait."),
            metric("connections", "ConnectionCount", "How many connections are open."),
        ],
        sends: &[Event, Stream],
        receives: &[Request, Event, Stream],
        cloudformation: &["AWS::AmazonMQ::Broker"],
        terraform: &["aws_mq_broker"],
        ..MESSAGING
    },
    Service {
        id: "ses",
        title: "Amazon SES",
        short: "SES",
        glyph: "email",
        about: "Sends and takes email.",
        attributes: &[
            list("domains", Type::Text, "The domains that it sends from."),
            flag("dkim", "Whether its mail is signed."),
            flag("dedicated-ip", "Whether it sends from addresses of one's own."),
            rate("rate", "How many messages it may send."),
            TLS,
        ],
        parts: &[
            metric("bounces", "Reputation.BounceRate", "The share of mail that came back."),
            metric("complaints", "Reputation.ComplaintRate", "The share of mail that people complained about."),
        ],
        sends: &[Request, Event],
        receives: &[Request, Event],
        cloudformation: &["AWS::SES::EmailIdentity", "AWS::SES::ConfigurationSet"],
        terraform: &["aws_sesv2_email_identity", "aws_sesv2_configuration_set"],
        ..MESSAGING
    },
    Service {
        id: "iot-core",
        title: "AWS IoT Core",
        short: "IoT Core",
        also: &["edge"],
        glyph: "device",
        about: "Connects devices and passes their messages on by rules.",
        attributes: &[
            AUTH.otherwise("certificate"),
            list("protocols", Type::Text, "What devices speak: `[mqtt, https]`."),
            list("rules", Type::Text, "The rules that pass messages on."),
            ON_FAILURE.about("Where a message goes when a rule's action has failed."),
            flag("shadow", "Whether the last known state of each device is kept."),
            flag("provisioning", "Whether new devices get their certificates by themselves."),
            LOG_LEVEL,
            ROLE,
        ],
        parts: &[
            interface("shadow", "The last known state of each device."),
            interface("rules", "The rules that pass messages on."),
            metric("failures", "RuleMessageThrottled", "How often a rule was slowed down."),
            metric("connections", "Connect.Success", "How many devices have connected."),
        ],
        sends: &[Request, Event, Stream],
        receives: &[Request, Event, Stream],
        cloudformation: &["AWS::IoT::TopicRule", "AWS::IoT::Thing"],
        terraform: &["aws_iot_topic_rule", "aws_iot_thing"],
        ..MESSAGING
    },
    Service {
        id: "pinpoint",
        title: "AWS End User Messaging",
        short: "End User Messaging",
        tight: "Messaging",
        glyph: "email",
        about: "Sends text, push and voice messages to people (Pinpoint's channels).",
        attributes: &[
            list("channels", Type::Text, "How people are reached: `[sms, push, email]`."),
            rate("rate", "How many messages it may send."),
            EXPECTED_DURATION,
            LOG_FORMAT,
            LOG_RETENTION,
        ],
        sends: &[Event],
        receives: &[Request, Event],
        cloudformation: &["AWS::Pinpoint::App"],
        terraform: &["aws_pinpoint_app"],
        ..MESSAGING
    },
];
