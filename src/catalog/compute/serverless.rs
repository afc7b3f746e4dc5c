//! Functions, the interfaces in front of them and the workflows through them.

use super::super::Arrow::{Event, Request, Stream};
use super::super::shared::{
    ACCESS_LOGS, AUTH, AUTHORIZER, CERTIFICATE, DLQ, ENCRYPTION, EXPECTED_DURATION, IDEMPOTENT,
    KEY, LOG_FORMAT, LOG_GROUP, LOG_LEVEL, LOG_RETENTION, ON_FAILURE, PUBLIC_BY_DESIGN, ROLE,
    SECRETS, THROTTLE, TIMEOUT, TLS, TRACING, TRAFFIC, UTILISATION, VPC, WAF,
};
use super::super::write::{
    choice, duration, flag, flag_or_reference, integer, interface, list, metric, named, rate,
    record, reference, size, text,
};
use super::super::{Arrow, Chip, Service, Type, Unit};
use super::COMPUTE;

const LAMBDA_LIMITS: &str =
    "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const LAMBDA_ASYNC: &str =
    "https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html";
const LAMBDA_SOURCES: &str =
    "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";
const API_LIMITS: &str = "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html";
const STATE_LIMITS: &str =
    "https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html";

pub(super) const LAMBDA: Service = Service {
    id: "lambda",
    title: "AWS Lambda",
    short: "Lambda",
    glyph: "function",
    about: "Runs a piece of code when something happens.",
    attributes: &[
        text(
            "runtime",
            "The language and version that runs the code: `python3.13`, `provided.al2023`.",
        ),
        TIMEOUT.between(1.0, 900.0, LAMBDA_LIMITS).usually("3s"),
        size(
            "memory",
            Unit::Mebibytes,
            "The memory it gets, and processor in proportion.",
        )
        .between(128.0, 10_240.0, LAMBDA_LIMITS)
        .usually("128MB"),
        size(
            "storage",
            Unit::Mebibytes,
            "The room for files while it runs.",
        )
        .between(512.0, 10_240.0, LAMBDA_LIMITS)
        .otherwise("512MB"),
        choice(
            "architecture",
            &["arm64", "x86_64"],
            "The processor that it runs on.",
        )
        .usually("x86_64"),
        choice("package", &["zip", "image"], "How its code is shipped."),
        EXPECTED_DURATION,
        integer(
            "concurrency",
            "How many copies of it run at the busiest time.",
        ),
        integer(
            "reserved-concurrency",
            "How many copies may run, and are kept free for it.",
        )
        .chip(Chip::Reserved),
        integer("provisioned-concurrency", "How many copies are kept warm.").chip(Chip::Reserved),
        flag(
            "snap-start",
            "Whether copies start from a snapshot of a warm one.",
        ),
        text(
            "alias",
            "The name that callers use, so that the version behind it can change: `live`.",
        )
        .qualifier(),
        text("version", "The version behind the alias."),
        list("versions", Type::Text, "The versions that are published."),
        record(
            "weights",
            "The share of calls that each version gets: `{ v7: 90%; v8: 10% }`.",
        )
        .types(&[Type::Record, Type::List])
        .of(Type::Percent)
        .between(
            0.0,
            100.0,
            "https://docs.aws.amazon.com/lambda/latest/api/API_AliasRoutingConfiguration.html",
        ),
        ON_FAILURE,
        reference(
            "on-success",
            "Where a record of an event goes when it has been dealt with.",
        )
        .role(
            "on-success",
            Arrow::Event,
            "on success",
            &[
                "sqs",
                "sns",
                "eventbridge",
                "lambda",
                "s3",
                "queue",
                "topic",
                "bus",
                "function",
                "bucket",
            ],
        ),
        DLQ.role(
            "dlq",
            Arrow::Event,
            "dead letters",
            &["sqs", "sns", "queue", "topic"],
        ),
        integer(
            "retries",
            "How often an event is tried again when nobody waits for the answer.",
        )
        .between(0.0, 2.0, LAMBDA_ASYNC)
        .otherwise("2"),
        duration(
            "max-age",
            Unit::Seconds,
            "The age at which an event is given up.",
        )
        .between(60.0, 21_600.0, LAMBDA_ASYNC)
        .otherwise("6h"),
        integer("batch", "How many records it gets at once.").between(
            1.0,
            10_000.0,
            LAMBDA_SOURCES,
        ),
        duration(
            "batch-window",
            Unit::Seconds,
            "How long records are gathered before it gets them.",
        )
        .between(0.0, 300.0, LAMBDA_SOURCES),
        flag(
            "partial-batch",
            "Whether it reports which records of a batch have failed.",
        ),
        flag(
            "bisect",
            "Whether a batch that has failed is split in two and tried again.",
        ),
        flag(
            "filter",
            "Whether it gets only records that match a pattern.",
        )
        .types(&[Type::Bool, Type::Text]),
        IDEMPOTENT,
        flag(
            "loop-guard",
            "Whether it cannot set itself off again without end.",
        ),
        TRACING,
        LOG_GROUP,
        LOG_RETENTION,
        LOG_FORMAT,
        LOG_LEVEL,
        ROLE,
        SECRETS,
        VPC,
        flag(
            "function-url",
            "Whether it has an address of its own on the internet.",
        ),
        choice(
            "url-auth",
            &["iam"],
            "How callers of its address prove who they are; `none` lets everybody in.",
        ),
        PUBLIC_BY_DESIGN,
        choice(
            "logic",
            &["transform", "business", "full"],
            "What its code does; `none` if it only passes on what it gets.",
        ),
        flag(
            "code-signing",
            "Whether only code that a known key has signed is run.",
        ),
        flag("native-deps", "Whether its code needs a certain processor."),
        flag("sleeps", "Whether it waits for another job while it runs."),
        list(
            "layers",
            Type::Text,
            "The packages that it shares with other functions.",
        ),
        flag_or_reference("file-system", "The file system that it sees.").role(
            "file-system",
            Arrow::Request,
            "mounts",
            &["efs", "file-system"],
        ),
        flag(
            "edge",
            "Whether it runs at the edge, inside a distribution.",
        ),
        flag("streaming", "Whether it sends its answer piece by piece."),
        flag(
            "durable",
            "Whether it keeps its place while it waits, for up to a year.",
        ),
        ENCRYPTION,
        KEY,
        TRAFFIC,
        UTILISATION,
    ],
    parts: &[
        named("alias", "A name for one version, or for two with weights."),
        named("versions", "A published version."),
        interface("url", "Its own address on the internet."),
        metric("errors", "Errors", "How many runs have failed."),
        metric("throttles", "Throttles", "How many runs were turned away."),
        metric("duration", "Duration", "How long runs take."),
        metric("invocations", "Invocations", "How many runs there are."),
        metric(
            "concurrent",
            "ConcurrentExecutions",
            "How many copies run at once.",
        ),
        metric(
            "iterator-age",
            "IteratorAge",
            "How far it is behind the stream that it reads.",
        ),
        metric(
            "event-age",
            "AsyncEventAge",
            "How long events have waited for it.",
        ),
        metric(
            "dropped",
            "AsyncEventsDropped",
            "How many events were given up.",
        ),
        metric(
            "dead-letter-errors",
            "DeadLetterErrors",
            "How many dead letters could not be kept.",
        ),
    ],
    cloudformation: &["AWS::Lambda::Function", "AWS::Serverless::Function"],
    terraform: &["aws_lambda_function"],
    ..COMPUTE
};

pub(super) const API_GATEWAY: Service = Service {
    id: "api-gateway",
    aliases: &["apigw"],
    title: "Amazon API Gateway",
    short: "API Gateway",
    also: &["edge"],
    glyph: "gateway",
    about: "The front door of an interface: checks callers, turns away floods, and passes requests on.",
    attributes: &[
        choice("type", &["rest", "http", "websocket"], "Which kind of interface it offers.").qualifier(),
        choice("endpoint", &["edge", "regional", "private"], "From where it can be reached."),
        AUTH,
        AUTHORIZER,
        flag("api-key", "Whether callers have to bring a key, so that they can be counted.")
            .types(&[Type::Bool, Type::Text]),
        PUBLIC_BY_DESIGN,
        THROTTLE,
        integer("burst", "How many requests may come at once."),
        integer("quota", "How many requests one key may send in a period."),
        choice("quota-period", &["day", "week", "month"], "The period of the quota."),
        flag("usage-plan", "Whether each key has a limit of its own."),
        flag("request-validation", "Whether requests of the wrong shape are turned away."),
        ACCESS_LOGS,
        LOG_FORMAT,
        LOG_LEVEL,
        LOG_GROUP,
        LOG_RETENTION,
        TRACING,
        WAF,
        TLS,
        flag("mtls", "Whether callers have to bring a certificate."),
        CERTIFICATE,
        list("domains", Type::Text, "The names that it answers to."),
        TIMEOUT
            .between(0.05, 300.0, API_LIMITS)
            .otherwise("29s")
            .about("How long it waits for the answer of what is behind it; over 29 s only by a quota raise, on regional and private REST APIs."),
        flag("cache", "Whether it keeps answers.").types(&[Type::Bool, Type::Duration]),
        flag("cors", "Whether pages of other sites may call it."),
        list("routes", Type::Text, "The routes that it knows."),
        text("stage", "The stage that is meant: `prod`."),
        text("version", "The version of the interface."),
        flag("breaking", "Whether the next change breaks a contract that consumers rely on."),
        flag("parallel-version", "Whether the old version is served beside the new one."),
        flag("canary", "Whether a share of requests goes to the next deployment.").types(&[Type::Bool, Type::Percent]),
        EXPECTED_DURATION,
    ],
    parts: &[
        interface("connections", "The open connections of a WebSocket interface."),
        metric("5xx", "5XXError", "How many answers blame the server."),
        metric("4xx", "4XXError", "How many answers blame the client."),
        metric("latency", "Latency", "How long answers take."),
        metric("integration-latency", "IntegrationLatency", "How long what is behind it takes."),
        metric("count", "Count", "How many requests there are."),
    ],
    sends: &[Request, Event, Stream],
    receives: &[Request, Event],
    cloudformation: &[
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGatewayV2::Api",
        "AWS::Serverless::Api",
        "AWS::Serverless::HttpApi",
    ],
    terraform: &["aws_api_gateway_rest_api", "aws_apigatewayv2_api"],
    ..COMPUTE
};

pub(super) const STEP_FUNCTIONS: Service = Service {
    id: "step-functions",
    aliases: &["sfn"],
    title: "AWS Step Functions",
    short: "Step Functions",
    glyph: "workflow",
    about: "Leads work through its steps, with retries, branches and waiting.",
    attributes: &[
        choice(
            "type",
            &["standard", "express"],
            "Whether runs are long and recorded, or short and many.",
        )
        .qualifier(),
        flag(
            "sync",
            "Whether the caller of an express workflow waits for its end.",
        ),
        EXPECTED_DURATION,
        TIMEOUT.between(1.0, 31_536_000.0, STATE_LIMITS),
        TRACING,
        LOG_LEVEL,
        LOG_GROUP,
        LOG_RETENTION,
        ROLE,
        ON_FAILURE.about("Where a run goes that has failed for good."),
        integer("retries", "How often a failed step is tried again."),
        integer(
            "map-concurrency",
            "How many items of a map are worked on at once.",
        ),
        flag(
            "distributed-map",
            "Whether a map runs over very many items.",
        ),
        flag(
            "callback",
            "Whether it waits for others to call back instead of asking again and again.",
        ),
        flag("polls", "Whether it asks again and again if a job is done."),
        rate("rate", "How many runs start."),
        IDEMPOTENT,
        text(
            "alias",
            "The name that callers use, so that the version behind it can change.",
        )
        .qualifier(),
        text("version", "The version behind the alias."),
        list("versions", Type::Text, "The versions that are published."),
        record("weights", "The share of runs that each version gets.")
            .types(&[Type::Record, Type::List])
            .of(Type::Percent)
            .between(
                0.0,
                100.0,
                "https://docs.aws.amazon.com/step-functions/latest/apireference/API_RoutingConfigurationListItem.html",
            ),
        list("steps", Type::Text, "Its steps, in order."),
        ENCRYPTION.otherwise("managed"),
        KEY,
    ],
    parts: &[
        named("alias", "A name for one version, or for two with weights."),
        metric("failed", "ExecutionsFailed", "How many runs have failed."),
        metric(
            "timed-out",
            "ExecutionsTimedOut",
            "How many runs took too long.",
        ),
        metric(
            "throttled",
            "ExecutionThrottled",
            "How often a step was slowed down.",
        ),
        metric("duration", "ExecutionTime", "How long runs take."),
        metric("started", "ExecutionsStarted", "How many runs there are."),
    ],
    sends: &[Request, Event],
    receives: &[Request, Event],
    cloudformation: &[
        "AWS::StepFunctions::StateMachine",
        "AWS::Serverless::StateMachine",
    ],
    terraform: &["aws_sfn_state_machine"],
    ..COMPUTE
};
