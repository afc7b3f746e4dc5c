//! `archlens layout`: the layout engine alone, for measuring it against others.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a door: reads the clock and files"
)]

use super::{Entry, Status, args, console, open, with_args};
use crate::PictureOptions;
use crate::catalog;
use crate::draw;
use crate::export::neutral;
use crate::layout;
use crate::scene;
use crate::theme::Look;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("layout").hide(true)),
    run: |matches| run(&args(matches)),
};

/// Lays out a neutral graph and writes the geometry.
#[derive(clap::Args)]
struct Args {
    /// How many more times to lay it out, for the timings
    #[arg(long, default_value_t = 0)]
    reps: u32,
    /// Lists on standard error what the layout breaks
    #[arg(long)]
    verify: bool,
    /// Where the graph that was laid out goes, as JSON
    #[arg(long, value_name = "PATH")]
    graph: Option<PathBuf>,
    /// The graph, as JSON, or a .arch file whose first view is laid out
    input: PathBuf,
    /// Where the geometry goes, as JSON
    output: PathBuf,
}

fn run(args: &Args) -> Status {
    match measured(args) {
        Ok(status) => status,
        Err(message) => {
            console::complain(&message);
            Status::Wrong
        }
    }
}

fn measured(args: &Args) -> Result<Status, String> {
    let told =
        |error: &dyn std::fmt::Display, path: &Path| open::sentence(path, &error.to_string());
    let (named, picture) = if args.input.extension().is_some_and(|end| end == "arch") {
        of_view(&args.input)?
    } else {
        let text =
            std::fs::read_to_string(&args.input).map_err(|error| told(&error, &args.input))?;
        (
            neutral::read(&text).map_err(|error| told(&error, &args.input))?,
            None,
        )
    };
    if let Some(path) = &args.graph {
        let name = args.input.file_stem().unwrap_or_default().to_string_lossy();
        std::fs::write(path, neutral::write_graph(&name, &named))
            .map_err(|error| told(&error, path))?;
    }
    let (alone, timing) = timed(&named.graph, args.reps);
    // A picture may be laid out by cells that were found for wider cards.
    let drawn = picture.unwrap_or(alone);
    let text = neutral::write(&named, &drawn, &timing);
    std::fs::write(&args.output, text).map_err(|error| told(&error, &args.output))?;
    if args.verify {
        let defects = layout::verify(&named.graph, &drawn);
        for defect in &defects {
            anstream::eprintln!("{defect}");
        }
        if !defects.is_empty() {
            return Ok(Status::Found);
        }
    }
    Ok(Status::Fine)
}

/// The graph of the first view of a `.arch` file, and how it is laid out for a picture.
fn of_view(path: &Path) -> Result<(neutral::Named, Option<layout::Layout>), String> {
    let (found, _) = open::find(&[path.to_path_buf()]);
    let found = found.first().ok_or("there is nothing to lay out")?;
    let opened = open::open(found, None)?;
    console::tell(&opened.report());
    let view = opened.model.views.first().filter(|_| !opened.is_wrong());
    let view = view.ok_or_else(|| open::sentence(path, "has nothing to lay out"))?;
    let options = PictureOptions {
        scene: scene::Options::default(),
        draw: draw::Options::default(),
        look: Look::named("light").expect("`light` is built in"),
    };
    let picture = crate::compose(&opened.model, catalog::builtin(), view, None, &options);
    let scene = picture.scene;
    let named = neutral::Named {
        nodes: scene.cards.iter().map(|card| card.path.clone()).collect(),
        groups: scene
            .frames
            .iter()
            .map(|frame| frame.path.clone())
            .collect(),
        edges: scene.flows.iter().map(|flow| flow.id.clone()).collect(),
        graph: scene.graph,
    };
    Ok((named, Some(picture.layout)))
}

fn timed(graph: &layout::Graph, reps: u32) -> (layout::Layout, neutral::Timing) {
    let (wall, cpu) = (Instant::now(), cpu_ms());
    let drawn = layout::layout(graph);
    let first_ms = ms(wall);
    let mut timing = neutral::Timing {
        first_ms,
        first_cpu_ms: since(cpu).unwrap_or(first_ms),
        ..neutral::Timing::default()
    };
    let cpu = cpu_ms();
    for _ in 0..reps {
        let wall = Instant::now();
        let again = layout::layout(graph);
        timing.warm_ms.push(ms(wall));
        std::hint::black_box(again);
    }
    // The system counts in ticks that are longer than a small layout, so each is told the mean.
    timing.warm_cpu_ms = match since(cpu) {
        Some(all) => vec![all / f64::from(reps); reps as usize],
        None => timing.warm_ms.clone(),
    };
    (drawn, timing)
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn since(start: Option<f64>) -> Option<f64> {
    Some(cpu_ms()? - start?)
}

/// The processor time of this thread so far, where the system tells it.
fn cpu_ms() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}
