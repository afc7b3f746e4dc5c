//! Work on data and with models.

use super::super::shared::{
    ENCRYPTION, EXPECTED_DURATION, IDEMPOTENT, INSTANCE, KEY, LOG_GROUP, LOG_RETENTION, RETRIES,
    ROLE, SCALING, SECRETS, SUBNETS, TIMEOUT, VPC,
};
use super::super::write::{
    choice, flag, flag_or_choice, integer, list, metric, number, rate, text,
};
use super::super::{Chip, Service, Type};
use super::COMPUTE;

pub(super) const GLUE: Service = Service {
    id: "glue",
    title: "AWS Glue",
    short: "Glue",
    also: &["data"],
    glyph: "batch",
    about: "Finds out what data there is, and moves and reshapes it.",
    attributes: &[
        choice(
            "type",
            &[
                "job",
                "crawler",
                "catalog",
                "streaming",
                "workflow",
                "data-quality",
            ],
            "Which part of it is meant.",
        )
        .qualifier(),
        text("version", "The version of its engine."),
        choice(
            "worker",
            &["G.025X", "G.1X", "G.2X", "G.4X", "G.8X"],
            "The size of its workers.",
        ),
        integer("workers", "How many workers it has."),
        text("schedule", "When it starts."),
        flag("bookmarks", "Whether it goes on where it stopped."),
        TIMEOUT,
        RETRIES,
        EXPECTED_DURATION,
        IDEMPOTENT,
        ENCRYPTION,
        KEY,
        ROLE,
        SECRETS,
        LOG_GROUP,
        LOG_RETENTION,
        VPC,
    ],
    parts: &[metric(
        "failed",
        "glue.driver.aggregate.numFailedTasks",
        "How many tasks have failed.",
    )],
    cloudformation: &[
        "AWS::Glue::Job",
        "AWS::Glue::Crawler",
        "AWS::Glue::Database",
    ],
    terraform: &[
        "aws_glue_job",
        "aws_glue_crawler",
        "aws_glue_catalog_database",
    ],
    ..COMPUTE
};

pub(super) const SAGEMAKER: Service = Service {
    id: "sagemaker",
    title: "Amazon SageMaker AI",
    short: "SageMaker",
    glyph: "ai-model",
    about: "Trains models and answers with them.",
    attributes: &[
        choice(
            "type",
            &[
                "endpoint",
                "serverless",
                "async",
                "batch",
                "training",
                "pipeline",
                "notebook",
                "feature-store",
            ],
            "Which part of it is meant.",
        )
        .qualifier(),
        INSTANCE,
        text("model", "The model that it runs."),
        SCALING,
        TIMEOUT,
        EXPECTED_DURATION,
        ENCRYPTION,
        KEY,
        ROLE,
        LOG_GROUP,
        LOG_RETENTION,
        VPC,
        SUBNETS,
    ],
    parts: &[
        metric(
            "errors",
            "Invocation5XXErrors",
            "How many answers blame the server.",
        ),
        metric("latency", "ModelLatency", "How long the model takes."),
    ],
    cloudformation: &["AWS::SageMaker::Endpoint", "AWS::SageMaker::Model"],
    terraform: &["aws_sagemaker_endpoint", "aws_sagemaker_model"],
    ..COMPUTE
};

pub(super) const BEDROCK: Service = Service {
    id: "bedrock",
    title: "Amazon Bedrock",
    short: "Bedrock",
    glyph: "ai-model",
    about: "Asks large models, with one's own data and tools beside them.",
    attributes: &[
        choice(
            "type",
            &[
                "model",
                "agent",
                "knowledge-base",
                "flow",
                "guardrail",
                "agentcore",
            ],
            "Which part of it is meant.",
        ),
        text("model", "The model that is asked.").qualifier(),
        flag(
            "guardrail",
            "Whether questions and answers are held to rules.",
        )
        .types(&[Type::Bool, Type::Reference])
        .chip(Chip::Policy),
        flag_or_choice(
            "capacity",
            &["on-demand", "provisioned", "cross-region"],
            "Whether throughput is kept free for it.",
        ),
        flag("streaming", "Whether answers come piece by piece."),
        integer("max-tokens", "The longest answer."),
        number("temperature", "How freely it answers."),
        rate("throttle", "How many questions it may be asked."),
        TIMEOUT,
        EXPECTED_DURATION,
        RETRIES,
        ENCRYPTION,
        KEY,
        ROLE,
        LOG_GROUP,
        list("tools", Type::Text, "What it may call."),
    ],
    parts: &[
        metric(
            "errors",
            "InvocationServerErrors",
            "How many answers blame the server.",
        ),
        metric(
            "throttles",
            "InvocationThrottles",
            "How many questions were turned away.",
        ),
        metric("latency", "InvocationLatency", "How long answers take."),
    ],
    cloudformation: &["AWS::Bedrock::Agent", "AWS::Bedrock::KnowledgeBase"],
    terraform: &["aws_bedrockagent_agent", "aws_bedrockagent_knowledge_base"],
    ..COMPUTE
};
