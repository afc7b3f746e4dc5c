//! What is drawn and how, from the command line, the view and the project.

use super::{Args, Background, Facts, Findings, Legend, ProfileName, Witness};
use crate::PictureOptions;
use crate::cli::open::Opened;
use crate::cli::theme;
use crate::draw;
use crate::model;
use crate::scene;
use crate::theme::{Look, size::Profile};

pub(super) fn options(
    args: &Args,
    opened: &Opened,
    view: Option<&model::View>,
    icons: &scene::Icons,
) -> Result<PictureOptions, String> {
    let stated = view.is_some_and(|view| view.attributes.text("profile").is_some());
    let said = |key| view.and_then(|view| view.attributes.text(key));
    // `none` is no text, but what is stated to be absent.
    let absent = |key| {
        let value = view.and_then(|view| view.attributes.value(key));
        matches!(value, Some(model::Value::None | model::Value::Bool(false)))
    };
    let of_project = opened.config.profile.as_deref().filter(|_| !stated);
    Ok(PictureOptions {
        scene: scene::Options {
            profile: args
                .profile
                .map(|name| match name {
                    ProfileName::Doc => Profile::Doc,
                    ProfileName::Narrow => Profile::Narrow,
                    ProfileName::Slide => Profile::Slide,
                    ProfileName::Poster => Profile::Poster,
                })
                .or_else(|| of_project.and_then(Profile::named)),
            telemetry: None,
            facts: args.attributes.map(|facts| match facts {
                Facts::All => scene::Facts::All,
                Facts::Notable => scene::Facts::Notable,
                Facts::None => scene::Facts::None,
            }),
            scenario: args.scenario.clone(),
            meta: args.meta.clone(),
            icons: icons.clone(),
            ..scene::Options::default()
        },
        draw: draw::Options {
            findings: match (args.findings, said("findings")) {
                (Some(Findings::None), _) | (None, Some("none")) => draw::Findings::None,
                (None, None) if absent("findings") || absent("lens-overlay") => {
                    draw::Findings::None
                }
                (Some(Findings::All), _) | (None, Some("all")) => draw::Findings::All,
                _ => draw::Findings::Open,
            },
            witness: match args.witness {
                Witness::Show => draw::Witness::Shown,
                Witness::Hide => draw::Witness::Hidden,
            },
            legend: match (args.legend, said("legend")) {
                (Some(Legend::None), _) | (None, Some("none")) => draw::Legend::None,
                (None, None) if absent("legend") => draw::Legend::None,
                (Some(Legend::Full), _) | (None, Some("full")) => draw::Legend::Full,
                _ => draw::Legend::Auto,
            },
            background: match args.background {
                Background::Canvas => draw::Background::Canvas,
                Background::None => draw::Background::None,
            },
            unchanged: match args.dim_unchanged {
                true => draw::Unchanged::Dimmed,
                false => draw::Unchanged::Full,
            },
            ..draw::Options::default()
        },
        look: look(args, opened, view)?,
    })
}

/// The colours: of the command line, else of the view, else of the project, else for light and dark alike.
pub(super) fn look(
    args: &Args,
    opened: &Opened,
    view: Option<&model::View>,
) -> Result<Look, String> {
    let of_view =
        view.and_then(|view| view.attributes.get("theme"))
            .and_then(|stated| match &stated.value {
                model::Value::Text(text) => {
                    let from = opened.sources.file(stated.span.file).name.clone();
                    Some((text.as_str(), from))
                }
                _ => None,
            });
    let of_project = || {
        opened
            .config
            .theme
            .as_deref()
            .map(|name| (name, String::new()))
    };
    let mut look = match (&args.theme, of_view.or_else(of_project)) {
        (Some(name), _) => theme::named(name)?,
        (None, Some((name, from))) => theme::below(&opened.disk, &from, name)?,
        (None, None) => theme::named("auto")?,
    };
    if let (Some(class), Some(dark)) = (&args.dark_class, &mut look.dark) {
        dark.class = Some(class.clone());
    }
    Ok(look)
}
