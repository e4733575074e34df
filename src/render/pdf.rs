//! In: a sheet, the faces it is set in, and the signed credential. Out: a PDF (A-3a and UA-1, as krilla checks them) that carries the
//! credential as an attachment. The same input gives the same bytes; decides nothing about places.

use std::num::NonZeroU16;
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, Node, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt as _, SvgSettings};
use resvg::usvg::{self, Tree};
use thiserror::Error;

use super::fonts::Fonts;
use super::sheet::{Align, Area, Item, Role, Sheet, Text};
use super::svg::tone::hex;
use super::words::Direction;
use crate::draft::Colour;

/// Points in a millimetre.
const PT: f64 = 72.0 / 25.4;

/// Why there is no PDF.
#[derive(Debug, Error)]
#[error("the PDF cannot be written: {0}")]
pub struct PdfError(String);

/// A file that a PDF carries.
#[derive(Debug, Clone, Copy)]
pub struct Attachment<'a> {
    /// `credential.json`
    pub name: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// What it is, in words.
    pub about: &'a str,
    /// Its bytes, as they are.
    pub bytes: &'a [u8],
    /// When it was made.
    pub made: Timestamp,
}

/// Prints sheets; made once for a site.
pub struct Press {
    fonts: Fonts,
    loaded: Vec<Option<Font>>,
    options: usvg::Options<'static>,
}

impl Press {
    /// With the faces of a site.
    #[must_use]
    pub fn new(fonts: Fonts) -> Self {
        let data = |font: &crate::model::Font| -> krilla::Data {
            let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(font.data.clone());
            bytes.into()
        };
        let loaded = fonts.all().iter().map(|font| Font::new(data(font), font.index)).collect();
        let options = super::png::options(&fonts);
        Self { fonts, loaded, options }
    }

    /// One sheet as a PDF with its attachment.
    ///
    /// # Errors
    /// What krilla finds against PDF/A-3a or PDF/UA-1, such as a character that no face has.
    pub fn print(&self, sheet: &Sheet, attachment: Attachment<'_>) -> Result<Vec<u8>, PdfError> {
        let mut document =
            Document::new_with(SerializeSettings { configuration: standards()?, ..SerializeSettings::default() });
        let settings =
            PageSettings::from_wh(pt(sheet.width_mm), pt(sheet.height_mm)).ok_or_else(|| wrong("no paper"))?;
        let mut page = document.start_page_with(settings);
        let mut tags = TagTree::new().with_lang(Some(sheet.language.clone()));
        let mut surface = page.surface();
        let mut paragraph: Option<TagGroup> = None;
        for item in &sheet.items {
            let figure = match item {
                Item::Text(text) => {
                    self.text(&mut surface, text, (&mut paragraph, &mut tags));
                    None
                }
                Item::Rule(area, colour) => {
                    rule(&mut surface, area, *colour);
                    None
                }
                Item::Drawing(drawing) => {
                    let svg = drawing.svg.replace("currentColor", &hex(drawing.colour));
                    self.draw(&mut surface, (&svg, false), (&drawing.area, drawing.alt.as_deref()))?
                }
                Item::Picture(picture) => {
                    self.draw(&mut surface, (&picture.image.svg, true), (&picture.area, picture.alt.as_deref()))?
                }
            };
            tags_push(&mut tags, figure);
        }
        tags_push(&mut tags, paragraph.take());
        surface.finish();
        for (area, address) in sheet.items.iter().filter_map(link) {
            if let Some(rect) = rect(&area) {
                let target = Target::Action(Action::Link(LinkAction::new(address.to_owned())));
                let annotation = Annotation::new_link(LinkAnnotation::new(rect, target), Some(address.to_owned()));
                let id = page.add_tagged_annotation(annotation);
                tags.push(TagGroup::with_children(Tag::Link, vec![Node::from(id)]));
            }
        }
        page.finish();
        document.set_tag_tree(tags);
        document.set_metadata(about(sheet, attachment.made));
        let mut outline = Outline::new();
        outline.push_child(OutlineNode::new(sheet.title.clone(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
        document.set_outline(outline);
        document.embed_file(EmbeddedFile {
            path: attachment.name.to_owned(),
            mime_type: MimeType::new(attachment.media_type),
            description: Some(attachment.about.to_owned()),
            association_kind: AssociationKind::Source,
            data: attachment.bytes.to_vec().into(),
            modification_date: Some(date(attachment.made)),
            compress: Some(true),
            location: None,
        });
        document.finish().map_err(|error| wrong(&format!("{error:?}")))
    }

    fn text(&self, surface: &mut Surface<'_>, text: &Text, (paragraph, tags): (&mut Option<TagGroup>, &mut TagTree)) {
        if text.role != Role::Continued {
            tags_push(tags, paragraph.take());
            *paragraph = Some(match text.role {
                Role::Heading => TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(text.text.clone()))),
                _ => TagGroup::new(Tag::P),
            });
        }
        surface.set_fill(Some(fill(text.colour)));
        // Letters that stand apart are still one word.
        let whole = Some(text.text.as_str()).filter(|_| text.spacing > 0.0);
        let id = surface.start_tagged(ContentTag::Span(SpanTag::empty().with_actual_text(whole)));
        let letters: Vec<Range<usize>> = match whole {
            Some(line) => line.char_indices().map(|(i, c)| i..i + c.len_utf8()).collect(),
            None => std::iter::once(0..text.text.len()).collect(),
        };
        let widths =
            letters.iter().map(|letter| self.fonts.width(&text.text[letter.clone()], text.face) + text.spacing);
        let width = (widths.sum::<f64>() - text.spacing) * text.size;
        let mut x = match text.align {
            Align::Left => text.x,
            Align::Middle => text.x + (text.room - width) / 2.0,
            Align::Right => text.x + text.room - width,
        };
        for letter in letters {
            x = self.line(surface, &text.text[letter], text, x) + text.spacing * text.size;
        }
        surface.end_tagged();
        if let Some(group) = paragraph {
            group.push(id);
        }
    }

    /// Sets letters from a place on; gives where they end.
    fn line(&self, surface: &mut Surface<'_>, letters: &str, text: &Text, mut x: f64) -> f64 {
        for run in self.fonts.runs(letters, text.face, Some(Direction::of(text.right_to_left))) {
            let direction = if run.right_to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
            if let Some(Some(font)) = self.loaded.get(run.font.0) {
                let (at, piece) = (Point::from_xy(pt(x), pt(text.baseline)), &letters[run.range.clone()]);
                surface.draw_text(at, font.clone(), pt(text.size), piece, false, direction);
            }
            x += self.fonts.advance(letters, &run) * text.size;
        }
        x
    }

    /// Draws; gives the figure for the structure, when it is told in words. A picture keeps its shape.
    fn draw(
        &self,
        surface: &mut Surface<'_>,
        (svg, keeps): (&str, bool),
        (area, alt): (&Area, Option<&str>),
    ) -> Result<Option<TagGroup>, PdfError> {
        let tree = Tree::from_str(svg, &self.options).map_err(|error| wrong(&error.to_string()))?;
        let mut place = *area;
        if keeps {
            let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
            let scale = (area.width / width).min(area.height / height);
            (place.width, place.height) = (width * scale, height * scale);
            place.x += (area.width - place.width) / 2.0;
            place.y += (area.height - place.height) / 2.0;
        }
        let size = Size::from_wh(pt(place.width), pt(place.height)).ok_or_else(|| wrong("an empty drawing"))?;
        let id = surface.start_tagged(match alt {
            Some(_) => ContentTag::Other,
            None => ContentTag::Artifact(Artifact::new(ArtifactType::Background, rect(area))),
        });
        surface.push_transform(&Transform::from_translate(pt(place.x), pt(place.y)));
        surface.draw_svg(&tree, size, SvgSettings::default());
        surface.pop();
        surface.end_tagged();
        Ok(alt.map(|alt| {
            let tag = Tag::Figure(Some(alt.to_owned())).with_bbox(rect(&place).map(|rect| BBox::new(0, rect)));
            TagGroup::with_children(tag, vec![Node::from(id)])
        }))
    }
}

/// Where something on the sheet leads, and from which place.
fn link(item: &Item) -> Option<(Area, &str)> {
    match item {
        Item::Text(text) => Some((text.area(), text.link.as_deref()?)),
        Item::Drawing(drawing) => Some((drawing.area, drawing.link.as_deref()?)),
        Item::Rule(..) | Item::Picture(_) => None,
    }
}

fn tags_push(tags: &mut TagTree, group: Option<TagGroup>) {
    if let Some(group) = group {
        tags.push(group);
    }
}

fn rule(surface: &mut Surface<'_>, area: &Area, colour: Colour) {
    let Some(rect) = rect(area) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.start_tagged(ContentTag::Artifact(Artifact::new(ArtifactType::Layout, Some(rect))));
        surface.set_fill(Some(fill(colour)));
        surface.set_stroke(None);
        surface.draw_path(&path);
        surface.end_tagged();
    }
}

fn standards() -> Result<Configuration, PdfError> {
    let builder = ConfigurationBuilder::new().with_archival_validator(Archival::A3_A);
    builder.with_accessibility_validator(Accessibility::UA1).finish().map_err(|error| wrong(&format!("{error:?}")))
}

fn about(sheet: &Sheet, made: Timestamp) -> Metadata {
    Metadata::new()
        .title(sheet.title.clone())
        .language(sheet.language.clone())
        .creator("accolade".to_owned())
        .creation_date(date(made))
        .document_id(blake3::hash(format!("{sheet:?}").as_bytes()).to_hex()[..32].to_owned())
}

fn date(moment: Timestamp) -> DateTime {
    let at = TimeZone::UTC.to_datetime(moment);
    let part = |n: i8| n.unsigned_abs();
    let day = DateTime::new(at.year().unsigned_abs()).month(part(at.month())).day(part(at.day()));
    day.hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn fill(Colour([r, g, b]): Colour) -> Fill {
    Fill { paint: rgb::Color::new(r, g, b).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn rect(area: &Area) -> Option<Rect> {
    Rect::from_xywh(pt(area.x), pt(area.y), pt(area.width), pt(area.height))
}

#[expect(clippy::cast_possible_truncation, reason = "places on paper")]
fn pt(mm: f64) -> f32 {
    (mm * PT) as f32
}

fn wrong(why: &str) -> PdfError {
    PdfError(why.to_owned())
}
