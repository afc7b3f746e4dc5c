//! Identity: who people and programs are, and what is kept secret.

use super::Arrow::{Event, Request};
use super::shared::{PUBLIC_BY_DESIGN, ROLE, SERVICE, WAF};
use super::write::{
    choice, duration, flag, flag_or_choice, interface, list, metric, reference, size, text,
};
use super::{Arrow, Chip, Service, Type, Unit};

const IDENTITY: Service = Service {
    layer: Some("identity"),
    ..SERVICE
};

const TOKENS: &str = "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html";

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "cognito-user-pool",
        aliases: &["cognito"],
        title: "Amazon Cognito user pool",
        short: "Cognito pool",
        glyph: "user-pool",
        about: "Signs people up and in, and gives them tokens.",
        attributes: &[
            choice("mfa", &["off", "optional", "required"], "Whether a second factor is asked for at sign-in.")
                .chip(Chip::Policy),
            list("factors", Type::Text, "The second factors: `[totp, sms, passkey]`."),
            list("providers", Type::Text, "The other systems whose users may sign in: `[google, saml]`."),
            choice("plan", &["lite", "essentials", "plus"], "Which features it has.").qualifier(),
            flag_or_choice("threat-protection", &["audit", "enforced"], "Whether it watches for stolen passwords."),
            flag("self-signup", "Whether people can make an account by themselves."),
            duration("token-lifetime", Unit::Minutes, "How long an access token is good for.")
                .between(5.0, 1_440.0, TOKENS)
                .otherwise("60m"),
            duration("refresh-lifetime", Unit::Minutes, "How long somebody stays signed in.")
                .between(60.0, 5_256_000.0, TOKENS)
                .otherwise("30d"),
            list("triggers", Type::Reference, "The functions that have a say in signing up and in."),
            text("domain", "The name of its sign-in pages."),
            PUBLIC_BY_DESIGN,
            WAF,
        ],
        parts: &[
            interface("hosted-ui", "The sign-in pages that it brings along."),
            metric("throttles", "SignInThrottles", "How often sign-in was turned away."),
            metric("sign-ins", "SignInSuccesses", "How many sign-ins there are."),
        ],
        sends: &[Request, Event],
        receives: &[Request],
        cloudformation: &["AWS::Cognito::UserPool"],
        terraform: &["aws_cognito_user_pool"],
        ..IDENTITY
    },
    Service {
        id: "cognito-identity-pool",
        title: "Amazon Cognito identity pool",
        short: "Identity pool",
        glyph: "identity",
        about: "Gives signed-in people short-lived cloud credentials (federated identities).",
        attributes: &[
            flag("guests", "Whether people who have not signed in get credentials too."),
            reference("provider", "Whose tokens it takes.").role(
                "provider",
                Arrow::Observes,
                "trusts",
                &["cognito-user-pool", "iam-identity-center", "user-pool", "external"],
            ),
            ROLE,
            reference("guest-role", "The role that guests act as.").role(
                "guest-role",
                Arrow::Observes,
                "guests act as",
                &["iam-role"],
            ),
        ],
        sends: &[Request],
        receives: &[Request],
        cloudformation: &["AWS::Cognito::IdentityPool"],
        terraform: &["aws_cognito_identity_pool"],
        ..IDENTITY
    },
    Service {
        id: "iam-role",
        title: "AWS IAM role",
        short: "IAM role",
        glyph: "identity",
        about: "What something may do, for as long as it acts as this role.",
        attributes: &[
            list("actions", Type::Text, "What it may do: `[\"dynamodb:PutItem\"]`."),
            list("resources", Type::Text, "With what it may do it."),
            list("trusts", Type::Text, "Who may act as it."),
            flag("boundary", "Whether a permissions boundary limits it."),
            duration("session", Unit::Hours, "How long one may act as it at a time.")
                .between(1.0, 12.0, "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html")
                .otherwise("1h"),
        ],
        cloudformation: &["AWS::IAM::Role"],
        terraform: &["aws_iam_role"],
        ..IDENTITY
    },
    Service {
        id: "kms",
        title: "AWS KMS key",
        short: "KMS",
        glyph: "key",
        about: "Keeps an encryption key and uses it for others, without ever giving it away.",
        attributes: &[
            flag("rotation", "Whether the key is renewed by itself.").types(&[Type::Bool, Type::Duration]),
            flag("multi-region", "Whether the same key is in several regions."),
            choice("type", &["symmetric", "asymmetric", "hmac"], "What kind of key it is.").qualifier(),
            duration("deletion-window", Unit::Days, "How long a deleted key can be had back.")
                .between(7.0, 30.0, "https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html")
                .otherwise("30d"),
        ],
        receives: &[Request],
        cloudformation: &["AWS::KMS::Key"],
        terraform: &["aws_kms_key"],
        ..IDENTITY
    },
    Service {
        id: "secrets-manager",
        title: "AWS Secrets Manager",
        short: "Secrets Manager",
        tight: "Secrets",
        glyph: "secret",
        about: "Keeps passwords and keys, and renews them.",
        attributes: &[
            flag("rotation", "Whether the secret is renewed by itself, and how often.")
                .types(&[Type::Bool, Type::Duration]),
            reference("rotated-by", "The function that renews the secret.").role(
                "rotated-by",
                Arrow::Request,
                "rotates with",
                &["lambda", "function"],
            ),
            super::shared::ENCRYPTION.otherwise("managed"),
            super::shared::KEY,
            size("size", Unit::Kibibytes, "How big the secret is.").between(
                0.0,
                64.0,
                "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html",
            ),
            list("replicas", Type::Text, "The other regions that have a copy."),
        ],
        sends: &[Request],
        receives: &[Request],
        cloudformation: &["AWS::SecretsManager::Secret"],
        terraform: &["aws_secretsmanager_secret"],
        ..IDENTITY
    },
    Service {
        id: "parameter-store",
        title: "AWS Systems Manager Parameter Store",
        short: "Parameter Store",
        tight: "Parameters",
        also: &["deployment"],
        glyph: "config",
        about: "Keeps settings and secrets by name.",
        attributes: &[
            choice("type", &["string", "string-list", "secure-string"], "Whether the value is encrypted.").qualifier(),
            choice("tier", &["standard", "advanced"], "How big and how many values may be."),
            super::shared::KEY,
        ],
        receives: &[Request],
        cloudformation: &["AWS::SSM::Parameter"],
        terraform: &["aws_ssm_parameter"],
        ..IDENTITY
    },
    Service {
        id: "acm",
        title: "AWS Certificate Manager",
        short: "Certificate Manager",
        tight: "ACM",
        also: &["edge"],
        glyph: "secret",
        about: "Issues certificates and renews them.",
        attributes: &[
            list("domains", Type::Text, "The names that the certificate is for."),
            choice("validation", &["dns", "email"], "How the vendor knows that the names are yours."),
            flag("private", "Whether a certificate authority of one's own has issued it."),
        ],
        parts: &[metric("days-left", "DaysToExpiry", "How long the certificate is still good for.")],
        cloudformation: &["AWS::CertificateManager::Certificate"],
        terraform: &["aws_acm_certificate"],
        ..IDENTITY
    },
    Service {
        id: "iam-identity-center",
        title: "AWS IAM Identity Center",
        short: "Identity Center",
        glyph: "user-pool",
        about: "Signs the organization's people in to accounts and applications.",
        attributes: &[
            text("source", "Where its people come from: `okta`, `active-directory`."),
            choice("mfa", &["off", "optional", "required"], "Whether a second factor is asked for at sign-in.")
                .chip(Chip::Policy),
            duration("session", Unit::Hours, "How long a person stays signed in."),
        ],
        cloudformation: &["AWS::SSO::PermissionSet"],
        terraform: &["aws_ssoadmin_permission_set"],
        ..IDENTITY
    },
];
