//! The network: the ways into it, out of it and between its parts.

use super::Arrow::{Request, Stream};
use super::Service;
use super::shared::{AUTH, EDGE};
use super::write::{choice, flag, integer, metric, number, text};

pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "internet-gateway",
        title: "Internet gateway",
        short: "Internet gateway",
        tight: "IGW",
        glyph: "internet",
        about: "Joins a private network to the internet.",
        sends: &[Request, Stream],
        receives: &[Request, Stream],
        cloudformation: &["AWS::EC2::InternetGateway"],
        terraform: &["aws_internet_gateway"],
        ..EDGE
    },
    Service {
        id: "nat-gateway",
        title: "NAT gateway",
        short: "NAT gateway",
        glyph: "gateway",
        about: "Lets private subnets reach the internet, and nobody come in.",
        attributes: &[
            choice(
                "type",
                &["public", "private"],
                "Whether it leads to the internet or to other networks.",
            ),
            text("address", "The address that others see."),
        ],
        parts: &[metric(
            "port-errors",
            "ErrorPortAllocation",
            "How often it had no port left.",
        )],
        sends: &[Request, Stream],
        receives: &[Request, Stream],
        cloudformation: &["AWS::EC2::NatGateway"],
        terraform: &["aws_nat_gateway"],
        ..EDGE
    },
    Service {
        id: "vpc-endpoint",
        title: "VPC endpoint",
        short: "VPC endpoint",
        glyph: "gateway",
        about: "Leads from a private network to a service without crossing the internet.",
        attributes: &[
            choice(
                "type",
                &["gateway", "interface", "resource", "gateway-load-balancer"],
                "Whether it is a route, or an address of its own.",
            )
            .qualifier(),
            text("service", "The service that it leads to: `s3`."),
            text("policy", "What may be done through it."),
            flag(
                "private-dns",
                "Whether the service's own name leads through it.",
            ),
        ],
        cloudformation: &["AWS::EC2::VPCEndpoint"],
        terraform: &["aws_vpc_endpoint"],
        ..EDGE
    },
    Service {
        id: "transit-gateway",
        title: "AWS Transit Gateway",
        short: "Transit Gateway",
        tight: "TGW",
        glyph: "gateway",
        about: "Joins many networks at one point.",
        attributes: &[
            integer("asn", "The number that it has in routing."),
            flag("peering", "Whether it is joined to another region's."),
            number("attachments", "How many networks it joins."),
        ],
        cloudformation: &["AWS::EC2::TransitGateway"],
        terraform: &["aws_ec2_transit_gateway"],
        ..EDGE
    },
    Service {
        id: "privatelink",
        title: "AWS PrivateLink",
        short: "PrivateLink",
        glyph: "gateway",
        about: "Offers a service to other networks without joining them.",
        attributes: &[flag(
            "acceptance",
            "Whether each consumer is let in by hand.",
        )],
        cloudformation: &["AWS::EC2::VPCEndpointService"],
        terraform: &["aws_vpc_endpoint_service"],
        ..EDGE
    },
    Service {
        id: "direct-connect",
        title: "AWS Direct Connect",
        short: "Direct Connect",
        tight: "DX",
        glyph: "gateway",
        about: "A line of one's own between a building and the cloud.",
        attributes: &[
            text("bandwidth", "How much it carries: `10Gbps`.").qualifier(),
            text("location", "Where it joins the vendor's network."),
            flag("redundant", "Whether a second line takes over."),
            flag("macsec", "Whether the line is encrypted."),
        ],
        cloudformation: &["AWS::DirectConnect::Connection"],
        terraform: &["aws_dx_connection"],
        ..EDGE
    },
    Service {
        id: "vpn",
        title: "AWS VPN",
        short: "VPN",
        glyph: "gateway",
        about: "An encrypted way over the internet into a private network.",
        attributes: &[
            choice(
                "type",
                &["site-to-site", "client"],
                "Whether it joins a building or single people.",
            )
            .qualifier(),
            integer("tunnels", "How many ways there are."),
            AUTH,
        ],
        parts: &[metric(
            "tunnel",
            "TunnelState",
            "Whether the tunnels are up.",
        )],
        cloudformation: &["AWS::EC2::VPNConnection", "AWS::EC2::ClientVpnEndpoint"],
        terraform: &["aws_vpn_connection", "aws_ec2_client_vpn_endpoint"],
        ..EDGE
    },
];
