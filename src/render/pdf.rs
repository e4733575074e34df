//! In: a sheet, the faces it is set in, and the signed credential. Out: a PDF (A-3a and UA-1, as krilla checks them) that carries the
//! credential as an attachment. The same input gives the same bytes; decides nothing about places.

use std::num::NonZeroU16;
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
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt as _, SvgSettings};
use resvg::usvg::{self, Tree};
use thiserror::Error;

use super::fonts::Fonts;
use super::sheet::{Area, Drawing, Item, Role, Sheet, Text};
use super::svg::tone::hex;
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
        Self { fonts, loaded }
    }

    /// The faces, for those who lay out.
    #[must_use]
    pub const fn fonts(&self) -> &Fonts {
        &self.fonts
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
            match item {
                Item::Text(text) => self.text(&mut surface, text, (&mut paragraph, &mut tags)),
                Item::Rule(area, colour) => rule(&mut surface, area, *colour),
                Item::Drawing(drawing) => {
                    if let (Some(id), Some(alt)) = (draw(&mut surface, drawing)?, &drawing.alt) {
                        let tag = Tag::Figure(Some(alt.clone()))
                            .with_bbox(rect(&drawing.area).map(|rect| BBox::new(0, rect)));
                        tags.push(TagGroup::with_children(tag, vec![Node::from(id)]));
                    }
                }
                Item::Link(..) => {}
            }
        }
        tags_push(&mut tags, paragraph.take());
        surface.finish();
        for item in &sheet.items {
            if let Item::Link(area, address) = item
                && let Some(rect) = rect(area)
            {
                let link = LinkAnnotation::new(rect, Target::Action(Action::Link(LinkAction::new(address.clone()))));
                let id = page.add_tagged_annotation(Annotation::new_link(link, Some(address.clone())));
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
        let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        let mut x = text.x;
        for run in self.fonts.runs(&text.text, text.face) {
            let piece = &text.text[run.range.clone()];
            let direction = if run.right_to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
            if let Some(Some(font)) = self.loaded.get(run.font.0) {
                surface.draw_text(
                    Point::from_xy(pt(x), pt(text.baseline)),
                    font.clone(),
                    pt(text.size),
                    piece,
                    false,
                    direction,
                );
            }
            x += self.fonts.advance(&text.text, &run) * text.size;
        }
        surface.end_tagged();
        if let Some(group) = paragraph {
            group.push(id);
        }
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

/// Draws; gives what marks it in the structure, when it is a figure.
fn draw(surface: &mut Surface<'_>, drawing: &Drawing) -> Result<Option<Identifier>, PdfError> {
    let svg = drawing.svg.replace("currentColor", &hex(drawing.colour));
    let tree = Tree::from_str(&svg, &usvg::Options::default()).map_err(|error| wrong(&error.to_string()))?;
    let size =
        Size::from_wh(pt(drawing.area.width), pt(drawing.area.height)).ok_or_else(|| wrong("an empty drawing"))?;
    let id = surface.start_tagged(match &drawing.alt {
        Some(_) => ContentTag::Other,
        None => ContentTag::Artifact(Artifact::new(ArtifactType::Background, rect(&drawing.area))),
    });
    surface.push_transform(&Transform::from_translate(pt(drawing.area.x), pt(drawing.area.y)));
    surface.draw_svg(&tree, size, SvgSettings::default());
    surface.pop();
    surface.end_tagged();
    Ok(drawing.alt.is_some().then_some(id))
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
