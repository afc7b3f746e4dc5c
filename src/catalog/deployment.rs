//! Deployment: how changes get in.

use super::shared::{ENCRYPTION, KEY, ROLE, SERVICE};
use super::write::{
    choice, duration, flag, flag_or_choice, integer, list, metric, reference, text,
};
use super::{Arrow, Attribute, Service, Type, Unit};

const DEPLOYMENT: Service = Service {
    layer: Some("deployment"),
    also: &["monitoring"],
    ..SERVICE
};

const REPOSITORY: Attribute = text("repository", "Where its text is kept.");
const APPROVAL: Attribute = flag("approval", "Whether a person lets each change through.");
const STAGES: Attribute = list(
    "environments",
    Type::Text,
    "The environments that a change goes through, in order.",
);
const STACKS: Attribute = list(
    "stacks",
    Type::Text,
    "The parts that are deployed on their own.",
);
const STATE: Attribute = reference("state", "Where it keeps what it has built.").role(
    "state",
    Arrow::Observes,
    "keeps state in",
    &["s3", "bucket", "external"],
);

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "sam",
        title: "AWS Serverless Application Model",
        short: "SAM",
        glyph: "template",
        about: "Describes a serverless application in a short template, and deploys it.",
        attributes: &[
            text("template", "The file of the template."),
            flag(
                "accelerate",
                "Whether code can be synced without a full deployment.",
            ),
            choice(
                "preference",
                &["all-at-once", "canary", "linear"],
                "How functions get new versions where nothing else is said.",
            ),
            flag(
                "policy-templates",
                "Whether permissions come from scoped templates.",
            ),
            STACKS,
            REPOSITORY,
            ROLE,
        ],
        cloudformation: &["AWS::Serverless::Application"],
        ..DEPLOYMENT
    },
    Service {
        id: "cloudformation",
        title: "AWS CloudFormation",
        short: "CloudFormation",
        tight: "CFN",
        glyph: "template",
        about: "Builds resources from templates and keeps them as written.",
        attributes: &[
            STACKS,
            flag(
                "stack-sets",
                "Whether it builds in several accounts and regions.",
            ),
            flag("drift-detection", "Whether it notices changes by hand."),
            flag(
                "termination-protection",
                "Whether a stack cannot be deleted by mistake.",
            ),
            flag("hooks", "Whether rules can stop a change."),
            REPOSITORY,
            ROLE,
        ],
        cloudformation: &[
            "AWS::CloudFormation::Stack",
            "AWS::CloudFormation::StackSet",
        ],
        terraform: &["aws_cloudformation_stack"],
        ..DEPLOYMENT
    },
    Service {
        id: "cdk",
        title: "AWS Cloud Development Kit",
        short: "CDK",
        glyph: "template",
        about: "Describes resources in a programming language.",
        attributes: &[
            text("language", "The language: `typescript`.").qualifier(),
            STACKS,
            flag(
                "nag",
                "Whether rules are checked before anything is deployed.",
            ),
            REPOSITORY,
            ROLE,
        ],
        cloudformation: &["AWS::CDK::Metadata"],
        ..DEPLOYMENT
    },
    Service {
        id: "terraform",
        aliases: &["opentofu"],
        title: "Terraform",
        short: "Terraform",
        glyph: "template",
        about: "Describes the resources of any cloud and builds them.",
        attributes: &[
            STATE,
            flag(
                "locking",
                "Whether two people cannot change the same thing at once.",
            ),
            list(
                "workspaces",
                Type::Text,
                "The environments that share its text.",
            ),
            list("modules", Type::Text, "The parts that it is made of."),
            REPOSITORY,
            ROLE,
        ],
        ..DEPLOYMENT
    },
    Service {
        id: "codepipeline",
        title: "AWS CodePipeline",
        short: "CodePipeline",
        glyph: "pipeline",
        about: "Takes each change through build, test and deployment.",
        attributes: &[
            STAGES,
            APPROVAL,
            choice("type", &["v1", "v2"], "Which kind of pipeline it is."),
            list(
                "actions",
                Type::Text,
                "What it does, in order: `[build, test, deploy]`.",
            ),
            flag(
                "rollback",
                "Whether a failed stage is taken back by itself.",
            ),
            ENCRYPTION,
            KEY,
            ROLE,
            REPOSITORY,
        ],
        parts: &[metric(
            "failed",
            "FailedPipelineExecutions",
            "How many runs have failed.",
        )],
        cloudformation: &["AWS::CodePipeline::Pipeline"],
        terraform: &["aws_codepipeline"],
        ..DEPLOYMENT
    },
    Service {
        id: "codebuild",
        title: "AWS CodeBuild",
        short: "CodeBuild",
        glyph: "batch",
        about: "Builds and tests code in a fresh place.",
        attributes: &[
            text("image", "The image that it builds in."),
            choice(
                "compute",
                &["small", "medium", "large", "xlarge", "2xlarge", "lambda"],
                "How strong it is.",
            ),
            duration("timeout", Unit::Minutes, "How long a build may take.")
                .between(
                    5.0,
                    2_160.0,
                    "https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html",
                )
                .otherwise("60m"),
            flag("privileged", "Whether it may build images."),
            flag("cache", "Whether it keeps what it has fetched."),
            ENCRYPTION,
            KEY,
            ROLE,
            super::shared::SECRETS,
            super::shared::VPC,
        ],
        parts: &[metric(
            "failed",
            "FailedBuilds",
            "How many builds have failed.",
        )],
        cloudformation: &["AWS::CodeBuild::Project"],
        terraform: &["aws_codebuild_project"],
        ..DEPLOYMENT
    },
    Service {
        id: "codedeploy",
        title: "AWS CodeDeploy",
        short: "CodeDeploy",
        glyph: "deploy",
        about: "Moves traffic from one version to the next, step by step, and back when an alarm rings.",
        attributes: &[
            choice(
                "platform",
                &["lambda", "ecs", "server"],
                "What it deploys to.",
            )
            .qualifier(),
            choice(
                "strategy",
                &["all-at-once", "blue-green", "canary", "linear", "rolling"],
                "How it moves the traffic.",
            ),
            list(
                "steps",
                Type::Percent,
                "The shares of the traffic that the new version gets.",
            ),
            duration("interval", Unit::Minutes, "How long each step is watched."),
            list(
                "rollback-on",
                Type::Reference,
                "The alarms that send everybody back.",
            ),
            list(
                "hooks",
                Type::Reference,
                "The functions that test the new version.",
            ),
            ROLE,
        ],
        parts: &[metric(
            "failed",
            "FailedDeployments",
            "How many deployments have failed.",
        )],
        cloudformation: &[
            "AWS::CodeDeploy::Application",
            "AWS::CodeDeploy::DeploymentGroup",
        ],
        terraform: &["aws_codedeploy_app", "aws_codedeploy_deployment_group"],
        ..DEPLOYMENT
    },
    Service {
        id: "codecommit",
        title: "AWS CodeCommit",
        short: "CodeCommit",
        glyph: "repo",
        about: "Keeps source code and its history.",
        attributes: &[
            text("branch", "The branch that is deployed.").qualifier(),
            APPROVAL,
            ENCRYPTION.otherwise("managed"),
            KEY,
        ],
        cloudformation: &["AWS::CodeCommit::Repository"],
        terraform: &["aws_codecommit_repository"],
        ..DEPLOYMENT
    },
    Service {
        id: "appconfig",
        title: "AWS AppConfig",
        short: "AppConfig",
        glyph: "config",
        about: "Changes settings and feature flags while programs run, carefully.",
        attributes: &[
            choice("type", &["feature-flags", "freeform"], "What it keeps.").qualifier(),
            flag_or_choice(
                "strategy",
                &["all-at-once", "linear", "exponential"],
                "How a change reaches everybody.",
            ),
            duration(
                "interval",
                Unit::Minutes,
                "Over how long a change reaches everybody.",
            ),
            flag("validators", "Whether a wrong setting is turned away."),
            list(
                "rollback-on",
                Type::Reference,
                "The alarms that take a change back.",
            ),
            KEY,
        ],
        sends: &[Arrow::Request, Arrow::Event],
        cloudformation: &[
            "AWS::AppConfig::Application",
            "AWS::AppConfig::ConfigurationProfile",
        ],
        terraform: &[
            "aws_appconfig_application",
            "aws_appconfig_configuration_profile",
        ],
        ..DEPLOYMENT
    },
    Service {
        id: "ecr",
        title: "Amazon ECR",
        short: "ECR",
        glyph: "repo",
        about: "Keeps container images.",
        attributes: &[
            flag_or_choice(
                "scan",
                &["basic", "enhanced"],
                "Whether images are searched for known weaknesses.",
            ),
            flag("immutable", "Whether a tag always means the same image."),
            flag("lifecycle", "Whether old images are deleted.").types(&[
                Type::Bool,
                Type::Duration,
                Type::Text,
            ]),
            integer("keep", "How many images are kept."),
            ENCRYPTION.otherwise("managed"),
            KEY,
            flag("replication", "Whether other regions have a copy."),
        ],
        cloudformation: &["AWS::ECR::Repository"],
        terraform: &["aws_ecr_repository"],
        ..DEPLOYMENT
    },
];
