//! `archlens lens`: the rules themselves: tested, listed, shown, begun.

use super::explain::rule_page;
use super::report::{self, plain};
use super::{Entry, Status, args, console, lenses, open, with_args};
use crate::export::well_architected;
use crate::import;
use crate::lens::{self, Lens};
use crate::project::{self, Writer};
use crate::source::{Diagnostic, Sources};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("lens").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens lens list                  the rules of the built-in lens
  archlens lens show REL-008          one rule in full
  archlens lens new acme              begins a lens of your own, with a rule and its proofs
  archlens lens test acme.lens        runs the proofs of its rules
  archlens lens export acme.lens      its questions as a custom lens of the AWS Well-Architected Tool";

/// Lists, shows, tests and begins lenses
#[derive(clap::Args)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Runs the examples of every rule: each must do what it says
    Test {
        /// Lens files, or serverless [default: serverless]
        lenses: Vec<String>,
    },
    /// Lists the rules, pillar by pillar
    List {
        /// Lens files, or serverless [default: serverless]
        lenses: Vec<String>,
    },
    /// Shows a rule in full
    Show {
        /// The id or slug of the rule
        rule: String,
        /// The lens to look in [default: serverless]
        #[arg(long)]
        lens: Vec<String>,
    },
    /// Writes the questions of a lens as a custom lens of the AWS Well-Architected Tool
    Export {
        /// The lens file, or serverless
        lens: String,
        /// Where the JSON goes [default: standard output]
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Turns a custom lens of the AWS Well-Architected Tool into a lens: a question and an agenda point each
    Import {
        /// The JSON file of the custom lens
        file: PathBuf,
        /// Where the lens goes [default: standard output]
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Begins a lens of your own: a file with one rule and its proofs
    New {
        /// The name of the lens
        name: String,
        /// Where the file goes, - for standard output [default: NAME.lens]
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
}

fn run(args: &Args) -> Status {
    match &args.command {
        Command::Test { lenses } => with_lenses(lenses, test),
        Command::List { lenses } => with_lenses(lenses, list),
        Command::Show { rule, lens } => {
            with_lenses(lens, |sources, lenses| show(sources, lenses, rule))
        }
        Command::Export { lens, output } => with_lenses(std::slice::from_ref(lens), |_, lenses| {
            export(lenses, output.as_deref())
        }),
        Command::Import { file, output } => import(file, output.as_deref()),
        Command::New { name, output } => new(name, output.as_deref()),
    }
}

fn with_lenses(named: &[String], then: impl Fn(&Sources, &[Lens]) -> Status) -> Status {
    let mut sources = Sources::default();
    let default = [lenses::DEFAULT.to_owned()];
    let named = if named.is_empty() {
        &default[..]
    } else {
        named
    };
    let loaded = match lenses::load(&mut sources, lenses::Base::Here, named) {
        Ok(loaded) => loaded,
        Err(missing) => {
            console::complain(&missing.to_string());
            return Status::Wrong;
        }
    };
    if !loaded.diagnostics.is_empty() {
        console::tell(&report::draw(&sources, &loaded.diagnostics));
    }
    if loaded.has_errors() {
        return Status::Wrong;
    }
    then(&sources, &loaded.value.lenses)
}

fn test(sources: &Sources, lenses: &[Lens]) -> Status {
    let mut text = String::new();
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut passed = 0;
    for lens in lenses {
        for proof in lens::prove(sources, lens) {
            passed += usize::from(proof.problems.is_empty());
            problems.extend(proof.problems);
        }
        for rule in lens.rules.iter().filter(|rule| rule.examples.is_empty()) {
            let _ = writeln!(
                text,
                "{} has no example, so nothing shows that it works",
                rule.id
            );
        }
    }
    text.push_str(&report::draw(sources, &problems));
    let rules: usize = lenses.iter().map(|lens| lens.rules.len()).sum();
    let _ = writeln!(
        text,
        "{rules} rules, {passed} examples as they should be, {} not",
        problems.len()
    );
    let status = if problems.is_empty() {
        Status::Fine
    } else {
        Status::Found
    };
    status.max(console::out(&text))
}

fn list(_: &Sources, lenses: &[Lens]) -> Status {
    let mut text = String::new();
    for lens in lenses {
        let title = if lens.title.is_empty() {
            &lens.id
        } else {
            &lens.title
        };
        let _ = writeln!(text, "\u{1b}[1m{}\u{1b}[0m ({})", plain(title), lens.id);
        let mut pillars: Vec<&str> = Vec::new();
        for rule in &lens.rules {
            if !pillars.contains(&rule.pillar.as_str()) {
                pillars.push(&rule.pillar);
            }
        }
        for pillar in pillars {
            let _ = writeln!(text, "\n\u{1b}[1m{}\u{1b}[0m", plain(pillar));
            for rule in lens.rules.iter().filter(|rule| rule.pillar == pillar) {
                let _ = writeln!(
                    text,
                    "  {:<10} {:<7} {:<8} {}",
                    rule.id,
                    rule.severity.word(),
                    rule.status.word(),
                    plain(&rule.title)
                );
            }
        }
        text.push('\n');
    }
    console::out(&text)
}

fn show(sources: &Sources, lenses: &[Lens], name: &str) -> Status {
    let mut rules = lenses.iter().flat_map(|lens| &lens.rules);
    match rules.find(|rule| rule.id.eq_ignore_ascii_case(name) || rule.slug == name) {
        Some(rule) => console::out(&rule_page(sources, rule)),
        None => {
            console::complain(&format!(
                "no lens that was read has a rule `{}`",
                plain(name)
            ));
            Status::Wrong
        }
    }
}

fn export(lenses: &[Lens], output: Option<&Path>) -> Status {
    let [lens] = lenses else {
        console::complain("one file of one lens is exported at a time");
        return Status::Wrong;
    };
    let text = match well_architected::custom_lens(lens) {
        Ok(text) => text,
        Err(reasons) => {
            for reason in reasons {
                console::complain(&format!("`{}` does not fit the tool: {reason}", lens.id));
            }
            return Status::Wrong;
        }
    };
    sent(&text, output)
}

fn import(file: &Path, output: Option<&Path>) -> Status {
    let text = project::read_bounded(file)
        .and_then(project::as_text)
        .map_err(|error| format!("cannot be read: {error}"));
    match text.and_then(|text| import::custom_lens(&text)) {
        Ok(lens) => sent(&lens, output),
        Err(reason) => {
            console::complain(&open::sentence(file, &reason));
            Status::Wrong
        }
    }
}

/// Writes a text to a file, or to standard output where none is named.
fn sent(text: &str, output: Option<&Path>) -> Status {
    let Some(path) = output.filter(|path| !open::is_stdin(path)) else {
        return console::out(text);
    };
    match Writer::default().write(path, text.as_bytes()) {
        Ok(()) => Status::Fine,
        Err(failure) => {
            console::complain(&open::sentence(
                path,
                &format!("cannot be written: {}", console::reason(&failure)),
            ));
            Status::Wrong
        }
    }
}

fn new(name: &str, output: Option<&Path>) -> Status {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty()
        || !name.starts_with(|c: char| c.is_ascii_lowercase())
        || !name.chars().all(fits)
    {
        console::complain("the name of a lens has small letters, digits and `-`, such as `acme`");
        return Status::Wrong;
    }
    let text = START
        .replace("NAME", name)
        .replace("ID", &name.to_uppercase());
    let path = output.map_or_else(|| PathBuf::from(format!("{name}.lens")), Path::to_path_buf);
    if open::is_stdin(&path) {
        return console::out(&text);
    }
    if path.exists() {
        console::complain(&open::sentence(
            &path,
            "exists already, and is not written over",
        ));
        return Status::Wrong;
    }
    match Writer::default().write(&path, text.as_bytes()) {
        Ok(()) => console::out(&format!(
            "{} written; try `archlens lens test {0}`\n",
            plain(&path.to_string_lossy())
        )),
        Err(failure) => {
            console::complain(&open::sentence(
                &path,
                &format!("cannot be written: {}", console::reason(&failure)),
            ));
            Status::Wrong
        }
    }
}

const START: &str = r#"// Rules of the house, judged beside those of the built-in lens.
lens NAME "NAME" {
  extends: serverless
  version: "0.1.0"

  rule ID-001 "A function has no owner" {
    pillar: operational-excellence
    severity: low
    for (f: lambda)
    require f.owner
    message: "nobody is called when {f} fails at night"
    fix: "state `owner` on {f}"
    why: "A part without an owner is mended by whoever happens to be there."
    wrong-when: "the whole architecture has one owner"
    fires   { lambda f { owner: none } }
    quiet   { lambda f { owner: "team-orders" } }
    unknown { lambda f }
  }
}
"#;
