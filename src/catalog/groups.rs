//! Containers: what elements are inside of.

use super::shared::{SERVICE, ZONES};
use super::write::{choice, flag, list, text};
use super::{Attribute, Kind, Place, Service, Type};

const GROUP: Service = Service {
    kind: Kind::Group,
    place: Place::Anywhere,
    ..SERVICE
};

const CIDR: Attribute = text(
    "cidr",
    "The range of addresses, in quotes: `\"10.0.0.0/16\"`.",
)
.qualifier();

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "group",
        title: "Group",
        short: "Group",
        glyph: "generic",
        about: "Holds what belongs together for any reason the author has.",
        ..GROUP
    },
    Service {
        id: "account",
        title: "AWS account",
        short: "Account",
        glyph: "account",
        about: "A boundary of ownership, permissions and cost.",
        attributes: &[
            text("account-id", "The account's twelve digits.").qualifier(),
            text("environment", "The environment that the account is for: `prod`."),
            text("organization-unit", "The part of the organization that it belongs to."),
        ],
        cloudformation: &["AWS::Organizations::Account"],
        terraform: &["aws_organizations_account"],
        ..GROUP
    },
    Service {
        id: "region",
        title: "Region",
        short: "Region",
        glyph: "region",
        about: "A place in the world with several data centres.",
        attributes: &[
            text("name", "The region's code: `eu-central-1`.").qualifier(),
            choice("role", &["primary", "secondary", "active"], "What the region is for among several."),
        ],
        ..GROUP
    },
    Service {
        id: "vpc",
        title: "Amazon VPC",
        short: "VPC",
        glyph: "vpc",
        about: "A private network.",
        attributes: &[
            CIDR,
            ZONES,
            flag("flow-logs", "Whether the traffic of its network cards is logged."),
        ],
        cloudformation: &["AWS::EC2::VPC"],
        terraform: &["aws_vpc"],
        ..GROUP
    },
    Service {
        id: "subnet",
        title: "Subnet",
        short: "Subnet",
        glyph: "subnet",
        about: "A part of a private network, in one zone.",
        attributes: &[
            choice(
                "type",
                &["public", "private", "isolated"],
                "Whether the internet reaches it (`public`), it reaches the internet (`private`), or neither (`isolated`).",
            )
            .qualifier(),
            CIDR,
            text("zone", "The zone that it is in: `eu-central-1a`."),
        ],
        cloudformation: &["AWS::EC2::Subnet"],
        terraform: &["aws_subnet"],
        ..GROUP
    },
    Service {
        id: "zone",
        title: "Availability zone",
        short: "Zone",
        glyph: "zone",
        about: "One or more data centres of a region that fail on their own.",
        attributes: &[text("name", "The zone's code: `eu-central-1a`.").qualifier()],
        ..GROUP
    },
    Service {
        id: "cluster",
        title: "Cluster",
        short: "Cluster",
        glyph: "container",
        about: "Machines that run containers or an engine together.",
        attributes: &[
            choice("type", &["ecs", "eks", "kubernetes", "kafka", "database"], "What the cluster runs.").qualifier(),
            list("launch-types", Type::Text, "What its tasks run on: `fargate`, `ec2`."),
            ZONES,
        ],
        cloudformation: &["AWS::ECS::Cluster", "AWS::EKS::Cluster"],
        terraform: &["aws_ecs_cluster", "aws_eks_cluster"],
        ..GROUP
    },
];
