//! PDF: the same drawings as pages of lines, surfaces and text that can be searched.
//!
//! A px of the drawing is 1/96 inch, as in CSS; a picture larger than what readers take is scaled down. The font is
//! embedded, cut to what is used. Each page is one figure whose alternative text is the drawing's description. There is
//! no date in the file, so that the same drawings give the same bytes.

mod face;
mod page;
mod shade;

use crate::draw::Drawing;
use face::Faces;
use pdf_writer::types::StructRole;
use pdf_writer::writers::StructTreeRoot;
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

/// Points for a px.
const POINTS: f64 = 0.75;
/// The longest side of a page that every reader takes, in points.
const MAX_SIDE: f64 = 14_400.0;

/// Writes drawings as the pages of one document.
pub fn pdf(drawings: &[&Drawing]) -> Vec<u8> {
    let mut ids = Ids(1);
    let (catalog, info, pages, structure, parents) =
        (ids.next(), ids.next(), ids.next(), ids.next(), ids.next());
    let faces = Faces::of(drawings, &mut ids);
    let places: Vec<PageIds> = drawings
        .iter()
        .map(|_| PageIds {
            page: ids.next(),
            content: ids.next(),
            figure: ids.next(),
            bookmark: ids.next(),
        })
        .collect();
    let outline = ids.next();
    let mut file = Pdf::new();
    let title = drawings.first().map_or("", |drawing| &drawing.title);

    let mut root = file.catalog(catalog);
    root.pages(pages);
    root.viewer_preferences().display_doc_title(true);
    root.mark_info().marked(true);
    root.pair(Name(b"StructTreeRoot"), structure);
    if drawings.len() > 1 {
        root.outlines(outline);
    }
    root.finish();
    let mut tree = file.indirect(structure).start::<StructTreeRoot>();
    tree.children()
        .items(places.iter().map(|place| place.figure));
    tree.parent_tree_next_key(drawings.len() as i32);
    tree.pair(Name(b"ParentTree"), parents);
    tree.finish();
    file.document_info(info)
        .title(TextStr(title))
        .producer(TextStr(concat!("archlens ", env!("CARGO_PKG_VERSION"))));
    file.pages(pages)
        .kids(places.iter().map(|place| place.page))
        .count(drawings.len() as i32);

    for (index, (drawing, place)) in drawings.iter().zip(&places).enumerate() {
        let longest = drawing.size.width.max(drawing.size.height).max(1.0);
        let points = POINTS.min(MAX_SIDE / longest);
        let (width, height) = (drawing.size.width * points, drawing.size.height * points);
        let (content, shades) = page::content(drawing, points, &faces);
        let shades: Vec<Ref> = shades
            .iter()
            .map(|shade| shade.write(&mut file, &mut ids))
            .collect();
        let mut page = file.page(place.page);
        page.parent(pages)
            .media_box(Rect::new(0.0, 0.0, width as f32, height as f32))
            .contents(place.content)
            .struct_parents(index as i32);
        let mut resources = page.resources();
        faces.name(&mut resources);
        shade::list(&mut resources, &shades);
        resources.finish();
        page.finish();
        let packed = packed(&content);
        file.stream(place.content, &packed)
            .filter(Filter::FlateDecode);
        let mut figure = file.struct_element(place.figure);
        figure
            .kind(StructRole::Figure)
            .parent(structure)
            .page(place.page)
            .title(TextStr(&drawing.title))
            .alt(TextStr(&drawing.description));
        figure.children().marked_content_id(0);
        figure.finish();
        if drawings.len() > 1 {
            let mut bookmark = file.outline_item(place.bookmark);
            bookmark.title(TextStr(&drawing.title)).parent(outline);
            if index > 0 {
                bookmark.prev(places[index - 1].bookmark);
            }
            if let Some(next) = places.get(index + 1) {
                bookmark.next(next.bookmark);
            }
            bookmark.dest().page(place.page).fit();
        }
    }
    if let (Some(first), Some(last)) = (places.first(), places.last())
        && drawings.len() > 1
    {
        file.outline(outline)
            .first(first.bookmark)
            .last(last.bookmark)
            .count(drawings.len() as i32);
    }
    let mut numbers = file.indirect(parents).dict();
    let mut pairs = numbers.insert(Name(b"Nums")).array();
    for (index, place) in places.iter().enumerate() {
        pairs.item(index as i32);
        pairs.push().array().item(place.figure);
    }
    pairs.finish();
    numbers.finish();
    faces.write(&mut file);
    file.finish()
}

struct PageIds {
    page: Ref,
    content: Ref,
    figure: Ref,
    bookmark: Ref,
}

/// The numbers of the document's objects.
struct Ids(i32);

impl Ids {
    fn next(&mut self) -> Ref {
        let id = Ref::new(self.0);
        self.0 += 1;
        id
    }
}

fn packed(data: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(data, 6)
}

#[cfg(test)]
mod tests {
    use super::pdf;
    use crate::draw::{Align, Drawing, Mark, Text};
    use crate::geometry::{Point, Size};
    use crate::theme::{Look, Token, size};

    fn drawing(words: &str, size: Size) -> Drawing {
        Drawing {
            id: "main".to_owned(),
            title: words.to_owned(),
            description: words.to_owned(),
            look: Look::named("light").expect("a look that is built in"),
            size,
            marks: vec![Mark::Text(Text {
                at: Point::new(10.0, 30.0),
                align: Align::Start,
                style: size::CARD_TITLE,
                token: Token::Ink,
                text: words.to_owned(),
                width: 40.0,
            })],
        }
    }

    fn page_of(words: &str, size: Size) -> String {
        String::from_utf8_lossy(&pdf(&[&drawing(words, size)])).into_owned()
    }

    #[test]
    fn a_page_has_the_size_of_its_picture() {
        let check = |size: Size, expected: &str| {
            let file = page_of("orders", size);
            assert!(file.contains(&format!("/MediaBox [0 0 {expected}]")));
        };
        check(Size::new(1200.0, 800.0), "900 600");
        check(Size::new(40_000.0, 10_000.0), "14400 3600");
    }

    #[test]
    fn several_pictures_are_pages_with_bookmarks() {
        let one = drawing("One", Size::new(100.0, 100.0));
        let two = drawing("Two", Size::new(100.0, 100.0));
        let file = pdf(&[&one, &two]);
        let text = String::from_utf8_lossy(&file);
        assert_eq!(text.matches("/Type /Page\n").count(), 2);
        assert!(text.contains("/Title (Two)"));
        assert!(file == pdf(&[&one, &two]));
    }

    #[test]
    fn hostile_words_stay_words() {
        let objects = |words| {
            page_of(words, Size::new(100.0, 60.0))
                .matches(" obj\n")
                .count()
        };
        let plain = objects("orders");
        for words in [
            ") >> endobj 99 0 obj",
            "\u{0}\\(",
            "注文 😀",
            "e\u{301}\u{202E}x",
            "",
        ] {
            assert_eq!(objects(words), plain, "{words}");
        }
    }
}
