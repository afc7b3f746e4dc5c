//! What is drawn: views, or a scenario or a rollout in their place.

use super::options::options;
use super::target::Format;
use super::{Args, Done, Job, lock};
use crate::catalog;
use crate::cli::{Status, open, report};
use crate::draw::Drawing;
use crate::draw::lint::Level;
use crate::export;
use crate::model;
use crate::scene;
use crate::source::closest;
use std::path::Path;

/// A drawing with the name that sets its file apart from that of the first view.
pub(super) struct Shown {
    pub(super) name: Option<String>,
    pub(super) drawing: Drawing,
    /// The same in text, where that is asked for and there is such a drawing.
    pub(super) text: Option<String>,
}

/// Draws all that is asked for; an error in words where it is not there.
pub(super) fn shown(job: &Job, done: &mut Done) -> Result<Vec<Shown>, String> {
    match (&job.args.sequence, &job.args.deployment) {
        (Some(id), _) => Ok(vec![sequence(job, id)?]),
        (_, Some(id)) => Ok(vec![deployment(job, id)?]),
        _ => Ok(views(job)?
            .into_iter()
            .filter_map(|view| picture(job, view, done))
            .collect()),
    }
}

/// Finds a scenario.
fn scenario<'a>(job: &Job<'a>, id: &str) -> Result<&'a model::Scenario, String> {
    let model = &job.opened.model;
    model.scenario(id).ok_or_else(|| {
        let known = model.scenarios.iter().map(|known| known.id.as_str());
        let words = format!("has no scenario `{id}`{}", instead(id, known));
        open::sentence(&job.found.path, &words)
    })
}

/// Draws a scenario.
fn sequence(job: &Job, id: &str) -> Result<Shown, String> {
    let scenario = scenario(job, id)?;
    let options = options(job.args, job.opened, None, job.icons)?;
    Ok(Shown {
        name: Some(scenario.id.clone()),
        drawing: crate::sequence(&job.opened.model, catalog::builtin(), scenario, &options),
        text: None,
    })
}

/// Draws a rollout, named itself or by its environment.
fn deployment(job: &Job, id: &str) -> Result<Shown, String> {
    let rollouts = &job.opened.model.rollouts;
    let named = rollouts.iter().find(|rollout| rollout.id == id);
    let of_environment = || {
        rollouts
            .iter()
            .find(|rollout| rollout.environment.as_deref() == Some(id))
    };
    let Some(rollout) = named.or_else(of_environment) else {
        let known = rollouts.iter().map(|known| known.id.as_str());
        let words = format!("has no rollout `{id}`{}", instead(id, known));
        return Err(open::sentence(&job.found.path, &words));
    };
    let options = options(job.args, job.opened, None, job.icons)?;
    Ok(Shown {
        name: Some(format!("deployment.{}", rollout.id)),
        drawing: crate::deployment(&job.opened.model, catalog::builtin(), rollout, &options),
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

/// The views that are asked for.
fn views<'a>(job: &Job<'a>) -> Result<Vec<&'a model::View>, String> {
    let model = &job.opened.model;
    if let Some(id) = &job.args.scenario {
        scenario(job, id)?;
    }
    if job.args.all_views {
        return Ok(model.views.iter().collect());
    }
    match &job.args.view {
        None => Ok(model.views.iter().take(1).collect()),
        Some(id) => model.view(id).map(|view| vec![view]).ok_or_else(|| {
            let known = model.views.iter().map(|view| view.id.as_str());
            let words = format!("has no view `{id}`{}", instead(id, known));
            open::sentence(&job.found.path, &words)
        }),
    }
}

/// Draws one view, and tells what is to be told of it.
fn picture(job: &Job, view: &model::View, done: &mut Done) -> Option<Shown> {
    let &Job {
        args,
        found,
        opened,
        review,
        changes,
        ..
    } = job;
    let first = opened
        .model
        .views
        .first()
        .is_some_and(|first| first.id == view.id);
    let options = match options(args, opened, Some(view), job.icons) {
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
    options.scene.kept = job.locked.views.get(&view.id).cloned();
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
