//! The model while it is being made, with what only its making needs.

use super::kinds::Kinds;
use crate::catalog::Catalog;
use crate::model::{
    Attribute, Element, ElementId, End, GroupId, LayerId, Loaded, Model, Node, RelationId,
    RelationKind,
};
use crate::source::{Code, Diagnostic, Diagnostics, FileId, Span};
use crate::syntax;
use std::collections::{BTreeMap, BTreeSet};

/// Elements and groups after components are expanded.
pub const ELEMENT_LIMIT: usize = 100_000;
/// Relations after lists and components are expanded.
pub const RELATION_LIMIT: usize = 400_000;
/// Groups in groups, blocks and components counted.
pub const NESTING_LIMIT: u32 = 64;

/// How many names "did you mean" looks at in one run, so that a hundred thousand mistakes stay cheap.
const GUESSES: usize = 2_000_000;

/// The codes of the limits.
pub const CODES: &[&Code] = &[&TOO_MUCH, &TOO_NESTED];

static TOO_MUCH: Code = Code {
    id: "A0420",
    title: "the architecture is too large",
    page: "After components are expanded, an architecture may have 100,000 elements and groups and 400,000 flows. Components that make components multiply: ten in each of ten levels are ten thousand million. Draw parts on their own.",
    wrong: "component a { lambda f }\ncomponent b { a x1; a x2; a x3; a x4; a x5; a x6; a x7; a x8; a x9; a x10 }\ncomponent c { b x1; b x2; b x3; b x4; b x5; b x6; b x7; b x8; b x9; b x10 }\ncomponent d { c x1; c x2; c x3; c x4; c x5; c x6; c x7; c x8; c x9; c x10 }\ncomponent e { d x1; d x2; d x3; d x4; d x5; d x6; d x7; d x8; d x9; d x10 }\ncomponent f { e x1; e x2; e x3; e x4; e x5; e x6; e x7; e x8; e x9; e x10 }\nf all",
    right: "component a { lambda f }\na all",
};

static TOO_NESTED: Code = Code {
    id: "A0421",
    title: "groups nest too deeply",
    page: "Groups, layer blocks and components may stand 64 deep in each other. Nobody can read such a picture; make it flatter.",
    wrong: "component a0 { lambda f }\ncomponent a1 { group g { group g { group g { group g { group g { group g { group g { a0 x } } } } } } } }\ncomponent a2 { group g { group g { group g { group g { group g { group g { group g { a1 x } } } } } } } }\ncomponent a3 { group g { group g { group g { group g { group g { group g { group g { a2 x } } } } } } } }\ncomponent a4 { group g { group g { group g { group g { group g { group g { group g { a3 x } } } } } } } }\ncomponent a5 { group g { group g { group g { group g { group g { group g { group g { a4 x } } } } } } } }\ncomponent a6 { group g { group g { group g { group g { group g { group g { group g { a5 x } } } } } } } }\ncomponent a7 { group g { group g { group g { group g { group g { group g { group g { a6 x } } } } } } } }\ncomponent a8 { group g { group g { group g { group g { group g { group g { group g { a7 x } } } } } } } }\na8 x",
    right: "component a0 { lambda f }\na0 x",
};

/// The number of a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ScopeId(pub u32);

/// The number of a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContextId(pub u32);

/// What a name means in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Node(Node),
    /// The names that `use … as` has brought in.
    Space(ScopeId),
}

/// The names of one group, one namespace, or the top level.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Stands before the names in paths, its dot included.
    pub prefix: String,
    pub parent: Option<ScopeId>,
    pub names: BTreeMap<String, (Named, Span)>,
    /// The names in the order of their declaration.
    pub order: Vec<String>,
}

/// What holds where a statement stands.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    pub file: FileId,
    pub scope: ScopeId,
    pub group: Option<GroupId>,
    /// The layer of the block that it stands in.
    pub layer: Option<LayerId>,
    /// The innermost block with `defaults` that apply.
    pub defaults: Option<usize>,
    /// The component instance whose parameters are meant.
    pub instance: Option<usize>,
    pub depth: u32,
    pub place: Place,
}

/// What kind of block a statement stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The top level of the file that was opened.
    Root,
    /// The top level of a file that is used.
    Used,
    Group,
    Layer,
    Component,
    Environment,
}

/// The `defaults` of one block.
pub struct DefaultsBlock<'t> {
    pub parent: Option<usize>,
    /// The service's own id with the block's body, in source order.
    pub entries: Vec<(String, &'t syntax::Body)>,
    pub context: ContextId,
}

/// A component that has been made a group.
pub struct Instance<'t> {
    pub params: BTreeMap<&'t str, (Argument<'t>, ContextId)>,
    pub expose_in: Option<&'t syntax::Reference>,
    pub expose_out: Option<&'t syntax::Reference>,
    pub scope: ScopeId,
}

/// What a parameter stands for.
#[derive(Clone, Copy)]
pub enum Argument<'t> {
    Value(&'t syntax::Value),
    /// A bare `depth` in an instance.
    True,
    /// Required and not given; a diagnostic has been raised.
    Missing,
}

/// The bodies that say something about a thing, each with the context of its words; later ones win.
pub type Bodies<'t> = Vec<(&'t syntax::Body, ContextId)>;

/// What is left to do, in source order, once every name is known.
#[derive(Clone, Copy)]
pub enum Task<'t> {
    Element(ElementId),
    Group(GroupId),
    Flow(&'t syntax::Flow, &'t syntax::Statement, ContextId),
}

/// A statement of the top level that is looked at last.
#[derive(Clone, Copy)]
pub struct Late<'t> {
    pub statement: &'t syntax::Statement,
    pub declaration: Option<&'t syntax::Declaration>,
    pub context: ContextId,
}

/// The model in the making.
pub struct Draft<'t> {
    pub loaded: &'t Loaded,
    pub catalog: &'t Catalog,
    pub kinds: Kinds<'t>,
    pub model: Model,
    /// Parallel to the model's elements.
    pub element_bodies: Vec<Bodies<'t>>,
    /// Parallel to the model's elements: the context that each stands in.
    pub element_contexts: Vec<ContextId>,
    /// Parallel to the model's elements: the author's own service.
    pub element_own: Vec<Option<usize>>,
    /// Parallel to the model's groups.
    pub group_bodies: Vec<Bodies<'t>>,
    pub group_contexts: Vec<ContextId>,
    /// Parallel to the model's groups: its scope.
    pub group_scopes: Vec<ScopeId>,
    /// Parallel to the model's groups: the instance that it is.
    pub group_instances: Vec<Option<usize>>,
    pub scopes: Vec<Scope>,
    pub contexts: Vec<Context>,
    pub defaults: Vec<DefaultsBlock<'t>>,
    pub instances: Vec<Instance<'t>>,
    pub tasks: Vec<Task<'t>>,
    /// The things outside components, by their own id.
    pub by_id: BTreeMap<String, Vec<Node>>,
    pub views: Vec<Late<'t>>,
    pub scenarios: Vec<Late<'t>>,
    pub rollouts: Vec<Late<'t>>,
    pub waivers: Vec<Late<'t>>,
    pub answers: Vec<Late<'t>>,
    /// The views that links lead to, by the places of their names.
    pub view_links: Vec<(String, Span)>,
    pub architectures: Vec<Late<'t>>,
    pub environments: Vec<Late<'t>>,
    /// `REF { … }` in the chosen environments.
    pub overrides: Vec<Late<'t>>,
    pub omissions: Vec<(&'t syntax::Reference, ContextId)>,
    /// What files have been brought in where, with the scope and the names.
    pub brought: BTreeMap<(FileId, Option<GroupId>), (ScopeId, Vec<String>)>,
    /// Components being expanded, outermost first, to see circles.
    pub expanding: Vec<usize>,
    /// Bodies that the chosen environments lay over named flows.
    pub flow_overrides: BTreeMap<String, Bodies<'t>>,
    pub omitted: BTreeSet<Node>,
    pub omitted_relations: BTreeSet<RelationId>,
    /// Flows by ends, kind and label.
    pub flows: BTreeMap<FlowKey, RelationId>,
    /// Relations that attributes state.
    pub roles: BTreeMap<RoleKey, RelationId>,
    pub flow_ids: BTreeMap<String, RelationId>,
    /// What each service does when nothing is said, read once.
    pub service_defaults: BTreeMap<&'static str, std::rc::Rc<Vec<Attribute>>>,
    pub diagnostics: Diagnostics,
    said: BTreeSet<(&'static str, Span, String)>,
    /// Declarations of services that nobody knows, whose attributes may be anything.
    pub strange: BTreeSet<Span>,
    /// Names that "did you mean" may still be compared with.
    pub guesses: usize,
    /// How many flows have been stated, those that are one among them.
    pub stated: usize,
    /// A limit was hit; nothing more is made.
    pub full: bool,
}

/// What makes two flows the same.
pub type FlowKey = (End, End, RelationKind, Option<String>);

/// What makes two attributes state the same relation.
pub type RoleKey = (End, End, RelationKind, String);

impl<'t> Draft<'t> {
    /// Starts a model.
    pub fn new(loaded: &'t Loaded, catalog: &'t Catalog, kinds: Kinds<'t>) -> Self {
        Self {
            loaded,
            catalog,
            kinds,
            model: Model::default(),
            element_bodies: Vec::new(),
            element_contexts: Vec::new(),
            element_own: Vec::new(),
            group_bodies: Vec::new(),
            group_contexts: Vec::new(),
            group_scopes: Vec::new(),
            group_instances: Vec::new(),
            scopes: Vec::new(),
            contexts: Vec::new(),
            defaults: Vec::new(),
            instances: Vec::new(),
            tasks: Vec::new(),
            by_id: BTreeMap::new(),
            views: Vec::new(),
            scenarios: Vec::new(),
            rollouts: Vec::new(),
            waivers: Vec::new(),
            answers: Vec::new(),
            view_links: Vec::new(),
            architectures: Vec::new(),
            environments: Vec::new(),
            overrides: Vec::new(),
            omissions: Vec::new(),
            brought: BTreeMap::new(),
            expanding: Vec::new(),
            flow_overrides: BTreeMap::new(),
            omitted: BTreeSet::new(),
            omitted_relations: BTreeSet::new(),
            flows: BTreeMap::new(),
            roles: BTreeMap::new(),
            flow_ids: BTreeMap::new(),
            service_defaults: BTreeMap::new(),
            diagnostics: Diagnostics::default(),
            said: BTreeSet::new(),
            strange: BTreeSet::new(),
            guesses: GUESSES,
            stated: 0,
            full: false,
        }
    }

    /// Returns a context.
    pub fn context(&self, id: ContextId) -> Context {
        self.contexts[id.0 as usize]
    }

    /// Keeps a context and returns its number.
    pub fn add_context(&mut self, context: Context) -> ContextId {
        self.contexts.push(context);
        ContextId(index(self.contexts.len() - 1))
    }

    /// Makes a scope.
    pub fn add_scope(&mut self, prefix: String, parent: Option<ScopeId>) -> ScopeId {
        self.scopes.push(Scope {
            prefix,
            parent,
            ..Scope::default()
        });
        ScopeId(index(self.scopes.len() - 1))
    }

    /// Returns a scope.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// Raises a diagnostic; what every instance of a component would say again is said once.
    pub fn say(&mut self, diagnostic: Diagnostic) {
        // What is only counted is counted once a place, so that its message need not be kept.
        let message = match self.diagnostics.is_full(diagnostic.level) {
            true => String::new(),
            false => diagnostic.message.clone(),
        };
        let key = (diagnostic.code.id, diagnostic.primary.span, message);
        if self.said.insert(key) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Returns an element.
    pub fn element(&self, id: ElementId) -> &Element {
        &self.model.elements[id.0 as usize]
    }

    /// Returns whether one more element or group may be made; says so once where not.
    pub fn room(&mut self, span: Span) -> bool {
        if self.full {
            return false;
        }
        if self.model.elements.len() + self.model.groups.len() < ELEMENT_LIMIT {
            return true;
        }
        self.full = true;
        self.say(
            Diagnostic::error(
                &TOO_MUCH,
                span,
                format!("more than {ELEMENT_LIMIT} elements and groups, which is the limit"),
            )
            .at("this would be one too many")
            .help("look for components that make components, or draw parts on their own"),
        );
        false
    }

    /// Returns whether so many more relations may be made; says so once where not.
    pub fn room_for_relations(&mut self, span: Span, more: usize) -> bool {
        if self.full {
            return false;
        }
        self.stated = self.stated.saturating_add(more);
        if self.stated <= RELATION_LIMIT {
            return true;
        }
        self.full = true;
        self.say(
            Diagnostic::error(
                &TOO_MUCH,
                span,
                format!("more than {RELATION_LIMIT} flows, which is the limit"),
            )
            .at("the limit is passed here")
            .help("put things into a group and draw one flow to it, or draw parts on their own"),
        );
        false
    }

    /// Returns whether a block may stand at this depth; says so where not.
    pub fn shallow(&mut self, depth: u32, span: Span) -> bool {
        if depth < NESTING_LIMIT {
            return true;
        }
        if !self.full {
            self.say(
                Diagnostic::error(
                    &TOO_NESTED,
                    span,
                    format!("groups stand more than {NESTING_LIMIT} deep in each other, which is the limit"),
                )
                .help("make it flatter: not every step needs a group of its own"),
            );
        }
        false
    }

    /// Returns the name among `known` that was surely meant, as long as guessing is affordable.
    pub fn guess<'k>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<String> {
        let left = self.guesses;
        let mut seen = 0;
        let found =
            crate::source::closest(name, known.into_iter().take(left).inspect(|_| seen += 1))
                .map(str::to_owned);
        self.guesses -= seen;
        found
    }
}

/// Returns a list's index as an id holds it.
pub fn index(at: usize) -> u32 {
    u32::try_from(at).expect("the limits keep every list far below 2³²")
}
