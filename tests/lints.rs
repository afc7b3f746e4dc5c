//! The lints of pictures: each is raised by a picture that is made wrong, and a right one raises none.

use archlens::draw::lint::{RULES, lint};
use archlens::draw::{self, Mark};
use archlens::geometry::{Point, Polyline, Rect, Size};
use archlens::{Picture, PictureOptions, catalog, compose, layout, scene, theme};
use std::collections::BTreeSet;

mod common;
use common::memory::{Memory, resolve};

/// Two columns of three, with a flow from one to the other.
const PAIRS: &str = "
edge { api-gateway a \"Left\"; api-gateway b \"Right\" }
compute { lambda c \"Upper\"; lambda d \"Lower\" }
data { dynamodb e \"First\"; dynamodb f \"Second\" }
a -> c \"one\"
b -> d \"two\"
c -> e \"three\"
d -> f \"four\"
c ~> d \"five\"
";

fn picture(text: &str) -> Picture {
    let model = resolve(&Memory::of([]), "it.arch", text).value;
    let options = PictureOptions {
        scene: scene::Options::default(),
        draw: draw::Options::default(),
        look: theme::Look::named("auto").expect("a look that is built in"),
    };
    let view = model.views.first().expect("every model has a view");
    compose(&model, catalog::builtin(), view, None, &options)
}

fn raised(picture: &Picture) -> BTreeSet<&'static str> {
    let found = lint(&picture.scene, &picture.layout, &picture.drawing);
    found.into_iter().map(|lint| lint.rule).collect()
}

/// Leads a flow along other points.
fn lead(picture: &mut Picture, flow: usize, points: &[(f64, f64)]) {
    let points = points.iter().map(|(x, y)| Point::new(*x, *y)).collect();
    picture.layout.edges[flow].line = Polyline { points };
}

/// Changes the first text of a picture that has these words.
fn reword(marks: &mut [Mark], words: &str, change: &dyn Fn(&mut draw::Text)) {
    for mark in marks {
        match mark {
            Mark::Group(group) => reword(&mut group.marks, words, change),
            Mark::Text(text) if text.text == words => change(text),
            _ => {}
        }
    }
}

type Change = fn(&mut Picture);

/// How to break each rule.
const WRONG: &[(&str, Change)] = &[
    ("legible", |it| it.drawing.size.width = 1500.0),
    ("budget", |it| it.drawing.size.width = 1300.0),
    ("text-fit", |it| {
        reword(&mut it.drawing.marks, "Left", &|text| text.width = 300.0)
    }),
    ("overlap", |it| {
        reword(&mut it.drawing.marks, "Left", &|text| text.at.y += 15.0)
    }),
    ("contrast", |it| {
        reword(&mut it.drawing.marks, "Left", &|text| {
            text.token = theme::Token::CardLine
        });
    }),
    ("legend", |it| {
        for mark in &mut it.drawing.marks {
            if let Mark::Group(group) = mark
                && group.data.iter().any(|(_, value)| value == "legend")
            {
                group.marks.truncate(1);
            }
        }
    }),
    ("layout", |it| it.layout.nodes[0] = it.layout.nodes[1]),
    ("crossings", |it| {
        lead(it, 0, &[(0.0, 50.0), (100.0, 50.0)]);
        lead(it, 1, &[(50.0, 0.0), (50.0, 100.0)]);
    }),
    ("bends", |it| {
        let stairs = (0..8).map(|at| (f64::from(at / 2) * 20.0, f64::from((at + 1) / 2) * 20.0));
        lead(it, 0, &stairs.collect::<Vec<_>>());
    }),
    ("stub", |it| {
        lead(it, 0, &[(0.0, 0.0), (50.0, 0.0), (50.0, 5.0)])
    }),
    ("parallel", |it| {
        lead(it, 0, &[(0.0, 900.0), (100.0, 900.0)]);
        lead(it, 1, &[(20.0, 904.0), (120.0, 904.0)]);
    }),
    ("border", |it| {
        let band = it.layout.bands[0][0];
        let y = band.bottom() + 2.0;
        lead(it, 0, &[(band.x - 50.0, y), (band.right() + 50.0, y)]);
    }),
    ("port", |it| {
        let upper = it.layout.nodes[2];
        for (flow, x) in [(2, upper.x + 50.0), (4, upper.x + 55.0)] {
            lead(it, flow, &[(x, upper.bottom()), (x, 900.0)]);
        }
    }),
    ("labels", |it| it.scene.flows[0].label.clear()),
    ("wish", |it| {
        let rows = layout::Wish::SameRow(vec![layout::NodeId(0), layout::NodeId(1)]);
        it.scene.graph.wishes.push(rows);
        it.layout.unmet.push(0);
    }),
    ("font", |it| {
        reword(&mut it.drawing.marks, "Left", &|text| {
            text.text = "注文".to_owned()
        })
    }),
    ("empty", |it| {
        it.layout.size = Size::new(900.0, 900.0);
        it.layout.nodes.fill(Rect::new(0.0, 0.0, 100.0, 56.0));
    }),
];

#[test]
fn a_right_picture_raises_nothing() {
    let found = picture(PAIRS).lint();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_rule_is_raised_by_what_breaks_it() {
    let right = picture(PAIRS);
    for (rule, change) in WRONG {
        let mut wrong = right.clone();
        change(&mut wrong);
        assert!(
            raised(&wrong).contains(rule),
            "{rule}: {:?}",
            raised(&wrong)
        );
    }
    // A drawing has no mark that would be a stray element; what raises that rule is tried beside it.
    let tried: BTreeSet<&str> = WRONG
        .iter()
        .map(|(rule, _)| *rule)
        .chain(["static"])
        .collect();
    let known: BTreeSet<&str> = RULES.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(tried, known);
}

#[test]
fn flows_that_share_a_trunk_are_no_parallels_but_say_a_thing_once() {
    let mut fan = picture("lambda a\nlambda b\nlambda c\na -> b \"same\"\na -> c \"same\"");
    lead(&mut fan, 0, &[(0.0, 900.0), (100.0, 900.0), (100.0, 950.0)]);
    lead(&mut fan, 1, &[(0.0, 900.0), (200.0, 900.0), (200.0, 950.0)]);
    let found = raised(&fan);
    assert!(
        !found.contains("parallel") && found.contains("labels"),
        "{found:?}"
    );
}

#[test]
fn a_slide_that_is_too_high_is_told() {
    let mut slide = picture(PAIRS);
    slide.scene.profile = theme::size::Profile::Slide;
    slide.drawing.size = Size::new(1600.0, 1000.0);
    assert!(raised(&slide).contains("budget"));
    slide.drawing.size = Size::new(1600.0, 900.0);
    assert!(!raised(&slide).contains("budget"));
}

#[test]
fn a_shop_is_read_from_left_to_right() {
    let shop = picture(include_str!("../samples/web-shop.arch"));
    let x = |title: &str| {
        let mut cards = shop.scene.cards.iter();
        let at = cards.position(|card| card.name == title);
        shop.layout.nodes[at.expect("the sample has it")].x
    };
    let row = ["Orders API", "Place order", "Ship order", "Fulfilment"].map(x);
    assert!(row.is_sorted_by(|a, b| a < b), "{row:?}");
    assert!(x("Shopper") <= x("Place order"));
}

#[test]
fn zones_stand_side_by_side_in_their_order() {
    let library = include_str!("../samples/vpc-two-zones.arch");
    let site = include_str!("../samples/public/wordpress.arch");
    let tops = ["", ".public-"].as_slice();
    let all = ["", ".public-", ".app-", ".data-"].as_slice();
    for (text, parts) in [(library, tops), (site, all)] {
        let picture = picture(text);
        let frame = |zone: &str, part: &str| {
            let own = if part.is_empty() { "" } else { zone };
            let path = format!("net.zone-{zone}{part}{own}");
            let mut frames = picture.scene.frames.iter();
            let at = frames.position(|frame| frame.path == path);
            picture.layout.groups[at.expect(&path)]
        };
        for part in parts {
            let (a, b) = (frame("a", part), frame("b", part));
            assert!(a.x < b.x && (a.y - b.y).abs() < 1.0, "{part}: {a:?} {b:?}");
        }
    }
}

#[test]
fn a_band_of_one_card_is_no_wider_than_it_needs() {
    let video = picture(include_str!("../samples/public/video-on-demand.arch"));
    for band in video.layout.bands.iter().flatten() {
        let held = video.layout.nodes.iter().filter(|node| band.contains(node));
        let is_narrow = 3.0 * band.width < video.layout.size.width;
        assert!(held.count() > 1 || is_narrow, "{band:?}");
    }
}

#[test]
fn the_names_of_services_stand_whole_on_the_narrowest_card() {
    let own = |service: &&catalog::Service| {
        service.kind == catalog::Kind::Element && !service.short.is_empty()
    };
    let cut = catalog::builtin()
        .services()
        .filter(own)
        .filter_map(|service| {
            let picture = picture(&format!("{} x \"X\"", service.id));
            let shown = &picture.scene.cards[0].subtitle;
            (shown.ends_with('…') || shown.is_empty()).then(|| shown.clone())
        });
    assert_eq!(cut.collect::<Vec<_>>(), Vec::<String>::new());
}
