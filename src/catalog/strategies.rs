//! The deployment approaches of the lens, with what each costs and gains.

use super::write::{choice, duration, flag, integer, list, percent, text};
use super::{Attribute, Strategy, Type, Unit};

const CANARY: &str = "https://docs.aws.amazon.com/apigateway/latest/api/API_CanarySettings.html";
/// CodeDeploy moves whole shares of a hundred.
const LINEAR: &str =
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TimeBasedLinear.html";

const BREAKING: Attribute = flag(
    "breaking",
    "Whether the change breaks a contract that consumers rely on.",
);
const ROLLBACK_ON: Attribute = list(
    "rollback-on",
    Type::Reference,
    "The alarms and metrics that send everybody back to the version before.",
);
const HOOKS: Attribute = list(
    "hooks",
    Type::Reference,
    "The functions that test the new version before and after it gets traffic.",
);
const VERSION: Attribute = text("version", "The version that is rolled out.");
const APPROVAL: Attribute = flag("approval", "Whether a person lets the change through.");
const CONCURRENCY: Attribute = choice(
    "concurrency",
    &["low", "medium", "high"],
    "How many requests and events are under way at once while it changes.",
);

/// The strategies in the order of growing caution.
pub(super) const STRATEGIES: &[Strategy] = &[
    Strategy {
        id: "all-at-once",
        title: "All at once",
        about: "Replaces the old version for everybody in one step.",
        consumer_impact: "all at once",
        rollback: "redeploy the older version",
        event_model: "any event model, at low concurrency",
        speed: "immediate",
        attributes: &[VERSION, ROLLBACK_ON, HOOKS, APPROVAL, BREAKING, CONCURRENCY],
    },
    Strategy {
        id: "blue-green",
        title: "Blue/green",
        about: "Runs the new version beside the old one, tests it, then moves everybody over.",
        consumer_impact: "all at once, after some production-like testing",
        rollback: "send the traffic back to the old environment",
        event_model: "asynchronous and synchronous, at medium concurrency",
        speed: "minutes to hours of validation, then immediate",
        attributes: &[
            VERSION,
            duration(
                "bake",
                Unit::Minutes,
                "How long the old version is kept after everybody has moved.",
            ),
            ROLLBACK_ON,
            HOOKS,
            APPROVAL,
            BREAKING,
            CONCURRENCY,
        ],
    },
    Strategy {
        id: "canary",
        title: "Canary",
        about: "Moves a small share of the traffic first, watches it, then moves the rest.",
        consumer_impact: "1 to 10 % first, then all the rest",
        rollback: "send all traffic back to the deployment before",
        event_model: "high concurrency",
        speed: "minutes to hours",
        attributes: &[
            VERSION,
            list(
                "steps",
                Type::Percent,
                "The shares of the traffic that the new version gets, one after the other.",
            )
            .between(0.0, 100.0, CANARY),
            duration("interval", Unit::Minutes, "How long each step is watched."),
            ROLLBACK_ON,
            HOOKS,
            APPROVAL,
            BREAKING,
            CONCURRENCY,
        ],
    },
    Strategy {
        id: "linear",
        title: "Linear",
        about: "Moves equal shares of the traffic at equal intervals.",
        consumer_impact: "1 to 10 % first, then in equal steps",
        rollback: "send all traffic back to the deployment before",
        event_model: "high concurrency",
        speed: "minutes to hours",
        attributes: &[
            VERSION,
            percent("step", "The share of the traffic that is moved each time.")
                .between(1.0, 100.0, LINEAR),
            duration("interval", Unit::Minutes, "How long each step is watched."),
            integer("batches", "How many steps there are."),
            ROLLBACK_ON,
            HOOKS,
            APPROVAL,
            BREAKING,
            CONCURRENCY,
        ],
    },
];
