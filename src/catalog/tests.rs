//! What holds for every service.

use super::{
    Arrow, Attribute, Part, PartKind, Place, Service, Type, Unit, builtin, takes, written,
};
use std::collections::BTreeSet;

/// What the serverless lens and real designs name.
const NAMED: &str = "cloudfront api-gateway lambda step-functions dynamodb dax s3 opensearch appsync sns sqs \
    eventbridge kinesis kinesis-analytics firehose cognito-user-pool cognito-identity-pool cloudwatch xray cloudtrail \
    sam route53 waf alb nlb ecs fargate eks ec2 batch rds aurora rds-proxy elasticache redshift efs secrets-manager \
    parameter-store kms iam-role ses msk mq eventbridge-pipe eventbridge-scheduler glue athena bedrock iot-core \
    codepipeline codebuild codedeploy appconfig account region vpc subnet zone cluster user mobile browser device \
    external service function table bucket queue topic stream metrics logs traces pipeline";

/// What rules ask most, and a service that must know it.
const ASKED: &str = "timeout:lambda memory:lambda concurrency:lambda reserved-concurrency:lambda \
    provisioned-concurrency:lambda runtime:lambda architecture:lambda alias:lambda version:lambda weights:lambda \
    on-failure:lambda dlq:sqs retries:lambda max-age:lambda batch:lambda partial-batch:lambda filter:lambda \
    idempotent:lambda tracing:api-gateway log-retention:lambda log-format:api-gateway access-logs:api-gateway \
    auth:api-gateway authorizer:api-gateway api-key:api-gateway throttle:api-gateway quota:api-gateway \
    request-validation:api-gateway endpoint:api-gateway waf:cloudfront tls:cloudfront oac:cloudfront public:s3 \
    block-public-access:s3 encryption:sqs pitr:dynamodb versioning:s3 lifecycle:s3 ttl:dynamodb capacity:dynamodb \
    zones:vpc data-class:sqs role:lambda secrets:lambda vpc:lambda fifo:sqs visibility:sqs retention:kinesis \
    stream:dynamodb mfa:cognito-user-pool guests:cognito-identity-pool type:step-functions alarms:lambda";

fn all() -> impl Iterator<Item = &'static Service> {
    builtin().services()
}

/// All attributes with the name of what has them.
fn attributes() -> impl Iterator<Item = (String, &'static Attribute)> {
    let of_services = all().flat_map(|service| {
        service
            .attributes
            .iter()
            .map(move |attribute| (service.id, attribute))
    });
    let of_strategies = builtin().strategies.iter().flat_map(|strategy| {
        strategy
            .attributes
            .iter()
            .map(move |attribute| (strategy.id, attribute))
    });
    let common = builtin().common.iter().map(|a| ("everything", a));
    let flow = builtin().flow.iter().map(|a| ("flow", a));
    of_services
        .chain(of_strategies)
        .chain(common)
        .chain(flow)
        .map(|(owner, attribute)| (format!("{owner}.{}", attribute.id), attribute))
}

fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(plain)
        && !text.contains("--")
        && !text.ends_with('-')
}

fn is_sentence(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || c == '`')
        && (text.ends_with('.') || text.ends_with('`'))
        && text.trim() == text
}

fn are_distinct<'a>(owner: &str, ids: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        assert!(seen.insert(id), "{owner} says `{id}` twice");
    }
}

#[test]
fn names_are_ids_and_mean_one_thing() {
    let layers: BTreeSet<&str> = builtin().layers.iter().map(|layer| layer.id).collect();
    let names: Vec<&str> = all()
        .flat_map(|service| std::iter::once(service.id).chain(service.aliases.iter().copied()))
        .collect();
    are_distinct("the catalog", names.iter().copied());
    for name in names {
        assert!(is_id(name), "`{name}`");
        assert!(
            !layers.contains(name),
            "`{name} {{` would open a layer, not a service"
        );
        assert!(builtin().service(name).is_some(), "`{name}` is not found");
    }
}

#[test]
fn services_say_what_they_are() {
    for service in all() {
        let id = service.id;
        assert!(
            !service.title.is_empty() && !service.short.is_empty(),
            "{id}"
        );
        assert!(is_sentence(service.about), "{id}: {}", service.about);
        assert_eq!(
            service.layer.is_some(),
            service.place == Place::Layer,
            "{id}"
        );
        for layer in service.layer.iter().chain(service.also) {
            assert!(builtin().layer(layer).is_some(), "{id}: layer `{layer}`");
        }
        for target in service.targets {
            let known = builtin()
                .service(target)
                .unwrap_or_else(|| panic!("{id} reaches `{target}`"));
            assert_eq!(known.id, *target, "{id} reaches an alias");
        }
        for name in service.cloudformation {
            assert_eq!(name.split("::").count(), 3, "{id}: {name}");
        }
        for name in service.terraform {
            assert!(name.starts_with("aws_"), "{id}: {name}");
        }
    }
}

#[test]
fn the_named_services_are_there() {
    for id in NAMED.split_whitespace() {
        assert!(builtin().service(id).is_some_and(|s| s.id == id), "`{id}`");
    }
    for pair in ASKED.split_whitespace() {
        let (attribute, id) = pair.split_once(':').expect("written with a colon");
        let service = builtin().service(id).expect("a service of the catalog");
        assert!(
            builtin().attribute(service, attribute).is_some(),
            "{id} does not know `{attribute}`"
        );
    }
}

#[test]
fn attributes_are_well_formed() {
    for service in all() {
        are_distinct(service.id, service.attributes.iter().map(|a| a.id));
    }
    are_distinct("everything", builtin().common.iter().map(|a| a.id));
    are_distinct("a flow", builtin().flow.iter().map(|a| a.id));
    for (name, attribute) in attributes() {
        assert!(is_id(attribute.id), "{name}");
        assert!(is_sentence(attribute.about), "{name}: {}", attribute.about);
        assert!(!attribute.types.is_empty(), "{name}");
        let of_words = attribute.types.contains(&Type::Enum) || attribute.of == Some(Type::Enum);
        assert_eq!(of_words, !attribute.values.is_empty(), "{name}: words");
        are_distinct(&name, attribute.values.iter().copied());
        assert_eq!(
            attribute.types.contains(&Type::List),
            attribute.of.is_some(),
            "{name}: a list says of what"
        );
        let measured = [
            Type::Duration,
            Type::Size,
            Type::Rate,
            Type::Percent,
            Type::Integer,
            Type::Number,
        ];
        if attribute.range.is_some() {
            let mut kinds = attribute.types.iter().chain(&attribute.of);
            assert!(
                kinds.any(|kind| measured.contains(kind)),
                "{name}: a range of what?"
            );
            let in_percent = attribute.of == Some(Type::Percent);
            assert!(
                attribute.unit.is_some() || in_percent,
                "{name}: a range in what?"
            );
        }
    }
}

#[test]
fn ranges_have_sources_and_an_order() {
    for (name, attribute) in attributes() {
        let Some(range) = attribute.range else {
            continue;
        };
        assert!(range.source.starts_with("https://"), "{name}");
        let (min, max) = (
            range.min.unwrap_or(f64::NEG_INFINITY),
            range.max.unwrap_or(f64::INFINITY),
        );
        assert!(min < max, "{name}");
        assert!(range.min.is_some() || range.max.is_some(), "{name}");
    }
}

#[test]
fn defaults_are_values_of_their_attribute() {
    for (name, attribute) in attributes() {
        let Some(default) = attribute.default else {
            continue;
        };
        let fits = attribute
            .types
            .iter()
            .any(|t| reads_as(*t, default.value, attribute));
        assert!(fits, "{name}: `{}`", default.value);
    }
}

/// Whether a text is a value of a type, and within the attribute's range.
fn reads_as(kind: Type, text: &str, attribute: &Attribute) -> bool {
    let number = |suffix: &str| text.strip_suffix(suffix)?.parse::<f64>().ok();
    let within = |value: f64| {
        attribute.range.is_none_or(|range| {
            range.min.is_none_or(|min| min <= value) && range.max.is_none_or(|max| value <= max)
        })
    };
    let measure = |units: &[Unit]| {
        units.iter().any(|unit| {
            let own = attribute.unit.expect("a measure has a unit");
            number(unit.suffix())
                .is_some_and(|value| within(value * unit.in_base() / own.in_base()))
        })
    };
    match kind {
        Type::Bool => matches!(text, "true" | "false"),
        Type::Enum => attribute.values.contains(&text),
        Type::Text => !text.is_empty(),
        Type::Integer | Type::Number => number("").is_some_and(within),
        Type::Duration => measure(&[
            Unit::Milliseconds,
            Unit::Seconds,
            Unit::Minutes,
            Unit::Hours,
            Unit::Days,
        ]),
        Type::Size => measure(&[Unit::Kibibytes, Unit::Mebibytes, Unit::Gibibytes]),
        Type::Rate => measure(&[Unit::PerSecond]),
        Type::Percent => measure(&[Unit::Percent]),
        Type::Date | Type::Reference | Type::List | Type::Record => false,
    }
}

#[test]
fn roles_lead_to_services() {
    for (name, attribute) in attributes() {
        let Some(role) = attribute.role else {
            continue;
        };
        let refers =
            attribute.types.contains(&Type::Reference) || attribute.of == Some(Type::Reference);
        assert!(refers, "{name}: a role needs somebody to play it");
        assert!(is_id(role.id) && !role.label.is_empty(), "{name}");
        are_distinct(&name, role.targets.iter().copied());
        for target in role.targets {
            assert!(
                builtin().service(target).is_some_and(|s| s.id == *target),
                "{name}: `{target}`"
            );
        }
    }
}

#[test]
fn a_role_means_the_same_everywhere() {
    let mut arrows: std::collections::BTreeMap<&str, (Arrow, String)> =
        std::collections::BTreeMap::new();
    for (name, attribute) in attributes() {
        let Some(role) = attribute.role else {
            continue;
        };
        // Firehose hands failed records on in bulk; all others tell of one event.
        if name == "firehose.on-failure" {
            continue;
        }
        let (arrow, first) = arrows
            .entry(role.id)
            .or_insert_with(|| (role.arrow, name.clone()));
        assert_eq!(*arrow, role.arrow, "`{}` at {first} and {name}", role.id);
    }
}

#[test]
fn parts_are_well_formed() {
    for service in all() {
        let check = |part: &Part| {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(part.id.chars().all(plain), "{}.{}", service.id, part.id);
            assert!(is_sentence(part.about), "{}.{}", service.id, part.id);
            assert_eq!(
                part.vendor.is_some(),
                part.kind == PartKind::Metric,
                "{}.{}",
                service.id,
                part.id
            );
            if part.kind == PartKind::Named {
                assert!(
                    service.attribute(part.id).is_some(),
                    "{}.{} names nothing",
                    service.id,
                    part.id
                );
            }
        };
        service.parts.iter().for_each(check);
        are_distinct(service.id, service.parts.iter().map(|part| part.id));
        for attribute in service.attributes {
            if let Some(same) = attribute.same_as {
                assert!(
                    service.part(same).is_some() || builtin().service(same).is_some(),
                    "{}.{} states the same as `{same}`",
                    service.id,
                    attribute.id
                );
            }
        }
    }
}

#[test]
fn strategies_are_those_of_the_lens() {
    let ids: Vec<&str> = builtin().strategies.iter().map(|s| s.id).collect();
    assert_eq!(ids, ["all-at-once", "blue-green", "canary", "linear"]);
    for strategy in builtin().strategies {
        are_distinct(strategy.id, strategy.attributes.iter().map(|a| a.id));
        assert!(strategy.attributes.iter().any(|a| a.id == "rollback-on"));
    }
}

#[test]
fn finds_what_was_meant() {
    for (written, meant) in [
        ("lamda", "lambda"),
        ("dynamo-db", "dynamodb"),
        ("Lambda", "lambda"),
        ("step_functions", "step-functions"),
        ("cloudfrnt", "cloudfront"),
        ("api-gatway", "api-gateway"),
    ] {
        assert_eq!(builtin().closest(written), Some(meant), "{written}");
    }
    assert_eq!(builtin().closest("spaceship"), None);
    assert_eq!(
        builtin().service("log-group").map(|s| s.id),
        Some("cloudwatch-logs")
    );
}

#[test]
fn knows_which_arrows_make_sense() {
    let service = |id| builtin().service(id).expect("a service of the catalog");
    assert!(!service("sqs").may_send(Arrow::Request));
    assert!(service("sqs").may_send(Arrow::Event));
    assert!(service("sqs").may_send(Arrow::Observes));
    assert!(!service("cloudfront").reaches(service("dynamodb")));
    assert!(service("cloudfront").reaches(service("s3")));
    assert!(service("cloudfront").reaches(service("external")));
    assert!(service("lambda").reaches(service("dynamodb")));
}

#[test]
fn says_what_an_attribute_takes() {
    let check = |service: &str, id: &str, words: &str| {
        let service = builtin()
            .service(service)
            .expect("a service of the catalog");
        let attribute = builtin()
            .attribute(service, id)
            .expect("an attribute of it");
        assert_eq!(takes(attribute), words);
    };
    check("lambda", "timeout", "duration from 1s to 15m");
    check("lambda", "memory", "size from 128MB to 10240MB");
    check("sqs", "retention", "duration from 1m to 14d");
    check("api-gateway", "type", "one of `rest`, `http`, `websocket`");
    check("dynamodb", "pitr", "true or false, or duration");
    check("cloudwatch", "alarms", "list: element");
}

#[test]
fn writes_amounts_in_the_largest_whole_unit() {
    assert_eq!(written(0.0, Unit::Seconds), "0s");
    assert_eq!(written(90.0, Unit::Seconds), "90s");
    assert_eq!(written(0.05, Unit::Seconds), "50ms");
    assert_eq!(written(8_760.0, Unit::Hours), "365d");
    assert_eq!(written(0.25, Unit::Count), "0.25");
}
