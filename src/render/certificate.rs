//! In: a site. Out: which credentials get a certificate and which one, the paper, the stylesheet of the page to print, and the faces
//! that the page needs as files. What it says is in `html/certificate.rs`, how it looks in `sheet/`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::colour;
use super::fonts::{Face, Fonts, file, script};
use super::sheet;
use super::words::Language;
use crate::diag::Diagnostic;
use crate::draft::slug;
use crate::model::{Brief, CertificateLayout, Entry, Font, Output, Paper, Site, Template};

/// Whether a credential has a certificate: only when a good signature stands behind it.
#[must_use]
pub fn applies(brief: &Brief) -> bool {
    brief.seal().is_some()
}

/// Whether a credential gets its certificate as PDF: when the site makes them, and its faces have every character of it.
/// Where one is missing, the page to print is set in the reader's own fonts, and there is no PDF.
#[must_use]
pub fn printable(site: &Site, brief: &Brief) -> bool {
    let printed = site.meta.makes(Output::Pdf) && applies(brief) && brief.form.is_some();
    let entry = printed.then(|| site.credentials.entry(brief.id).ok()).flatten();
    let text = entry.and_then(|entry| says(site, &entry));
    text.is_some_and(|text| Fonts::with(&site.fonts).uncovered(&text).is_empty())
}

/// Everything that the PDF of a credential would say; `None` when it has none.
pub(super) fn says(site: &Site, entry: &Entry) -> Option<String> {
    let value = entry.judgement.verdict.value()?;
    let words = Language::of(site.meta.languages.first().map_or("en", String::as_str));
    let issuer = entry.issuer.map(|id| site.issuers[id.0 as usize].name.clone());
    let achievement = value.achievement();
    let skills = achievement.into_iter().flat_map(|a| &a.alignments).filter_map(|a| a.name.as_deref());
    let results = value.subjects.iter().flat_map(|s| &s.results).filter_map(|r| r.value.as_deref());
    let stated =
        [value.recipient(), value.title(), value.issuer.name.as_deref(), value.id.as_deref(), issuer.as_deref()];
    let about = [achievement.and_then(|a| a.description.as_deref()), value.description.as_deref()];
    let said = [
        Some(words.t.certificate_check),
        Some(words.t.share_address),
        Some(words.t.seal_certificate),
        Some(words.t.certificate),
    ];
    let kind = achievement.and_then(|a| a.kind.as_deref()).map(|kind| words.kind(kind));
    let signatories =
        site.meta.certificate.signatories.iter().flat_map(|s| [Some(s.name.as_str()), s.title.as_deref()]);
    let mut all: Vec<&str> = stated.into_iter().chain(about).chain(said).chain(signatories).flatten().collect();
    let outcomes = outcomes(achievement.and_then(|a| a.criteria.as_deref()).unwrap_or_default());
    all.extend(skills.chain(results).chain(kind.as_deref()).chain(outcomes.iter().map(String::as_str)));
    Some(all.join(" "))
}

/// What there is to say about PDF files that are left out for want of a font: the characters, and whose they are.
#[must_use]
pub fn left_out(site: &Site) -> Option<Diagnostic> {
    let fonts = Fonts::with(&site.fonts);
    let (mut missing, mut whose) = (BTreeSet::new(), Vec::new());
    let (mut scripts, mut hidden) = (BTreeSet::new(), 0_usize);
    let printed = |brief: &&Brief| applies(brief) && brief.form.is_some();
    for brief in site.credentials.iter().filter(|_| site.meta.makes(Output::Pdf)).filter(printed) {
        let entry = site.credentials.entry(brief.id).ok();
        let lacks = entry.and_then(|entry| says(site, &entry)).map(|text| fonts.uncovered(&text)).unwrap_or_default();
        if lacks.is_empty() {
            continue;
        }
        // Letters of a name that nobody is to read, and the link to it, do not belong into logs.
        if brief.listed {
            missing.extend(lacks);
            whose.push(&*brief.slug);
        } else {
            scripts.extend(lacks.into_iter().map(script::of));
            hidden += 1;
        }
    }
    let unlisted = (hidden > 0).then(|| match hidden {
        1 => "a credential that is not listed".to_owned(),
        n => format!("{n} credentials that are not listed"),
    });
    let of: Vec<String> = credentials(&whose).into_iter().chain(unlisted).collect();
    let lacks = (!missing.is_empty()).then(|| no_font(&missing));
    let names = scripts.into_iter().collect::<Vec<_>>().join(", ");
    let lacks = lacks.into_iter().chain((!names.is_empty()).then(|| format!("no font here has {names}")));
    let message =
        format!("certificate.pdf of {} is left out: {}", of.join(" and of "), lacks.collect::<Vec<_>>().join("; "));
    (!of.is_empty()).then(|| Diagnostic::warning("no-pdf", message).in_file("accolade.yaml").help(FONTS))
}

/// What to do about characters that no font has.
pub(super) const FONTS: &str = "put a font that has them into fonts/ and name it in accolade.yaml, as in `fonts: [fonts/NotoNaskhArabic-Regular.ttf]`; docs/certificates.md says more";

/// Characters that no font has, in words.
pub(super) fn no_font(missing: &BTreeSet<char>) -> String {
    let characters: String = missing.iter().take(24).collect();
    let dots = if missing.len() > 24 { "…" } else { "" };
    format!("no font here has the characters {characters}{dots}")
}

/// Credentials by their names, the first few of many; `None` when there is none.
pub(super) fn credentials(whose: &[&str]) -> Option<String> {
    let first = whose.first()?;
    let (some, more) = (whose.iter().take(5).copied().collect::<Vec<_>>().join(", "), whose.len().saturating_sub(5));
    Some(match (whose.len(), more) {
        (1, _) => format!("the credential {first:?}"),
        (_, 0) => format!("{} credentials ({some})", whose.len()),
        _ => format!("{} credentials ({some} and {more} more)", whose.len()),
    })
}

/// Width and height of the paper in millimetres.
#[must_use]
pub fn size(layout: &CertificateLayout) -> (f64, f64) {
    let (short, long) = match layout.paper {
        Paper::A4 => (210.0, 297.0),
        Paper::Letter => (215.9, 279.4),
    };
    if layout.landscape { (long, short) } else { (short, long) }
}

/// The stylesheet of the page to print: exactly one page, printed to its edges, in faces that come with the site.
#[must_use]
pub fn stylesheet(site: &Site) -> String {
    let (meta, (width, height)) = (&site.meta, size(&site.meta.certificate));
    let mut out = format!(
        "@page{{size:{width}mm {height}mm;margin:0}}\n:root{{color-scheme:only light;--w:{width};--h:{height};{}}}\n",
        colour::print(meta.accent.unwrap_or(colour::HOUSE))
    );
    // A megabyte of faces is for paper and for windows that show the sheet at a size to read it; a phone sets it in its own.
    out.push_str("@media print,(min-width:48rem){\n");
    for face in faces(site) {
        let font = &face.font;
        let file = face.path.trim_start_matches("assets/");
        let format = if file.ends_with(".otf") { "opentype" } else { "truetype" };
        let slant = if font.italic { "italic" } else { "normal" };
        let family = font.family.replace(['"', '\\', '\n', '\r', '<'], "");
        // A font of the project is loaded by pages that have characters of it, and by no other.
        let range = if face.is_own { format!(";unicode-range:{}", ranges(font)) } else { String::new() };
        out.push_str(&format!(
            "@font-face{{font-family:\"{family}\";font-weight:{};font-style:{slant};font-display:swap;src:url(\"{file}\") format(\"{format}\"){range}}}\n",
            font.weight
        ));
    }
    out + "}\n"
}

/// A face that pages load from the site.
#[derive(Debug, Clone)]
pub struct Published {
    /// Its place.
    pub path: String,
    /// What it is.
    pub font: Arc<Font>,
    /// Whether it is one of the project's own.
    pub is_own: bool,
}

impl Published {
    /// The bytes of its file.
    #[must_use]
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        file::alone(&self.font).unwrap_or_default()
    }
}

/// The faces that come with the site as files: those that its certificates are set in, and the project's own for what they lack, where
/// their makers let them be handed out. Of two in one family, weight and slant the first stands.
#[must_use]
pub fn faces(site: &Site) -> Vec<Published> {
    let own = site.badges.iter().filter_map(|badge| badge.template);
    let templates: BTreeSet<Template> = own.chain([site.meta.certificate.template]).collect();
    let used: BTreeSet<Face> = templates.into_iter().flat_map(sheet::faces).copied().collect();
    let fonts = Fonts::built_in();
    let built_in = used.into_iter().map(|face| (fonts.all()[face as usize].clone(), "", false));
    let handed_out = |font: &&Arc<Font>| font.is_installable() && file::alone(font).is_some();
    let own = site.fonts.iter().filter(handed_out).map(|font| (font.clone(), "own-", true));
    let mut paths = BTreeSet::new();
    let one = |(font, prefix, is_own): (Arc<Font>, &str, bool)| {
        let kind = file::extension(&file::alone(&font)?);
        let slant = if font.italic { "-italic" } else { "" };
        let path = format!("assets/fonts/{prefix}{}-{}{slant}.{kind}", slug(&font.family), font.weight);
        paths.insert(path.clone()).then_some(Published { path, font, is_own })
    };
    built_in.chain(own).filter_map(one).collect()
}

/// The characters of a font, as stylesheets list them.
fn ranges(font: &Font) -> String {
    let one = |(first, last): &(u32, u32)| match first == last {
        true => format!("U+{first:X}"),
        false => format!("U+{first:X}-{last:X}"),
    };
    font.stretches().iter().map(one).collect::<Vec<_>>().join(",")
}

/// The outcomes that signed criteria list, as `issue` writes them: Open Badges 3.0 has no field for them.
#[must_use]
pub fn outcomes(signed: &str) -> Vec<String> {
    let listed = signed.lines().skip_while(|line| line.trim() != "**Outcomes**").skip(1);
    let listed = listed.skip_while(|line| line.trim().is_empty()).map_while(|line| line.strip_prefix("- "));
    listed.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The workload that signed criteria state, in hours, as `issue` writes it.
#[must_use]
pub fn hours(signed: &str) -> Option<f64> {
    let stated = signed.lines().find_map(|line| line.strip_prefix("**Workload:** "))?;
    stated.strip_suffix(" hours").or_else(|| stated.strip_suffix(" hour"))?.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_signed_criteria_say_of_outcomes_and_hours_is_read_back() {
        let signed = "Give two talks.\n\n**Outcomes**\n\n- Plan a talk.\n- Give it.\n\n**Assessment:** A rubric.\n\n**Workload:** 12 hours";
        assert_eq!(super::outcomes(signed), ["Plan a talk.", "Give it."]);
        assert_eq!((super::hours(signed), super::hours("**Workload:** 1 hour")), (Some(12.0), Some(1.0)));
        assert!(super::outcomes("- Not one of them.").is_empty() && super::hours("12 hours").is_none());
    }
}
