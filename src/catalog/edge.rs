//! The edge: where requests come in and go out.

use super::Arrow::{Request, Stream};
use super::shared::{
    ACCESS_LOGS, AUTH, AUTHORIZER, CERTIFICATE, EDGE, LOG_RETENTION, PUBLIC, SUBNETS, TLS, WAF,
    ZONES,
};
use super::write::{choice, duration, flag, list, metric, rate, text};
use super::{Attribute, Chip, Service, Type, Unit};

const LOAD_BALANCER: &str = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html";

const SCHEME: Attribute = choice(
    "scheme",
    &["internet-facing", "internal"],
    "Whether the internet reaches it, or only its own network.",
)
.qualifier();

const HEALTH_CHECK: Attribute = flag(
    "health-check",
    "Whether it asks its targets if they are well.",
)
.types(&[Type::Bool, Type::Text]);

const BALANCED: &[&str] = &[
    "ecs",
    "fargate",
    "eks",
    "ec2",
    "lambda",
    "cognito-user-pool",
    "alb",
    "nlb",
];

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "cloudfront",
        title: "Amazon CloudFront",
        short: "CloudFront",
        glyph: "cdn",
        about: "Delivers content from places near the people who ask for it.",
        attributes: &[
            WAF,
            TLS,
            CERTIFICATE,
            flag(
                "oac",
                "Whether its bucket origins let only this distribution in (origin access control).",
            ),
            ACCESS_LOGS,
            flag("cache", "Whether it keeps copies of answers.")
                .types(&[Type::Bool, Type::Duration]),
            flag("compress", "Whether it compresses what it delivers."),
            list("domains", Type::Text, "The names that it answers to."),
            list(
                "geo",
                Type::Text,
                "The countries that it serves, or does not.",
            ),
            duration(
                "origin-timeout",
                Unit::Seconds,
                "How long it waits for an origin's answer.",
            )
            .at_least(
                1.0,
                "https://repost.aws/knowledge-center/cloudfront-custom-origin-response",
            )
            .otherwise("30s"),
            flag(
                "origin-failover",
                "Whether a second origin takes over when the first fails.",
            ),
            flag("shield", "Whether Shield Advanced protects it.").chip(Chip::Policy),
            choice(
                "price-class",
                &["all", "200", "100"],
                "Which parts of the world it delivers from.",
            ),
            text(
                "functions",
                "The code that runs on each request at the edge.",
            ),
        ],
        parts: &[
            metric(
                "errors",
                "TotalErrorRate",
                "The share of answers that are errors.",
            ),
            metric(
                "4xx",
                "4xxErrorRate",
                "The share of answers that blame the client.",
            ),
            metric(
                "5xx",
                "5xxErrorRate",
                "The share of answers that blame the server.",
            ),
            metric("requests", "Requests", "How many requests there are."),
            metric(
                "cache-hits",
                "CacheHitRate",
                "The share of answers that came from a copy.",
            ),
        ],
        sends: &[Request, Stream],
        receives: &[Request],
        targets: &[
            "s3",
            "alb",
            "nlb",
            "api-gateway",
            "lambda",
            "ec2",
            "appsync",
            "amplify",
            "app-runner",
            "ecs",
            "fargate",
            "eks",
            "cognito-user-pool",
            "kinesis",
            "waf",
            "shield",
            "cloudfront",
        ],
        cloudformation: &["AWS::CloudFront::Distribution"],
        terraform: &["aws_cloudfront_distribution"],
        ..EDGE
    },
    Service {
        id: "route53",
        title: "Amazon Route 53",
        short: "Route 53",
        glyph: "dns",
        about: "Answers which address a name has, and sends people to the place that is best for them.",
        attributes: &[
            list("domains", Type::Text, "The zones that it answers for."),
            choice(
                "policy",
                &[
                    "simple",
                    "weighted",
                    "latency",
                    "failover",
                    "geolocation",
                    "geoproximity",
                    "multivalue",
                ],
                "How it picks one of several answers.",
            )
            .qualifier(),
            flag(
                "health-check",
                "Whether it asks its targets if they are well.",
            ),
            flag(
                "private",
                "Whether it answers inside private networks only.",
            ),
            flag("dnssec", "Whether its answers are signed."),
            duration("ttl", Unit::Seconds, "How long others may keep its answer."),
            flag("query-logs", "Whether questions are logged."),
        ],
        parts: &[
            metric(
                "health",
                "HealthCheckStatus",
                "Whether the targets are well.",
            ),
            metric("queries", "DNSQueries", "How many questions there are."),
        ],
        sends: &[Request],
        receives: &[Request],
        cloudformation: &["AWS::Route53::HostedZone", "AWS::Route53::RecordSet"],
        terraform: &["aws_route53_zone", "aws_route53_record"],
        ..EDGE
    },
    Service {
        id: "waf",
        title: "AWS WAF",
        short: "WAF",
        also: &["compute"],
        glyph: "waf",
        about: "Looks at each web request and turns away those that match a rule.",
        attributes: &[
            list("rules", Type::Text, "The rule groups that it applies."),
            rate("rate-limit", "How many requests one address may send."),
            choice(
                "scope",
                &["cloudfront", "regional"],
                "Whether it guards the edge or one region.",
            )
            .qualifier(),
            flag("bot-control", "Whether it tells people from programs."),
            ACCESS_LOGS,
            LOG_RETENTION,
        ],
        parts: &[
            metric(
                "blocked",
                "BlockedRequests",
                "How many requests were turned away.",
            ),
            metric(
                "allowed",
                "AllowedRequests",
                "How many requests were let in.",
            ),
        ],
        cloudformation: &["AWS::WAFv2::WebACL"],
        terraform: &["aws_wafv2_web_acl"],
        ..EDGE
    },
    Service {
        id: "shield",
        title: "AWS Shield",
        short: "Shield",
        glyph: "waf",
        about: "Holds back floods of traffic that mean to drown a system.",
        attributes: &[choice(
            "type",
            &["standard", "advanced"],
            "Which level of protection it gives.",
        )
        .qualifier()],
        parts: &[metric(
            "attack",
            "DDoSDetected",
            "Whether an attack is going on.",
        )],
        cloudformation: &["AWS::Shield::Protection"],
        terraform: &["aws_shield_protection"],
        ..EDGE
    },
    Service {
        id: "global-accelerator",
        title: "AWS Global Accelerator",
        short: "Global Accelerator",
        tight: "Accelerator",
        glyph: "cdn",
        about: "Takes traffic onto the vendor's network near the client and on to the best region.",
        attributes: &[
            list("ports", Type::Integer, "The ports that it listens at."),
            flag(
                "client-affinity",
                "Whether one client always gets to the same target.",
            ),
            HEALTH_CHECK,
        ],
        sends: &[Request, Stream],
        receives: &[Request, Stream],
        targets: &["alb", "nlb", "ec2"],
        cloudformation: &["AWS::GlobalAccelerator::Accelerator"],
        terraform: &["aws_globalaccelerator_accelerator"],
        ..EDGE
    },
    Service {
        id: "alb",
        title: "Application Load Balancer",
        short: "ALB",
        also: &["compute"],
        glyph: "load-balancer",
        about: "Spreads web requests over targets that are well, by host, path and header.",
        attributes: &[
            SCHEME,
            WAF,
            TLS,
            CERTIFICATE,
            AUTH,
            AUTHORIZER,
            ACCESS_LOGS,
            HEALTH_CHECK,
            PUBLIC,
            SUBNETS,
            ZONES,
            duration(
                "timeout",
                Unit::Seconds,
                "How long a connection may be idle.",
            )
            .between(1.0, 4_000.0, LOAD_BALANCER)
            .otherwise("60s"),
            flag(
                "deletion-protection",
                "Whether it cannot be deleted by mistake.",
            ),
            flag("redirect", "Whether it sends plain HTTP on to HTTPS."),
        ],
        parts: &[
            metric(
                "5xx",
                "HTTPCode_ELB_5XX_Count",
                "How many answers of its own blame the server.",
            ),
            metric(
                "target-5xx",
                "HTTPCode_Target_5XX_Count",
                "How many answers of its targets blame the server.",
            ),
            metric(
                "latency",
                "TargetResponseTime",
                "How long its targets take.",
            ),
            metric(
                "unhealthy",
                "UnHealthyHostCount",
                "How many targets are not well.",
            ),
            metric("requests", "RequestCount", "How many requests there are."),
        ],
        sends: &[Request],
        receives: &[Request],
        targets: BALANCED,
        cloudformation: &["AWS::ElasticLoadBalancingV2::LoadBalancer"],
        terraform: &["aws_lb"],
        ..EDGE
    },
    Service {
        id: "nlb",
        title: "Network Load Balancer",
        short: "NLB",
        also: &["compute"],
        glyph: "load-balancer",
        about: "Spreads connections over targets that are well, at very high rates.",
        attributes: &[
            SCHEME,
            TLS,
            CERTIFICATE,
            HEALTH_CHECK,
            PUBLIC,
            ACCESS_LOGS,
            SUBNETS,
            ZONES,
            flag(
                "cross-zone",
                "Whether it spreads over the targets of all zones.",
            ),
            list("ports", Type::Integer, "The ports that it listens at."),
        ],
        parts: &[
            metric(
                "unhealthy",
                "UnHealthyHostCount",
                "How many targets are not well.",
            ),
            metric("flows", "ActiveFlowCount", "How many connections are open."),
        ],
        sends: &[Request, Stream],
        receives: &[Request, Stream],
        targets: BALANCED,
        cloudformation: &["AWS::ElasticLoadBalancingV2::LoadBalancer"],
        terraform: &["aws_lb"],
        ..EDGE
    },
    Service {
        id: "amplify",
        title: "AWS Amplify Hosting",
        short: "Amplify",
        also: &["deployment"],
        glyph: "cdn",
        about: "Builds a web application from its repository and hosts it.",
        attributes: &[
            list("domains", Type::Text, "The names that it answers to."),
            text("branch", "The branch that is live.").qualifier(),
            flag("ssr", "Whether pages are made on the server."),
            flag(
                "previews",
                "Whether each change gets a page of its own to look at.",
            ),
            AUTH,
            WAF,
        ],
        parts: &[metric(
            "5xx",
            "5xxErrors",
            "How many answers blame the server.",
        )],
        cloudformation: &["AWS::Amplify::App"],
        terraform: &["aws_amplify_app"],
        ..EDGE
    },
];
