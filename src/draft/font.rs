//! In: font files of the project that `fonts` names, and the bytes of those that come with accolade. Out: a `Font` each, with the
//! characters that it has, or what is wrong with the file and what to do. Sets no text.

use std::borrow::Cow;
use std::sync::Arc;

use rustybuzz::ttf_parser::{self, Permissions};

use super::fields::{Fields, Problems, placed, suggest};
use super::scalar::{name, path};
use super::value::FontChoice;
use super::yaml::{Node, Value};
use crate::diag::Diagnostic;
use crate::load::{Source, SourcePath};

/// One face.
#[derive(Debug, Clone)]
pub struct Font {
    /// Its family name, as CSS and SVG name it.
    pub family: String,
    /// 400 is regular, 700 bold.
    pub weight: u16,
    /// Whether it slants.
    pub italic: bool,
    /// The bytes of its file: TrueType or OpenType.
    pub data: Data,
    /// Which face of the file it is, when that is a collection.
    pub index: u32,
    /// The characters that it has: first and last of each stretch, in order.
    covers: Vec<(u32, u32)>,
}

/// Bytes that are in the program, or were read from a project.
#[derive(Debug, Clone)]
pub enum Data {
    /// In the program.
    BuiltIn(&'static [u8]),
    /// From a project.
    Read(Arc<[u8]>),
}

impl AsRef<[u8]> for Data {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::BuiltIn(bytes) => bytes,
            Self::Read(bytes) => bytes,
        }
    }
}

impl Font {
    /// A face of a font file; `None` when it cannot be read.
    #[must_use]
    pub fn read(data: Data, index: u32) -> Option<Self> {
        let face = rustybuzz::Face::from_slice(data.as_ref(), index)?;
        let family = named(&face, ttf_parser::name_id::TYPOGRAPHIC_FAMILY)
            .or_else(|| named(&face, ttf_parser::name_id::FAMILY))?;
        let (weight, italic, covers) = (face.weight().to_number(), face.is_italic(), covers(&face));
        Some(Self { family, weight, italic, data, index, covers })
    }

    /// Whether it has a character.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        let c = u32::from(c);
        let after = self.covers.partition_point(|(first, _)| *first <= c);
        after.checked_sub(1).is_some_and(|i| c <= self.covers[i].1)
    }

    /// The characters that it has: first and last of each stretch, in order.
    #[must_use]
    pub fn stretches(&self) -> &[(u32, u32)] {
        &self.covers
    }

    /// Whether its maker lets everybody install it, so that a site may hand it out (OpenType 1.9, OS/2, fsType 0).
    #[must_use]
    pub fn is_installable(&self) -> bool {
        self.face().is_some_and(|face| face.permissions().is_none_or(|may| may == Permissions::Installable))
    }

    /// The font, ready to measure and shape.
    #[must_use]
    pub fn face(&self) -> Option<rustybuzz::Face<'_>> {
        rustybuzz::Face::from_slice(self.data.as_ref(), self.index)
    }

    /// The bytes of its file, without a copy when they are in the program.
    #[must_use]
    pub fn bytes(&self) -> Cow<'static, [u8]> {
        match &self.data {
            Data::BuiltIn(bytes) => Cow::Borrowed(bytes),
            Data::Read(bytes) => Cow::Owned(bytes.to_vec()),
        }
    }
}

/// An entry of `fonts`: a file or folder, or `{file, face}`.
pub(super) fn choice(node: &Node, problems: &mut Problems) -> Option<FontChoice> {
    if !matches!(node.value, Value::Map(_)) {
        return Some(FontChoice { file: placed(path)(node, problems)?, face: None });
    }
    let mut f = Fields::of(node, "a font", problems)?;
    let (file, face) = (f.required("file", placed(path)), f.optional("face", name));
    f.finish();
    Some(FontChoice { file: file?, face })
}

/// The fonts that a project names, in its order; those of a folder in the order of their names.
pub(super) fn fonts(choices: &[FontChoice], source: &Source, found: &mut Vec<Diagnostic>) -> Vec<Arc<Font>> {
    let mut fonts = Vec::new();
    for choice in choices {
        let named = choice.file.value.as_str();
        let files: Vec<_> = match source.get(named) {
            Some(bytes) => vec![(&choice.file.value, bytes)],
            None => source.below(named).filter(|(path, _)| is_font(path)).collect(),
        };
        let mut wrong = |(code, message, help): Fault| {
            let mut diagnostic = Diagnostic::error(code, message).help(help);
            diagnostic.place = Some(choice.file.place.clone());
            found.push(diagnostic);
        };
        if files.is_empty() {
            wrong(nothing_there(named, source));
        }
        for (path, bytes) in files {
            match usable(path, bytes, choice.face.as_deref()) {
                Ok(font) => fonts.push(Arc::new(font)),
                Err(fault) => wrong(fault),
            }
        }
    }
    fonts
}

/// Code, message and help.
type Fault = (&'static str, String, String);

fn is_font(path: &SourcePath) -> bool {
    matches!(path.extension().as_str(), "ttf" | "otf" | "ttc" | "otc")
}

fn nothing_there(named: &str, source: &Source) -> Fault {
    let known = source.iter().map(|(path, _)| path).filter(|path| is_font(path)).map(SourcePath::as_str);
    let help = match suggest(named, known) {
        Some(near) => format!("did you mean {near}?"),
        None => "put the font, as .ttf or .otf, into the project's folder fonts/".to_owned(),
    };
    ("no-such-file", format!("there is no font at {named}"), help)
}

/// A font that may be embedded, and has letters to set.
fn usable(path: &SourcePath, bytes: &Arc<[u8]>, wanted: Option<&str>) -> Result<Font, Fault> {
    let wrong = |message: &str, help: &str| Err(("bad-font", format!("{path} {message}"), help.to_owned()));
    if bytes.starts_with(b"wOFF") || bytes.starts_with(b"wOF2") {
        return wrong(
            "is a web font (WOFF), which papers and pictures cannot use",
            "name its .ttf or .otf file instead",
        );
    }
    let index = match wanted {
        None => 0,
        Some(wanted) => face_of(path, bytes, wanted)?,
    };
    let Some(font) = Font::read(Data::Read(bytes.clone()), index) else {
        return wrong("is no TrueType or OpenType font that can be read", "download the font again, or name another");
    };
    if font.covers.is_empty() {
        return wrong("has no characters", "name another font");
    }
    let face = font.face().expect("it was read just now");
    let is_outlined = face.tables().glyf.is_some() || face.tables().cff.is_some();
    if !is_outlined {
        return wrong("has no outlines, only pictures", "name a font with outlines; those for emoji often have none");
    }
    // OpenType 1.9, OS/2, fsType: at most one of bits 0 to 3 counts, the least restrictive.
    if face.permissions() == Some(Permissions::Restricted) {
        return wrong(
            "forbids that it is embedded (OS/2 fsType, restricted licence)",
            "ask its maker for a licence and a file that allow it, or name a free font such as Noto",
        );
    }
    if face.tables().os2.is_some_and(|os2| !os2.is_outline_embedding_allowed()) {
        return wrong(
            "forbids that its outlines are embedded (OS/2 fsType, bitmaps only)",
            "name a font that allows it, such as Noto",
        );
    }
    if face.tables().os2.is_some_and(|os2| !os2.is_subsetting_allowed()) {
        return wrong(
            "forbids that only the letters needed are embedded (OS/2 fsType, no subsetting)",
            "name a font that allows it, such as Noto",
        );
    }
    Ok(font)
}

/// The face of a collection that has this name: its family, or its full name.
fn face_of(path: &SourcePath, bytes: &[u8], wanted: &str) -> Result<u32, Fault> {
    let count = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
    let mut known: Vec<String> = Vec::new();
    for index in 0..count.min(256) {
        let Ok(face) = ttf_parser::Face::parse(bytes, index) else { continue };
        let ids =
            [ttf_parser::name_id::FULL_NAME, ttf_parser::name_id::TYPOGRAPHIC_FAMILY, ttf_parser::name_id::FAMILY];
        let names: Vec<String> = ids.into_iter().filter_map(|id| named(&face, id)).collect();
        if names.iter().any(|name| name.eq_ignore_ascii_case(wanted)) {
            return Ok(index);
        }
        known.extend(names.into_iter().last());
    }
    let help = if known.is_empty() { "name another file".to_owned() } else { format!("it has: {}", known.join(", ")) };
    Err(("unknown-name", format!("{path} has no face {wanted:?}"), help))
}

/// A name of the face, in English when it has one.
fn named(face: &ttf_parser::Face<'_>, id: u16) -> Option<String> {
    let names = || face.names().into_iter().filter(|name| name.name_id == id && name.is_unicode());
    let english = names().find(|name| name.language() == ttf_parser::Language::English_UnitedStates);
    english.or_else(|| names().next()).and_then(|name| name.to_string())
}

fn covers(face: &ttf_parser::Face<'_>) -> Vec<(u32, u32)> {
    let mut all: Vec<u32> = Vec::new();
    for table in face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables).filter(|table| table.is_unicode()) {
        table.codepoints(|c| {
            if table.glyph_index(c).is_some_and(|glyph| glyph.0 != 0) {
                all.push(c);
            }
        });
    }
    all.sort_unstable();
    let mut covers: Vec<(u32, u32)> = Vec::new();
    for c in all {
        match covers.last_mut() {
            Some((_, last)) if c <= *last + 1 => *last = c,
            _ => covers.push((c, c)),
        }
    }
    covers
}
