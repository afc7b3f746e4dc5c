//! Compute: where work is done.

mod containers;
mod serverless;

use super::Service;
use super::shared::SERVICE;
use containers::{APP_RUNNER, BATCH, EC2, ECS, EKS, FARGATE};
use serverless::{API_GATEWAY, LAMBDA, STEP_FUNCTIONS};

mod analytics;
use analytics::{BEDROCK, GLUE, SAGEMAKER};

const COMPUTE: Service = Service {
    layer: Some("compute"),
    ..SERVICE
};

pub(super) const SERVICES: &[Service] = &[
    LAMBDA,
    API_GATEWAY,
    STEP_FUNCTIONS,
    ECS,
    FARGATE,
    EKS,
    EC2,
    BATCH,
    APP_RUNNER,
    GLUE,
    SAGEMAKER,
    BEDROCK,
];
