//! `archlens review export`: answers for the AWS Well-Architected Tool.

use super::{Reviewed, What, each, write};
use crate::cli::{Status, console};
use crate::export::well_architected::{self, Target};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  archlens review export shop.arch -o answers
  aws wellarchitected update-answer --workload-id ID --cli-input-json file://answers/ops_q1.json

Rules never select a choice: they unselect those that a finding speaks against, with their evidence. Selected is what an
`answer` in the .arch file says. Choices of which neither is known stay as they are.";

/// Writes the answers to the questions of the lens, one file a question, as the AWS Well-Architected Tool takes them
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    what: What,
    /// The folder that the files go to
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    /// The id of the workload in the tool, to be written into each file
    #[arg(long, value_name = "ID", value_parser = workload)]
    workload: Option<String>,
    /// The alias of an official lens in the tool, or the ARN of a custom one
    #[arg(long, value_name = "ALIAS", default_value = "serverless")]
    alias: String,
}

/// The tool's ids of workloads.
fn workload(id: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    match id.len() == 32 && id.chars().all(fits) {
        true => Ok(id.to_owned()),
        false => Err("an id of a workload has 32 digits and letters from a to f".to_owned()),
    }
}

pub(super) fn run(args: &Args) -> Status {
    each(&args.what, |_, reviewed| written(args, reviewed))
}

fn written(args: &Args, reviewed: &Reviewed) -> Result<Status, String> {
    let Reviewed {
        opened,
        review,
        report,
        ..
    } = reviewed;
    let to = Target {
        workload: args.workload.clone(),
        lens: args.alias.clone(),
    };
    let files = well_architected::answers(report, &opened.model, review, &to);
    let mut status = Status::Fine;
    for file in &files {
        status = status.max(write(&args.output.join(&file.name), &file.text)?);
    }
    let silent = report.topics.len() - files.len();
    if silent > 0 {
        console::tell(&format!(
            "of {silent} of {} questions nothing is known yet; `archlens review ask` lists what to find out\n",
            report.topics.len()
        ));
    }
    Ok(status)
}
