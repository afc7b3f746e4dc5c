//! `archlens layout`: the layout engine alone, for measuring it against others.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a door: reads the clock and files"
)]

use super::{Entry, Status, args, with_args};
use crate::export::neutral;
use crate::layout;
use std::path::PathBuf;
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
    /// The graph, as JSON
    input: PathBuf,
    /// Where the geometry goes, as JSON
    output: PathBuf,
}

fn run(args: &Args) -> Status {
    let told = |error: &dyn std::fmt::Display, path: &std::path::Path| {
        anstream::eprintln!("error: {}: {error}", path.display());
        Status::Wrong
    };
    let named = match std::fs::read_to_string(&args.input) {
        Err(error) => return told(&error, &args.input),
        Ok(text) => match neutral::read(&text) {
            Err(error) => return told(&error, &args.input),
            Ok(named) => named,
        },
    };
    let (drawn, timing) = timed(&named.graph, args.reps);
    let text = neutral::write(&named, &drawn, &timing);
    if let Err(error) = std::fs::write(&args.output, text) {
        return told(&error, &args.output);
    }
    if args.verify {
        let defects = layout::verify(&named.graph, &drawn);
        for defect in &defects {
            anstream::eprintln!("{defect}");
        }
        if !defects.is_empty() {
            return Status::Found;
        }
    }
    Status::Fine
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
