//! `archlens theme`: lists, shows and checks themes.

use super::{Entry, Status, args, console, report, with_args};
use crate::project::{self, Disk};
use crate::source::{Files, Sources, closest};
use crate::theme::{self, Colours, LOOKS, Look, Scale, Token};
use clap::Subcommand;
use std::fmt::Write;
use std::path::Path;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("theme").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens theme check brand.toml        tells whether its colours can be read, by everybody
  archlens theme check                   measures the themes that are built in
  archlens theme show light > brand.toml a theme to start from";

/// Lists, shows and checks themes
#[derive(clap::Args)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists the themes that are built in
    List,
    /// Prints a theme with every token and its colour
    Show {
        /// A theme that is built in, or a TOML file
        theme: String,
    },
    /// Measures contrast, and how far colours are apart to eyes of every kind
    Check {
        /// Themes that are built in, or TOML files [default: all that are built in]
        themes: Vec<String>,
        /// Tells the measures that hold, too
        #[arg(short, long)]
        verbose: bool,
    },
}

fn run(args: &Args) -> Status {
    match &args.command {
        Command::List => console::out(&(LOOKS.join("\n") + "\n")),
        Command::Show { theme } => match named(theme) {
            Ok(look) => console::out(&shown(&look)),
            Err(message) => {
                console::complain(&message);
                Status::Wrong
            }
        },
        Command::Check { themes, verbose } => {
            let built_in: Vec<String> = LOOKS.iter().map(|name| (*name).to_owned()).collect();
            let themes = if themes.is_empty() { &built_in } else { themes };
            let mut status = Status::Fine;
            for name in themes {
                match named(name) {
                    Ok(look) => status = status.max(check(name, &look, *verbose)),
                    Err(message) => {
                        console::complain(&message);
                        status = Status::Wrong;
                    }
                }
            }
            status
        }
    }
}

/// Returns a theme that is built in, or reads one from a file; an error in words.
pub(super) fn named(name: &str) -> Result<Look, String> {
    if let Some(look) = Look::named(name) {
        return Ok(look);
    }
    if !name.ends_with(".toml") {
        let help = closest_theme(name);
        return Err(format!(
            "there is no theme `{}`; {help}",
            report::plain(name)
        ));
    }
    let text = project::read_bounded(Path::new(name))
        .and_then(project::as_text)
        .map_err(|error| format!("`{}` cannot be read: {error}", report::plain(name)))?;
    read(name, &text)
}

/// Returns a theme that is built in, or reads one of a project, named in a file of it.
pub(super) fn below(disk: &Disk, from: &str, name: &str) -> Result<Look, String> {
    if !name.ends_with(".toml") {
        return named(name);
    }
    let read = disk.resolve(from, name).and_then(|path| disk.read(&path));
    let text = read.map_err(|error| {
        format!(
            "the theme `{}` cannot be read: {error}",
            report::plain(name)
        )
    })?;
    self::read(name, &text)
}

/// Reads the text of a theme; what is wrong with it as it is shown.
fn read(name: &str, text: &str) -> Result<Look, String> {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let checked = theme::read(file, text);
    checked.value.ok_or_else(|| {
        let drawn = report::draw(&sources, &checked.diagnostics);
        format!("`{}` is no theme:\n{drawn}", report::plain(name))
    })
}

fn closest_theme(name: &str) -> String {
    closest(name, LOOKS).map_or_else(
        || format!("name one of {}, or a .toml file", LOOKS.join(", ")),
        |near| format!("did you mean `{near}`?"),
    )
}

fn check(name: &str, look: &Look, verbose: bool) -> Status {
    let mut out = String::new();
    let mut wrong = 0;
    let sets = std::iter::once(("", &look.base))
        .chain(look.dark.iter().map(|dark| ("dark: ", &dark.colours)));
    for (set, colours) in sets {
        for measure in theme::judge(colours) {
            let holds = measure.holds();
            if holds && !verbose {
                continue;
            }
            wrong += usize::from(!holds);
            let mark = if holds { "ok  " } else { "FAIL" };
            let _ = match measure.scale {
                Scale::Contrast => writeln!(
                    out,
                    "  {mark} {set}{}: {:.2}:1, at least {}:1",
                    measure.what, measure.seen, measure.least
                ),
                Scale::Distance(sight) => writeln!(
                    out,
                    "  {mark} {set}{} with {}: {:.1} apart, at least {}",
                    measure.what,
                    sight.word(),
                    measure.seen,
                    measure.least
                ),
            };
        }
    }
    let verdict = match wrong {
        0 => "holds".to_owned(),
        1 => "has 1 fault".to_owned(),
        many => format!("has {many} faults"),
    };
    let told = console::out(&format!("{} {verdict}\n{out}", report::plain(name)));
    told.max(if wrong > 0 {
        Status::Found
    } else {
        Status::Fine
    })
}

/// A theme as a file that can be read again.
fn shown(look: &Look) -> String {
    let mut out = String::new();
    set(&mut out, &look.base, "");
    if let Some(dark) = &look.dark {
        out.push_str("\n[dark]\n");
        set(&mut out, &dark.colours, "dark.");
    }
    out
}

fn set(out: &mut String, colours: &Colours, within: &str) {
    let mut table = String::new();
    for token in Token::all() {
        let name = token.name();
        let (key, layer) = match token {
            Token::Layer(family, shade) => (shade.name().to_owned(), family.name()),
            _ => (name, ""),
        };
        if layer != table {
            let _ = write!(out, "\n[{within}{layer}]\n");
            table = layer.to_owned();
        }
        let _ = writeln!(out, "{key} = \"{}\"", colours.get(token));
    }
}
