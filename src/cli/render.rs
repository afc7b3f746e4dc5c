//! `archlens render`: draws.

mod depfile;
mod lock;
mod options;
mod output;
mod since;
mod target;
mod watch;

use super::open::{self, Opened};
use super::{Entry, Status, args, console, judge, report, with_args};
use crate::catalog;
use crate::diff;
use crate::draw::lint::Level;
use crate::export;
use crate::lens::Review;
use crate::model;
use crate::project::{self, Found, Lock, Writer};
use crate::scene;
use crate::source::closest;
use clap::ValueEnum;
use options::options;
use output::{Shown, write_all};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use target::Format;

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

/// Draws .arch files as pictures
#[derive(clap::Args)]
struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Where the picture goes: a file, a folder, or - for standard output [default: beside the source]
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// The view to draw [default: the first]
    #[arg(long, value_name = "ID")]
    view: Option<String>,
    /// Draws every view
    #[arg(long, conflicts_with = "view")]
    all_views: bool,
    /// The formats to write: svg, png, pdf, html, txt [default: that of the output's name, else svg]
    #[arg(long, value_delimiter = ',', value_name = "FORMAT")]
    format: Vec<Format>,
    /// The colours: auto, light, dark, contrast, print, or a TOML file of your own
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
    /// The class of an ancestor that switches to dark, instead of the viewer's preference
    #[arg(long, value_name = "CLASS")]
    dark_class: Option<String>,
    /// What the picture is for: its width
    #[arg(long)]
    profile: Option<ProfileName>,
    /// The environment to draw
    #[arg(long, value_name = "ID")]
    env: Option<String>,
    /// The scenario whose steps are numbered
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// Draws this scenario as a sequence diagram, instead of a view
    #[arg(long, value_name = "ID", conflicts_with_all = ["view", "all_views", "scenario", "verify"])]
    sequence: Option<String>,
    /// Draws this rollout, or that of this environment, instead of a view
    #[arg(long, value_name = "ID", conflicts_with_all = ["view", "all_views", "scenario", "sequence", "verify"])]
    deployment: Option<String>,
    /// Marks what changed since an older file, or since the file of that name in an older folder
    #[arg(long, value_name = "OLD", conflicts_with_all = ["sequence", "deployment"])]
    since: Option<PathBuf>,
    /// Draws what did not change at less than half its strength
    #[arg(long, requires = "since")]
    dim_unchanged: bool,
    /// Draws text with plain letters and signs only
    #[arg(long)]
    ascii: bool,
    /// The findings to show [default: that of the view, else open]
    #[arg(long)]
    findings: Option<Findings>,
    /// Whether the ways that prove findings are drawn along the flows
    #[arg(long, default_value = "show")]
    witness: Witness,
    /// The signs to explain: none, those that are used, or all [default: that of the view, else auto]
    #[arg(long)]
    legend: Option<Legend>,
    /// The facts to show as signs: all, those that set elements of a layer apart, or none [default: that of the view, else all]
    #[arg(long, value_name = "FACTS")]
    attributes: Option<Facts>,
    /// Lets the numbered flows of an SVG run for five seconds; viewers who want less motion see them still
    #[arg(long, value_name = "WHAT")]
    animate: Option<Animate>,
    /// A word and its value for the top right, such as Revision=8f3c2d1
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    meta: Vec<(String, String)>,
    /// Whether the picture carries its font
    #[arg(long, default_value = "embed")]
    font: Font,
    /// What lies under the picture
    #[arg(long, default_value = "canvas")]
    background: Background,
    /// How large a PNG is
    #[arg(
        long,
        value_name = "FACTOR",
        conflicts_with = "width",
        allow_negative_numbers = true
    )]
    scale: Option<f64>,
    /// How wide a PNG is, in pixels
    #[arg(long, value_name = "PIXELS")]
    width: Option<u32>,
    /// What the picture is to those who do not see it
    #[arg(long, default_value = "document")]
    role: Role,
    /// The day on which waivers are judged [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// Writes nothing, and tells which pictures are not as they would be drawn
    #[arg(long)]
    check: bool,
    /// Keeps the places as they are now, in a file beside the source that later pictures follow
    #[arg(long, conflicts_with_all = ["check", "since", "sequence", "deployment"])]
    lock: bool,
    /// Tells what is wrong with the picture itself: overlaps, cut text, contrast, crossings
    #[arg(long)]
    verify: bool,
    /// Draws again whenever a file changes from which a picture is made
    #[arg(long, conflicts_with = "check")]
    watch: bool,
    /// Writes which files each picture is made from, for make and ninja
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    depfile: Option<PathBuf>,
    /// How many files are drawn at a time [default: one for each processor]
    #[arg(short, long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Tells nothing but what is wrong
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum ProfileName {
    Doc,
    Narrow,
    Slide,
    Poster,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Findings {
    None,
    Open,
    All,
}

#[derive(Clone, Copy, ValueEnum)]
enum Witness {
    Show,
    Hide,
}

#[derive(Clone, Copy, ValueEnum)]
enum Legend {
    None,
    Auto,
    Full,
}

#[derive(Clone, Copy, ValueEnum)]
enum Facts {
    All,
    Notable,
    None,
}

#[derive(Clone, Copy, ValueEnum)]
enum Animate {
    Flow,
}

#[derive(Clone, Copy, ValueEnum)]
enum Font {
    Embed,
    System,
}

#[derive(Clone, Copy, ValueEnum)]
enum Background {
    Canvas,
    None,
}

#[derive(Clone, Copy, ValueEnum)]
enum Role {
    Document,
    Img,
}

fn run(args: &Args) -> Status {
    match args.watch {
        true => watch::watch(args),
        false => once(args).status,
    }
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
    let done = target::one_output(args.output.as_deref(), files.len())
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
            let draw = || files.par_iter().map(|one| file(args, one, &writer));
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
    let changes = changes.as_ref();
    let review = review.as_ref();
    let locked = match lock::read(found) {
        Ok(locked) => locked,
        Err(message) => return done.fail(&message),
    };
    let shown = match (&args.sequence, &args.deployment) {
        (Some(id), _) => sequence(args, found, opened, &icons, id).map(|one| vec![one]),
        (_, Some(id)) => deployment(args, found, opened, &icons, id).map(|one| vec![one]),
        _ => views(args, &opened.model)
            .map_err(|message| open::sentence(&found.path, &message))
            .map(|views| {
                let draw = |view| {
                    picture(
                        args, found, opened, view, &icons, review, changes, &locked, done,
                    )
                };
                views.into_iter().filter_map(draw).collect()
            }),
    };
    match shown {
        Ok(shown) => write_all(args, found, opened, &shown, review, writer, done),
        Err(message) => done.fail(&message),
    }
    if args.lock {
        lock::write(found, locked, writer, done);
    }
}

/// Draws a scenario.
fn sequence(
    args: &Args,
    found: &Found,
    opened: &Opened,
    icons: &scene::Icons,
    id: &str,
) -> Result<Shown, String> {
    let Some(scenario) = opened.model.scenario(id) else {
        let known = opened.model.scenarios.iter().map(|known| known.id.as_str());
        let words = format!("has no scenario `{id}`{}", instead(id, known));
        return Err(open::sentence(&found.path, &words));
    };
    let options = options(args, opened, None, icons)?;
    Ok(Shown {
        name: Some(scenario.id.clone()),
        drawing: crate::sequence(&opened.model, catalog::builtin(), scenario, &options),
        text: None,
    })
}

/// Draws a rollout, named itself or by its environment.
fn deployment(
    args: &Args,
    found: &Found,
    opened: &Opened,
    icons: &scene::Icons,
    id: &str,
) -> Result<Shown, String> {
    let rollouts = &opened.model.rollouts;
    let named = rollouts.iter().find(|rollout| rollout.id == id);
    let of_environment = || {
        rollouts
            .iter()
            .find(|rollout| rollout.environment.as_deref() == Some(id))
    };
    let Some(rollout) = named.or_else(of_environment) else {
        let known = rollouts.iter().map(|known| known.id.as_str());
        let words = format!("has no rollout `{id}`{}", instead(id, known));
        return Err(open::sentence(&found.path, &words));
    };
    let options = options(args, opened, None, icons)?;
    Ok(Shown {
        name: Some(format!("deployment.{}", rollout.id)),
        drawing: crate::deployment(&opened.model, catalog::builtin(), rollout, &options),
        text: None,
    })
}

/// Says what there is instead of a name that there is none of.
fn instead<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = closest(name, known.clone()) {
        return format!("; did you mean `{near}`?");
    }
    let known: Vec<String> = known.map(|known| format!("`{known}`")).collect();
    match known.is_empty() {
        true => String::new(),
        false => format!(", only {}", known.join(", ")),
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

/// The views that are asked for.
fn views<'a>(args: &Args, model: &'a model::Model) -> Result<Vec<&'a model::View>, String> {
    if args.all_views {
        return Ok(model.views.iter().collect());
    }
    match &args.view {
        None => Ok(model.views.iter().take(1).collect()),
        Some(id) => model.view(id).map(|view| vec![view]).ok_or_else(|| {
            let known: Vec<String> = model
                .views
                .iter()
                .map(|view| format!("`{}`", view.id))
                .collect();
            format!("has no view `{id}`, only {}", known.join(", "))
        }),
    }
}

#[expect(clippy::too_many_arguments, reason = "what a picture is made of, once")]
fn picture(
    args: &Args,
    found: &Found,
    opened: &Opened,
    view: &model::View,
    icons: &scene::Icons,
    review: Option<&Review>,
    changes: Option<&diff::Changes>,
    locked: &Lock,
    done: &mut Done,
) -> Option<Shown> {
    let first = opened
        .model
        .views
        .first()
        .is_some_and(|first| first.id == view.id);
    let options = match options(args, opened, Some(view), icons) {
        Ok(options) => options,
        Err(message) => {
            done.fail(&message);
            return None;
        }
    };
    if let Some(reason) = scene::too_large(&opened.model, view) {
        done.fail(&open::sentence(
            &found.path,
            &format!("is not drawn: {reason}"),
        ));
        return None;
    }
    let mut options = match changes {
        Some(changes) => options.with_changes(changes),
        None => options,
    };
    options.scene.kept = locked.views.get(&view.id).cloned();
    let picture = crate::compose(&opened.model, catalog::builtin(), view, review, &options);
    if let Some(places) = options.scene.kept.as_ref().filter(|_| !args.lock) {
        let shown = scene::Places::of(&picture.scene, &picture.layout);
        let kept = picture.is_kept.then_some(&shown);
        lock::tell(found, &view.id, places, kept, done);
    }
    if args.lock {
        let places = scene::Places::of(&picture.scene, &picture.layout);
        done.places.insert(view.id.clone(), places);
    }
    if args.verify {
        for lint in picture.lint() {
            let level = match lint.level {
                Level::Error => "error",
                Level::Warning => "warning",
            };
            done.told.push_str(&format!(
                "{}: {level} [{}]: {}\n",
                report::plain(&found.path.to_string_lossy()),
                lint.rule,
                lint.message
            ));
            if lint.level == Level::Error {
                done.status = done.status.max(Status::Found);
            }
        }
    }
    let text = wants_text(args).then(|| {
        let letters = match args.ascii {
            true => export::Letters::Ascii,
            false => export::Letters::Unicode,
        };
        crate::text(
            &opened.model,
            catalog::builtin(),
            view,
            review,
            &options,
            letters,
        )
    });
    Some(Shown {
        name: match (first, changes) {
            (true, None) => None,
            (false, None) => Some(view.id.clone()),
            (true, Some(_)) => Some("changes".to_owned()),
            (false, Some(_)) => Some(format!("{}.changes", view.id)),
        },
        drawing: picture.drawing,
        text,
    })
}

/// Says whether any output may be text, which has a layout of its own.
fn wants_text(args: &Args) -> bool {
    let named = args.output.as_deref().and_then(Path::extension);
    args.format.contains(&Format::Txt) || named.is_some_and(|end| end == "txt")
}

/// Splits `KEY=VALUE`.
fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("write it as KEY=VALUE".to_owned()),
    }
}
