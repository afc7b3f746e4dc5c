//! Containers and machines.

use super::super::shared::{
    ENCRYPTION, ENGINE_VERSION, EXPECTED_DURATION, IDEMPOTENT, INSTANCE, KEY, LOG_FORMAT,
    LOG_GROUP, LOG_RETENTION, PUBLIC, ROLE, SCALING, SECRETS, SUBNETS, TIMEOUT, TRACING, TRAFFIC,
    UTILISATION, VPC, ZONES,
};
use super::super::write::{
    choice, duration, flag, flag_or_choice, flag_or_reference, integer, list, metric, number, size,
    text,
};
use super::super::{Arrow, Attribute, Service, Type, Unit};
use super::COMPUTE;

const TASK_SIZES: &str =
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html";

const IMAGE: Attribute = text("image", "The image that it runs.");
const TASKS: Attribute = integer("tasks", "How many copies of it run.");
const CPU: Attribute = number("cpu", "How many virtual processors each copy has.");
const MEMORY: Attribute = size("memory", Unit::Mebibytes, "How much memory each copy has.");
const ARCHITECTURE: Attribute = choice(
    "architecture",
    &["arm64", "x86_64"],
    "The processor that it runs on.",
);
const SPOT: Attribute = flag(
    "spot",
    "Whether it runs on spare machines that can be taken away.",
)
.types(&[Type::Bool, Type::Percent]);
const FILE_SYSTEM: Attribute = flag_or_reference("file-system", "The file system that it sees.")
    .role(
        "file-system",
        Arrow::Request,
        "mounts",
        &["efs", "file-system"],
    );
const DEPLOYMENT: Attribute = choice(
    "deployment",
    &["rolling", "blue-green", "canary", "linear", "external"],
    "How new versions get in.",
);
const CIRCUIT_BREAKER: Attribute = flag(
    "circuit-breaker",
    "Whether a deployment that does not get well is taken back by itself.",
);

pub(super) const ECS: Service = Service {
    id: "ecs",
    title: "Amazon ECS service",
    short: "ECS",
    glyph: "container",
    about: "Runs containers and keeps as many as wanted.",
    attributes: &[
        choice(
            "launch",
            &["fargate", "ec2", "managed-instances", "external"],
            "What its containers run on.",
        )
        .qualifier(),
        TASKS,
        CPU,
        MEMORY,
        ARCHITECTURE,
        IMAGE,
        SCALING,
        SPOT,
        ZONES,
        DEPLOYMENT,
        CIRCUIT_BREAKER,
        flag_or_choice(
            "mesh",
            &["service-connect", "app-mesh", "lattice"],
            "How its services find each other.",
        ),
        ROLE,
        SECRETS,
        LOG_GROUP,
        LOG_RETENTION,
        LOG_FORMAT,
        TRACING,
        VPC,
        SUBNETS,
        PUBLIC,
        FILE_SYSTEM,
        TIMEOUT,
        EXPECTED_DURATION,
        IDEMPOTENT,
        TRAFFIC,
        UTILISATION,
        text("version", "The version that is live."),
    ],
    parts: &[
        metric("cpu", "CPUUtilization", "How busy it is."),
        metric("memory", "MemoryUtilization", "How full its memory is."),
        metric("running", "RunningTaskCount", "How many copies run."),
    ],
    cloudformation: &["AWS::ECS::Service", "AWS::ECS::TaskDefinition"],
    terraform: &["aws_ecs_service", "aws_ecs_task_definition"],
    ..COMPUTE
};

pub(super) const FARGATE: Service = Service {
    id: "fargate",
    title: "AWS Fargate",
    short: "Fargate",
    glyph: "container",
    about: "Runs containers without machines to look after.",
    attributes: &[
        TASKS,
        number("cpu", "How many virtual processors each copy has.").between(0.25, 16.0, TASK_SIZES),
        size("memory", Unit::Mebibytes, "How much memory each copy has.")
            .between(512.0, 122_880.0, TASK_SIZES),
        size(
            "storage",
            Unit::Gibibytes,
            "The room for files while it runs.",
        )
        .between(20.0, 200.0, TASK_SIZES),
        ARCHITECTURE,
        IMAGE,
        SCALING,
        SPOT,
        ZONES,
        DEPLOYMENT,
        CIRCUIT_BREAKER,
        ROLE,
        SECRETS,
        LOG_GROUP,
        LOG_RETENTION,
        LOG_FORMAT,
        TRACING,
        VPC,
        SUBNETS,
        PUBLIC,
        FILE_SYSTEM,
        TIMEOUT,
        EXPECTED_DURATION,
        IDEMPOTENT,
        TRAFFIC,
        UTILISATION,
        text("version", "The version that is live."),
    ],
    parts: &[
        metric("cpu", "CPUUtilization", "How busy it is."),
        metric("memory", "MemoryUtilization", "How full its memory is."),
        metric("running", "RunningTaskCount", "How many copies run."),
    ],
    cloudformation: &["AWS::ECS::Service", "AWS::ECS::TaskDefinition"],
    terraform: &["aws_ecs_service", "aws_ecs_task_definition"],
    ..COMPUTE
};

pub(super) const EKS: Service = Service {
    id: "eks",
    title: "Amazon EKS",
    short: "EKS",
    glyph: "container",
    about: "Runs Kubernetes, or one workload in it.",
    attributes: &[
        ENGINE_VERSION,
        choice(
            "nodes",
            &["managed", "auto", "fargate", "self-managed", "hybrid"],
            "What its pods run on.",
        )
        .qualifier(),
        INSTANCE,
        text("namespace", "The namespace of the workload."),
        integer("pods", "How many copies of it run."),
        CPU,
        MEMORY,
        IMAGE,
        SCALING,
        SPOT,
        ZONES,
        choice(
            "endpoint",
            &["public", "private", "public-and-private"],
            "From where its control plane can be reached.",
        ),
        ENCRYPTION,
        KEY,
        ROLE,
        flag(
            "pod-identity",
            "Whether each workload has a role of its own.",
        ),
        SECRETS,
        LOG_GROUP,
        LOG_RETENTION,
        TRACING,
        VPC,
        SUBNETS,
        FILE_SYSTEM,
        TIMEOUT,
        EXPECTED_DURATION,
        IDEMPOTENT,
        TRAFFIC,
        UTILISATION,
    ],
    parts: &[
        metric("cpu", "node_cpu_utilization", "How busy its machines are."),
        metric(
            "memory",
            "node_memory_utilization",
            "How full their memory is.",
        ),
        metric(
            "restarts",
            "pod_number_of_container_restarts",
            "How often containers have started again.",
        ),
    ],
    cloudformation: &["AWS::EKS::Cluster", "AWS::EKS::Nodegroup"],
    terraform: &["aws_eks_cluster", "aws_eks_node_group"],
    ..COMPUTE
};

pub(super) const EC2: Service = Service {
    id: "ec2",
    title: "Amazon EC2",
    short: "EC2",
    glyph: "vm",
    about: "A virtual machine, or a group of them that grows and shrinks.",
    attributes: &[
        INSTANCE,
        integer("count", "How many machines there are."),
        ARCHITECTURE,
        text("image", "The image that it starts from."),
        SCALING,
        SPOT,
        ZONES,
        ENCRYPTION,
        KEY,
        ROLE,
        SECRETS,
        PUBLIC,
        VPC,
        SUBNETS,
        flag(
            "imdsv2",
            "Whether its own credentials can be had only with a token.",
        ),
        flag_or_choice(
            "access",
            &["session-manager", "ssh", "bastion"],
            "How people get onto it.",
        ),
        LOG_GROUP,
        LOG_RETENTION,
        TRACING,
        FILE_SYSTEM,
        TIMEOUT,
        EXPECTED_DURATION,
        IDEMPOTENT,
        TRAFFIC,
        UTILISATION,
    ],
    parts: &[
        metric("cpu", "CPUUtilization", "How busy it is."),
        metric("health", "StatusCheckFailed", "Whether it is not well."),
    ],
    cloudformation: &["AWS::EC2::Instance", "AWS::AutoScaling::AutoScalingGroup"],
    terraform: &["aws_instance", "aws_autoscaling_group"],
    ..COMPUTE
};

pub(super) const BATCH: Service = Service {
    id: "batch",
    title: "AWS Batch",
    short: "Batch",
    glyph: "batch",
    about: "Runs jobs from a queue on as many machines as they need.",
    attributes: &[
        choice(
            "launch",
            &["fargate", "ec2", "eks"],
            "What its jobs run on.",
        )
        .qualifier(),
        integer("max-cpu", "How many virtual processors it may use."),
        CPU,
        MEMORY,
        IMAGE,
        SPOT,
        integer("retries", "How often a failed job is tried again.").between(
            1.0,
            10.0,
            "https://docs.aws.amazon.com/batch/latest/APIReference/API_RetryStrategy.html",
        ),
        duration(
            "timeout",
            Unit::Seconds,
            "How long a job may take before it is ended.",
        )
        .at_least(
            60.0,
            "https://docs.aws.amazon.com/batch/latest/APIReference/API_JobTimeout.html",
        ),
        flag(
            "array",
            "Whether one job runs as many copies over parts of the data.",
        ),
        EXPECTED_DURATION,
        IDEMPOTENT,
        ROLE,
        SECRETS,
        LOG_GROUP,
        LOG_RETENTION,
        VPC,
        SUBNETS,
        FILE_SYSTEM,
    ],
    parts: &[metric(
        "failed",
        "FailedJobCount",
        "How many jobs have failed.",
    )],
    cloudformation: &["AWS::Batch::JobDefinition", "AWS::Batch::JobQueue"],
    terraform: &["aws_batch_job_definition", "aws_batch_job_queue"],
    ..COMPUTE
};

pub(super) const APP_RUNNER: Service = Service {
    id: "app-runner",
    title: "AWS App Runner",
    short: "App Runner",
    also: &["edge"],
    glyph: "container",
    about: "Builds and runs a web service from its code or image.",
    attributes: &[
        CPU,
        MEMORY,
        IMAGE,
        SCALING,
        integer("concurrency", "How many requests one copy takes at once.").between(
            1.0,
            200.0,
            "https://docs.aws.amazon.com/apprunner/latest/api/API_CreateAutoScalingConfiguration.html",
        ),
        super::super::shared::WAF,
        super::super::shared::AUTH,
        PUBLIC,
        ROLE,
        SECRETS,
        TRACING,
        LOG_GROUP,
        LOG_RETENTION,
        VPC,
        TIMEOUT.otherwise("120s"),
        EXPECTED_DURATION,
        list("domains", Type::Text, "The names that it answers to."),
    ],
    parts: &[
        metric("5xx", "5xxStatusResponses", "How many answers blame the server."),
        metric("latency", "RequestLatency", "How long answers take."),
    ],
    cloudformation: &["AWS::AppRunner::Service"],
    terraform: &["aws_apprunner_service"],
    ..COMPUTE
};
