//! The catalog that is built in, and finding things in it.

use super::{
    Attribute, Catalog, Layer, Service, Strategy, common, compute, data, databases, deployment,
    dynamodb, edge, generic, groups, identity, messaging, monitoring, network, outside, strategies,
    streaming,
};
use std::sync::OnceLock;

static BUILTIN: Catalog = Catalog {
    layers: &[
        layer("edge", "Edge", "Edge"),
        layer("identity", "Identity", "User management and identity"),
        layer("compute", "Compute", "Compute"),
        layer("messaging", "Messaging", "Messaging and streaming"),
        layer("data", "Data", "Data"),
        layer("monitoring", "Monitoring", OPERATIONS),
        layer("deployment", "Deployment", OPERATIONS),
    ],
    shelves: &[
        edge::SERVICES,
        network::SERVICES,
        identity::SERVICES,
        compute::SERVICES,
        messaging::SERVICES,
        streaming::SERVICES,
        dynamodb::SERVICES,
        data::SERVICES,
        databases::SERVICES,
        monitoring::SERVICES,
        deployment::SERVICES,
        groups::SERVICES,
        outside::SERVICES,
        generic::SERVICES,
    ],
    common: common::COMMON,
    flow: common::FLOW,
    strategies: strategies::STRATEGIES,
};

const OPERATIONS: &str = "Systems monitoring and deployment";

const fn layer(id: &'static str, title: &'static str, lens: &'static str) -> Layer {
    Layer { id, title, lens }
}

/// Returns the catalog that is built into the program.
pub fn builtin() -> &'static Catalog {
    &BUILTIN
}

impl Catalog {
    /// Returns all services: those of the layers in their order, then groups, what is outside, and the generic ones.
    pub fn services(&self) -> impl Iterator<Item = &'static Service> {
        self.shelves.iter().copied().flatten()
    }

    /// Returns the service of an id or an alias.
    pub fn service(&self, name: &str) -> Option<&'static Service> {
        // Models of a hundred thousand elements ask this for each, so the names are sorted once.
        static NAMES: OnceLock<Vec<(&str, &Service)>> = OnceLock::new();
        let names = NAMES.get_or_init(|| {
            let mut names: Vec<_> = BUILTIN
                .services()
                .flat_map(|service| names_of(service).map(move |name| (name, service)))
                .collect();
            names.sort_unstable_by_key(|(name, _)| *name);
            names
        });
        let at = names.binary_search_by_key(&name, |(known, _)| known).ok()?;
        Some(names[at].1)
    }

    /// Returns the layer of an id.
    pub fn layer(&self, id: &str) -> Option<&'static Layer> {
        self.layers.iter().find(|layer| layer.id == id)
    }

    /// Returns the deployment strategy of an id.
    pub fn strategy(&self, id: &str) -> Option<&'static Strategy> {
        self.strategies.iter().find(|strategy| strategy.id == id)
    }

    /// Returns what an attribute means on a service: its own, or the one that everything has.
    pub fn attribute(&self, service: &Service, id: &str) -> Option<&'static Attribute> {
        service
            .attribute(id)
            .or_else(|| self.common.iter().find(|attribute| attribute.id == id))
    }

    /// Returns what an attribute means on a flow.
    pub fn flow_attribute(&self, id: &str) -> Option<&'static Attribute> {
        self.flow.iter().find(|attribute| attribute.id == id)
    }

    /// Returns the id or alias that is written most like a name, for "did you mean".
    pub fn closest(&self, name: &str) -> Option<&'static str> {
        crate::source::closest(name, self.services().flat_map(names_of))
    }
}

fn names_of(service: &'static Service) -> impl Iterator<Item = &'static str> {
    std::iter::once(service.id).chain(service.aliases.iter().copied())
}
