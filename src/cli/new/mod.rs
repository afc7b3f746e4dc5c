//! `archlens new`: a first design to change into one's own.

use super::open::{is_stdin, sentence};
use super::report::plain;
use super::{Entry, Status, args, console, with_args};
use crate::project::Writer;
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("new").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens new                                  a small design in architecture.arch
  archlens new docs/shop.arch --from web-application
  archlens new --from stream-processing -       reads a whole design on standard output";

/// Begins a design: a small one with a word on each part, or a whole one of the serverless scenarios
#[derive(clap::Args)]
struct Args {
    /// Where the design goes, - for standard output
    #[arg(default_value = "architecture.arch")]
    file: PathBuf,
    /// Starts from a whole design instead of the small one
    #[arg(long, value_name = "SCENARIO", value_parser = scenarios())]
    from: Option<String>,
}

/// A design to start from.
struct Scenario {
    id: &'static str,
    about: &'static str,
    text: &'static str,
}

const START: &str = include_str!("start.arch");

const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "web-shop",
        about: "the web shop of the language reference",
        text: include_str!("../../../samples/web-shop.arch"),
    },
    Scenario {
        id: "restful-microservices",
        about: "room booking: one function, role and table a service",
        text: include_str!("../../../samples/restful-microservices.arch"),
    },
    Scenario {
        id: "mobile-backend",
        about: "a trail guide that works offline",
        text: include_str!("../../../samples/mobile-backend.arch"),
    },
    Scenario {
        id: "stream-processing",
        about: "two million smart meters",
        text: include_str!("../../../samples/stream-processing.arch"),
    },
    Scenario {
        id: "web-application",
        about: "tickets for a hundred thousand people in a minute",
        text: include_str!("../../../samples/web-application.arch"),
    },
    Scenario {
        id: "event-driven",
        about: "parcels on one bus",
        text: include_str!("../../../samples/event-driven.arch"),
    },
    Scenario {
        id: "voice-skill",
        about: "recipes read aloud",
        text: include_str!("../../../samples/voice-skill.arch"),
    },
];

fn scenarios() -> PossibleValuesParser {
    let values = SCENARIOS.iter();
    PossibleValuesParser::new(values.map(|s| PossibleValue::new(s.id).help(s.about)))
}

fn run(args: &Args) -> Status {
    let text = match &args.from {
        None => START,
        Some(id) => {
            let found = SCENARIOS.iter().find(|scenario| scenario.id == id);
            found.expect("clap has checked the name").text
        }
    };
    if is_stdin(&args.file) {
        return console::out(text);
    }
    let refuse = |why: &str| {
        console::complain(&sentence(&args.file, why));
        Status::Wrong
    };
    if args.file.extension().is_none_or(|ending| ending != "arch") {
        return refuse("does not end in `.arch`, by which designs are found");
    }
    if args.file.exists() {
        return refuse("exists already, and is not written over");
    }
    match Writer::default().write(&args.file, text.as_bytes()) {
        Ok(()) => console::out(&format!(
            "{} written; try `archlens render {0}` and `archlens check {0}`\n",
            plain(&args.file.to_string_lossy())
        )),
        Err(failure) => refuse(&format!("cannot be written: {}", console::reason(&failure))),
    }
}
