//! `archlens fmt`: the one style.

use super::{Entry, Status, args, console, open, report, with_args};
use crate::catalog;
use crate::lens;
use crate::model;
use crate::project::{self, Writer};
use crate::source::{Checked, FileId, ReadError, Sources, decode};
use crate::syntax;
use std::path::{Path, PathBuf};

pub(super) const ENTRY: Entry = Entry {
    command: || {
        with_args::<Args>(clap::Command::new("fmt"))
            .about("Formats .arch and .lens files in the one style")
            .after_help(
                "Examples:\n  archlens fmt .                 formats all .arch and .lens files below this folder\n  archlens fmt --check .         tells which are not formatted, and writes nothing\n  archlens fmt - < shop.arch     formats an .arch text from standard input\n  archlens fmt - --stdin-name acme.lens < acme.lens\n                                 formats what an editor holds, as the file of that name",
            )
    },
    run: |matches| run(&args(matches)),
};

#[derive(clap::Args)]
struct Args {
    /// Tells which files are not formatted, and writes nothing
    #[arg(long)]
    check: bool,
    /// The file that standard input stands for: its name tells a lens from a design, and is the one in messages
    #[arg(long, value_name = "NAME")]
    stdin_name: Option<PathBuf>,
    /// Files, or folders with .arch and .lens files below them; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

fn run(args: &Args) -> Status {
    if args.stdin_name.is_some() && !args.paths.iter().any(|path| open::is_stdin(path)) {
        console::complain("`--stdin-name` names standard input, which is read where a path is `-`");
        return Status::Wrong;
    }
    let writer = Writer::default();
    let (files, mut worst) = open::find_texts(&args.paths);
    for found in &files {
        let status = match open::is_stdin(&found.path) {
            true => standard_input(args),
            false => file(args, &writer, &found.path),
        };
        worst = worst.max(status);
    }
    worst
}

fn standard_input(args: &Args) -> Status {
    let name = args.stdin_name.as_deref();
    let name = name.unwrap_or(Path::new("standard input"));
    let bytes = match project::read_stdin() {
        Ok(bytes) => bytes,
        Err(failure) => return wrong(name, &unreadable(&failure)),
    };
    match formatted(name, bytes) {
        Err(status) => status,
        Ok((_, formatted)) if !args.check => console::out(&formatted),
        Ok((written, formatted)) => told(name, written == formatted),
    }
}

fn file(args: &Args, writer: &Writer, path: &Path) -> Status {
    let bytes = match project::read_bounded(path) {
        Ok(bytes) => bytes,
        Err(failure) => return wrong(path, &unreadable(&failure)),
    };
    let (written, formatted) = match formatted(path, bytes) {
        Ok(texts) => texts,
        Err(status) => return status,
    };
    let same = written == formatted;
    if args.check {
        return told(path, same);
    }
    if same {
        return Status::Fine;
    }
    match writer.write(path, formatted.as_bytes()) {
        Ok(()) => Status::Fine,
        Err(failure) => wrong(
            path,
            &format!("cannot be written: {}", console::reason(&failure)),
        ),
    }
}

/// Returns a text as it was written and as it should be; what cannot be read is told and left alone.
fn formatted(name: &Path, bytes: Vec<u8>) -> Result<(String, String), Status> {
    let mut sources = Sources::default();
    let is_lens = name
        .extension()
        .is_some_and(|extension| extension == "lens");
    let name = name.to_string_lossy();
    let decoded = decode(sources.next(), bytes);
    let file = sources.add(name, decoded.value);
    if !decoded.diagnostics.is_empty() {
        console::tell(&report::draw(&sources, &decoded.diagnostics));
        return Err(Status::Wrong);
    }
    let text = &sources.file(file).text;
    let formatted = match is_lens {
        true => lens::format(file, text),
        false => of_architecture(file, text),
    };
    if formatted.has_errors() {
        console::tell(&report::draw(&sources, &formatted.diagnostics));
        return Err(Status::Wrong);
    }
    Ok((text.clone(), formatted.value))
}

fn of_architecture(file: FileId, text: &str) -> Checked<String> {
    let mut parsed = syntax::parse(file, text);
    model::first_names(&mut parsed.value, catalog::builtin());
    Checked {
        value: syntax::format(&parsed.value),
        diagnostics: parsed.diagnostics,
    }
}

fn told(name: &Path, same: bool) -> Status {
    match same {
        true => Status::Fine,
        false => {
            let line = format!(
                "{} is not formatted\n",
                report::plain(&name.to_string_lossy())
            );
            console::out(&line).max(Status::Found)
        }
    }
}

fn wrong(path: &Path, reason: &str) -> Status {
    console::complain(&open::sentence(path, reason));
    Status::Wrong
}

fn unreadable(failure: &ReadError) -> String {
    format!("cannot be read: {failure}")
}
