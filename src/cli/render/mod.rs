//! `archlens render`: draws.

mod args;
mod depfile;
mod font;
mod lock;
mod options;
mod output;
mod shown;
mod since;
mod target;
mod watch;

use super::open::{self, Opened};
use super::{Entry, Status, args, console, judge, with_args};
use crate::diff;
use crate::lens::Review;
use crate::project::{self, Found, Lock, Writer};
use crate::scene;
use args::{Animate, Args, Background, Facts, Findings, Legend, ProfileName, Role, Witness};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("render").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens render shop.arch                   draws shop.svg beside it
  archlens render shop.arch -o wall.png       draws a PNG
  archlens render shop.arch --all-views -o pack.pdf
                                              draws every view, each on a page of its own
  archlens render shop.arch --format txt -o - draws boxes and lines of characters in the terminal
  archlens render shop.arch --deployment prod draws how changes reach production
  archlens render shop.arch --since old/shop.arch --dim-unchanged
                                              draws what changed as shop.changes.svg
  archlens render docs --format svg,png       draws every .arch file below docs
  archlens render docs --check                tells which committed pictures are stale
  archlens render shop.arch --watch           draws again whenever the file changes
  archlens render shop.arch --view writes -o - | less";

fn run(args: &Args) -> Status {
    let own = match font::own(args) {
        Ok(own) => own,
        Err(message) => {
            console::complain(&message);
            return Status::Wrong;
        }
    };
    crate::font::within(own, || match args.watch {
        true => watch::watch(args),
        false => once(args).status,
    })
}

/// What a run has done, all files together.
#[derive(Default)]
struct Ran {
    status: Status,
    sought: BTreeSet<PathBuf>,
}

fn once(args: &Args) -> Ran {
    let (files, status) = open::find(&args.paths);
    let mut ran = Ran {
        status,
        ..Ran::default()
    };
    let output = args.output.as_deref();
    let done = target::some_format(output, &args.format)
        .and_then(|()| target::one_output(output, files.len()))
        .and_then(|()| draw_all(args, &files));
    let done = match done {
        Ok(done) => done,
        Err(message) => {
            console::complain(&message);
            ran.status = Status::Wrong;
            return ran;
        }
    };
    for one in &done {
        console::tell(&one.told);
        ran.status = ran.status.max(one.status);
        if let Some(bytes) = &one.result {
            ran.status = ran.status.max(console::out_bytes(bytes));
        }
        ran.sought.extend(one.sought.iter().cloned());
    }
    if let Some(path) = &args.depfile
        && ran.status != Status::Wrong
        && let Err(message) = depfile::write(path, files.iter().zip(&done))
    {
        console::complain(&message);
        ran.status = Status::Wrong;
    }
    ran
}

/// Draws every file; an error in words where there are not the threads that were asked for.
fn draw_all(args: &Args, files: &[Found]) -> Result<Vec<Done>, String> {
    let writer = Writer::default();
    let one_by_one = || files.iter().map(|one| file(args, one, &writer)).collect();
    if files.len() < 2 || args.jobs == Some(1) {
        return Ok(one_by_one());
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.jobs.map_or(0, usize::from))
        .build();
    match (pool, args.jobs) {
        (Ok(pool), _) => {
            let own = crate::font::family();
            let one = |one| crate::font::within(own, || file(args, one, &writer));
            let draw = || files.par_iter().map(one);
            Ok(pool.install(|| draw().collect()))
        }
        (Err(_), None) => Ok(one_by_one()),
        (Err(failure), Some(_)) => Err(format!(
            "no threads can be had: {failure}; `-j 1` needs none"
        )),
    }
}

/// What became of one file; told in the order of the files, whichever was done first.
#[derive(Default)]
struct Done {
    status: Status,
    told: String,
    /// What goes to standard output.
    result: Option<Vec<u8>>,
    /// The files that were looked for.
    sought: BTreeSet<PathBuf>,
    wrote: Vec<PathBuf>,
    /// Where things stand in each view that was drawn.
    places: BTreeMap<String, scene::Places>,
}

impl Done {
    fn fail(&mut self, message: &str) {
        self.told.push_str(&console::error(message));
        self.status = Status::Wrong;
    }
}

/// What the pictures of one file are made of.
struct Job<'a> {
    args: &'a Args,
    found: &'a Found,
    opened: &'a Opened,
    icons: &'a scene::Icons,
    review: Option<&'a Review>,
    changes: Option<&'a diff::Changes>,
    locked: &'a Lock,
}

fn file(args: &Args, found: &Found, writer: &Writer) -> Done {
    let mut done = Done::default();
    match open::open(found, args.env.as_deref()) {
        Ok(mut opened) => {
            draw(args, found, &mut opened, writer, &mut done);
            done.sought = opened.disk.sought();
        }
        Err(message) => done.fail(&open::sentence(&found.path, &message)),
    }
    // What is named on the command line is read by that name.
    done.sought.insert(found.path.clone());
    done.sought.insert(project::lock_path(&found.path));
    let themes = args.theme.iter().filter(|name| name.ends_with(".toml"));
    done.sought.extend(themes.map(PathBuf::from));
    done.sought.extend(args.since.clone());
    done.sought.extend(font::files(args).map(PathBuf::from));
    done
}

fn draw(args: &Args, found: &Found, opened: &mut Opened, writer: &Writer, done: &mut Done) {
    let review = match judged(args, opened) {
        Ok(review) => review,
        Err(message) => return done.fail(&open::sentence(&found.path, &message)),
    };
    let icons = open::icons(opened);
    done.told.push_str(&opened.report());
    if opened.is_wrong() {
        return done.fail(&open::sentence(
            &found.path,
            "is not drawn, because of the errors above",
        ));
    }
    let changes = match &args.since {
        Some(old) => match since::since(old, found, args, opened) {
            Ok(changes) => Some(changes),
            Err(message) => return done.fail(&message),
        },
        None => None,
    };
    let locked = match lock::read(found) {
        Ok(locked) => locked,
        Err(message) => return done.fail(&message),
    };
    let job = Job {
        args,
        found,
        opened,
        icons: &icons,
        review: review.as_ref(),
        changes: changes.as_ref(),
        locked: &locked,
    };
    match shown::shown(&job, done) {
        Ok(shown) => output::write_all(&job, &shown, writer, done),
        Err(message) => done.fail(&message),
    }
    if args.lock {
        lock::write(found, locked, writer, done);
    }
}

/// The findings for the picture, where it is to show any and the text is sound.
fn judged(args: &Args, opened: &mut Opened) -> Result<Option<Review>, String> {
    if args.findings == Some(Findings::None) || opened.is_wrong() {
        return Ok(None);
    }
    let wanted = judge::Wanted {
        lenses: &[],
        today: args.today.as_deref(),
    };
    judge::review(opened, &wanted).map(Some)
}
