//! `archlens catalog`: what the program knows about services.

use super::console::{complain, out};
use super::{Entry, Status, args, with_args};
use crate::catalog::{Arrow, Attribute, Kind, PartKind, Place, Service, builtin, reference, takes};
use std::fmt::Write;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("catalog")),
    run: |matches| run(&args(matches)),
};

/// Lists the services that a `.arch` file can name, or shows one of them
#[derive(clap::Args)]
struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Lists all services, layer by layer
    #[command(
        after_help = "Examples:\n  archlens catalog list\n  archlens catalog list --format json"
    )]
    List {
        /// How the list is written
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Shows what can be said of a service: its attributes, their limits, its parts
    #[command(
        after_help = "Examples:\n  archlens catalog show lambda\n  archlens catalog show sqs --format json"
    )]
    Show {
        /// The id of the service
        service: String,
        /// How it is written
        #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
        format: ShowFormat,
    },
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ListFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ShowFormat {
    Text,
    Json,
}

fn run(args: &Args) -> Status {
    match &args.verb {
        Verb::List { format } => match format {
            ListFormat::Text => out(&list()),
            ListFormat::Json => json(&builtin().services().collect::<Vec<_>>()),
            ListFormat::Markdown => out(&reference(builtin())),
        },
        Verb::Show { service, format } => match builtin().service(service) {
            Some(service) => match format {
                ShowFormat::Text => out(&show(service)),
                ShowFormat::Json => json(service),
            },
            None => {
                let hint = builtin().closest(service).map_or_else(
                    || "`archlens catalog list` names them all".to_owned(),
                    |meant| format!("did you mean `{meant}`?"),
                );
                complain(&format!("there is no service `{service}`: {hint}"));
                Status::Wrong
            }
        },
    }
}

fn json(value: &impl serde::Serialize) -> Status {
    let mut text = serde_json::to_string_pretty(value).expect("the catalog has only text keys");
    text.push('\n');
    out(&text)
}

/// All services in columns, layer by layer.
fn list() -> String {
    let mut text = String::new();
    for layer in builtin().layers {
        shelf(&mut text, layer.title, |service| {
            service.layer == Some(layer.id)
        });
    }
    shelf(&mut text, "Groups", |service| service.kind == Kind::Group);
    shelf(&mut text, "Outside", |service| {
        service.place == Place::Outside
    });
    shelf(&mut text, "Any cloud, any layer", |service| {
        service.place == Place::Anywhere && service.kind == Kind::Element
    });
    text
}

fn shelf(text: &mut String, title: &str, belongs: impl Fn(&Service) -> bool) {
    let _ = writeln!(text, "\u{1b}[1m{title}\u{1b}[0m");
    for service in builtin().services().filter(|service| belongs(service)) {
        let _ = writeln!(text, "  {:<22} {}", service.id, service.about);
    }
    text.push('\n');
}

/// One service as a page for the terminal.
fn show(service: &Service) -> String {
    let mut text = String::new();
    let place = match (service.kind, service.place, service.layer) {
        (Kind::Group, _, _) => "a group".to_owned(),
        (_, Place::Outside, _) => "outside the layers".to_owned(),
        (_, _, Some(layer)) => format!("layer {layer}"),
        _ => "any layer".to_owned(),
    };
    let _ = writeln!(
        text,
        "\u{1b}[1m{}\u{1b}[0m  {} ({place})\n{}\n",
        service.id, service.title, service.about
    );
    fact(&mut text, "also written", service.aliases);
    fact(&mut text, "sends", &signs(service.sends));
    fact(&mut text, "receives", &signs(service.receives));
    fact(&mut text, "reaches", service.targets);
    fact(&mut text, "CloudFormation", service.cloudformation);
    fact(&mut text, "Terraform", service.terraform);
    if !service.attributes.is_empty() {
        text.push_str("\n\u{1b}[1mAttributes\u{1b}[0m\n");
        for attribute in service.attributes {
            explain(&mut text, attribute);
        }
        text.push_str("  and those of everything: ");
        let common: Vec<&str> = builtin().common.iter().map(|a| a.id).collect();
        let _ = writeln!(text, "{}", common.join(", "));
    }
    if !service.parts.is_empty() {
        text.push_str("\n\u{1b}[1mParts\u{1b}[0m\n");
        for part in service.parts {
            let id = match part.kind {
                PartKind::Named => format!(".<{}>", part.id),
                PartKind::Interface | PartKind::Metric => format!(".{}", part.id),
            };
            let _ = writeln!(text, "  {id:<24} {}", part.about);
        }
    }
    text
}

fn explain(text: &mut String, attribute: &Attribute) {
    let _ = writeln!(text, "  {:<24} {}", attribute.id, attribute.about);
    let _ = write!(text, "  {:<24} \u{1b}[2m{}", "", takes(attribute));
    if let Some(default) = attribute.default {
        let _ = write!(text, "; otherwise {}", default.value);
    }
    text.push_str("\u{1b}[0m\n");
    if let Some(range) = attribute.range {
        let _ = writeln!(text, "  {:<24} \u{1b}[2m{}\u{1b}[0m", "", range.source);
    }
}

fn fact(text: &mut String, title: &str, words: &[&str]) {
    if !words.is_empty() {
        let _ = writeln!(text, "{title:<16} {}", words.join(", "));
    }
}

fn signs(arrows: &[Arrow]) -> Vec<&'static str> {
    arrows.iter().map(|arrow| arrow.sign()).collect()
}
