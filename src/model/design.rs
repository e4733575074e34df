//! In: what the project says about an artwork, and what the artwork stands for. Out: a `Design` with every gap filled.
//! The same name always gives the same artwork.

use super::imports::{Imports, own_icon};
use super::site::Design;
use crate::diag::Diagnostic;
use crate::draft::{DesignDraft, PALETTES, Shape, slug, suggest};

/// The devices that can be drawn.
#[derive(Clone, Copy)]
pub struct Icons<'a> {
    /// All names, in alphabetical order.
    pub names: &'a [&'a str],
    /// Those that the words of a title choose from.
    pub plain: &'a [&'a str],
    /// The device for a lower-case word of a title, if one fits.
    pub for_word: &'a (dyn Fn(&str) -> Option<&'a str> + Sync),
}

/// What designs draw from: the devices that come with accolade, and what was taken from outside.
#[derive(Clone, Copy)]
pub(super) struct Stock<'a, 'i> {
    pub(super) icons: Icons<'i>,
    pub(super) imports: &'a Imports,
}

/// The device when nothing fits.
const PLAIN: &str = "award";

/// Fills the gaps of a design from the name and type that it stands for; `group` shares a colour, such as a department.
pub(super) fn design(draft: &DesignDraft, name: &str, kind: &str, group: Option<&str>, stock: Stock) -> Design {
    let icons = stock.icons;
    let own = own_icon(draft.icon.as_ref());
    let (shape, level) = by_kind(kind);
    let family = draft.series.as_deref().or(group).unwrap_or(name);
    let hash = blake3::hash(family.as_bytes());
    let (_, palette) = PALETTES[usize::from(hash.as_bytes()[0]) % PALETTES.len()];
    let icon = draft.icon.as_ref().map(|icon| icon.value.clone()).filter(|icon| icons.names.contains(&icon.as_str()));
    Design {
        shape: draft.shape.unwrap_or(shape),
        colour: draft.colour.unwrap_or(palette),
        icon: icon.unwrap_or_else(|| by_name(name, icons)),
        text: draft.text.clone().unwrap_or_default(),
        legend: draft.legend.unwrap_or_default(),
        level: draft.level.unwrap_or(level),
        stars: draft.stars.unwrap_or_default(),
        series: draft.series.clone().unwrap_or_default(),
        device: own.and_then(|own| stock.imports.devices.get(&own.value).cloned()),
        picture: None,
        is_claim: false,
    }
}

/// An icon that cannot be drawn.
pub(super) fn check_icon(draft: &DesignDraft, icons: Icons) -> Option<Diagnostic> {
    let icon = draft
        .icon
        .as_ref()
        .filter(|icon| own_icon(Some(icon)).is_none() && !icons.names.contains(&icon.value.as_str()))?;
    let mut found = Diagnostic::error("unknown-name", format!("there is no icon {:?}", icon.value));
    found.place = Some(icon.place.clone());
    let word = icon.value.to_lowercase();
    let begins = || icons.names.iter().copied().find(|name| name.len() > 2 && word.starts_with(name));
    let near = (icons.for_word)(&word).or_else(|| suggest(&word, icons.names.iter().copied())).or_else(begins);
    Some(found.help(match near {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("leave it out, or choose one of: {}", icons.plain.join(", ")),
    }))
}

fn by_kind(kind: &str) -> (Shape, u8) {
    match kind {
        "Course" | "LearningProgram" | "MicroCredential" | "CoCurricular" => (Shape::Hexagon, 1),
        "Certification" | "License" | "QualityAssuranceCredential" => (Shape::Shield, 2),
        "Award" | "Membership" => (Shape::Rosette, 1),
        "Assessment" | "Assignment" | "Competency" | "CommunityService" | "Fieldwork" => (Shape::Octagon, 1),
        "MasterDegree" | "DoctoralDegree" | "ProfessionalDoctorate" | "ResearchDoctorate" => (Shape::Plaque, 3),
        "BachelorDegree" | "MasterCertificate" | "Degree" => (Shape::Plaque, 2),
        kind if kind.ends_with("Degree") || kind.ends_with("Diploma") || kind.contains("Certificate") => {
            (Shape::Plaque, 1)
        }
        _ => (Shape::Circle, 1),
    }
}

fn by_name(name: &str, icons: Icons) -> String {
    let name = slug(name);
    let words: Vec<&str> = name.split('-').filter(|word| word.len() >= 4).collect();
    let named = words.iter().find(|word| icons.plain.contains(word)).copied();
    let found = named.or_else(|| words.iter().find_map(|word| (icons.for_word)(word)));
    let plain = if icons.names.contains(&PLAIN) { PLAIN } else { icons.names.first().copied().unwrap_or(PLAIN) };
    found.unwrap_or(plain).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_the_same_way_each_time() {
        let names = ["award", "chat", "music"];
        let icons = Icons { names: &names, plain: &names, for_word: &|word| (word == "speaking").then_some("chat") };
        let imports = Imports::default();
        let icons = Stock { icons, imports: &imports };
        let made = design(&DesignDraft::default(), "Public Speaking", "Course", None, icons);
        assert_eq!((made.shape, made.icon.as_str(), made.level), (Shape::Hexagon, "chat", 1));
        assert_eq!(made, design(&DesignDraft::default(), "Public Speaking", "Course", None, icons));
        assert_eq!(design(&DesignDraft::default(), "Xyz", "?", None, icons).icon, "award");
        let group = |name| design(&DesignDraft::default(), name, "Badge", Some("Music"), icons).colour;
        assert_eq!(group("a"), group("b"));
    }
}
