//! In: the pictures from outside that drafts name. Out: each cleaned once, by what is handed in; or what is wrong with it and what to do.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::draft::{Drafts, Imported, Placed, suggest};
use crate::load::{SourcePath, is_picture};

/// How pictures from outside are cleaned.
#[derive(Clone, Copy)]
pub struct Cleaners<'a> {
    /// A picture: SVG, PNG or JPEG.
    pub picture: Cleaner<'a, Imported>,
    /// A device in one colour: its shapes, in a square of 256 units.
    pub device: Cleaner<'a, Arc<str>>,
}

/// From the bytes of a file to what is kept of it.
pub type Cleaner<'a, T> = &'a (dyn Fn(&[u8]) -> Result<T, Unfit> + Sync);

/// Why a picture cannot be taken; both are about the file, which is not named again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// What is wrong, after the file's name: `is compressed`.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What was taken, by path.
#[derive(Default)]
pub(super) struct Imports {
    pub(super) pictures: BTreeMap<SourcePath, Imported>,
    pub(super) devices: BTreeMap<SourcePath, Arc<str>>,
}

/// The file that a design names as its icon.
pub(super) fn own_icon(icon: Option<&Placed<String>>) -> Option<Placed<SourcePath>> {
    let icon = icon.filter(|icon| icon.value.contains(['/', '.']))?;
    Some(Placed { value: SourcePath::new(&icon.value).ok()?, place: icon.place.clone() })
}

/// Takes everything that badges, entries and signatories name.
pub(super) fn imports(drafts: &Drafts, cleaners: Cleaners, found: &mut Vec<Diagnostic>) -> Imports {
    let mut imports = Imports::default();
    let signed = drafts.site.certificate.signatories.iter().filter_map(|s| s.image.as_ref());
    for named in drafts.badges.iter().filter_map(|badge| badge.image.as_ref()).chain(signed) {
        take(drafts, named, &mut imports.pictures, cleaners.picture, found);
    }
    let designs = drafts.badges.iter().map(|badge| &badge.design);
    for design in designs.chain(drafts.credentials.iter().map(|draft| &draft.notes.design)) {
        if let Some(named) = own_icon(design.icon.as_ref()) {
            take(drafts, &named, &mut imports.devices, cleaners.device, found);
        }
    }
    imports
}

fn take<T>(
    drafts: &Drafts,
    named: &Placed<SourcePath>,
    taken: &mut BTreeMap<SourcePath, T>,
    clean: impl Fn(&[u8]) -> Result<T, Unfit>,
    found: &mut Vec<Diagnostic>,
) {
    if taken.contains_key(&named.value) {
        return;
    }
    let files = || drafts.pictures.iter().chain(&drafts.files);
    let file = files().find(|(path, _)| *path == named.value);
    let wrong = match file.map(|(_, bytes)| clean(bytes)) {
        Some(Ok(picture)) => {
            taken.insert(named.value.clone(), picture);
            return;
        }
        Some(Err(unfit)) => {
            Diagnostic::error("bad-picture", format!("{} {}", named.value, unfit.message)).help(unfit.help)
        }
        None => {
            let near = suggest(named.value.as_str(), files().map(|(path, _)| path.as_str()));
            let near = near.map(|near| format!("did you mean {near}?"));
            // Of a file that is called otherwise it is not known whether it is there: it is not read.
            let (code, message, help) = match is_picture(named.value.as_str()) {
                true => (
                    "no-such-file",
                    format!("there is no picture {}", named.value),
                    "put the file, as .svg, .png or .jpg, into the project's folder art/, signatures/ or static/",
                ),
                false => (
                    "bad-picture",
                    format!("{} is neither SVG, PNG nor JPEG", named.value),
                    "save it as one of the three",
                ),
            };
            Diagnostic::error(code, message).help(near.unwrap_or_else(|| help.to_owned()))
        }
    };
    found.push(Diagnostic { place: Some(named.place.clone()), ..wrong });
}
