//! In: a credential, a badge or a site. Out: what its picture for sharing says, and where a page finds its picture.
//! A picture says of a credential what its page says: nothing but its verdict may call it verified.

use super::View;
use super::parts::plain_address;
use crate::model::{BadgeId, EntryId, Output};
use crate::render::page::Kind;
use crate::render::preview::Preview;
use crate::render::{art, colour, links, mark, words};

impl View<'_> {
    /// Whether the site has pictures for sharing: only absolute addresses are of use.
    pub(crate) fn has_previews(&self) -> bool {
        self.site.meta.base_url.is_some() && self.site.meta.makes(Output::Og)
    }

    /// The path of the picture that speaks for this view's page.
    pub(crate) fn preview(&self) -> Option<String> {
        let badge = |id: BadgeId| links::badge(&self.site.badges[id.0 as usize], "preview.png");
        let path = match self.page.kind {
            Kind::Credential(id) => {
                let entry = &*self.entry(id);
                match (&self.site.holder, entry.badge) {
                    (Some(_), _) => links::credential(&entry.slug, "preview.png"),
                    (None, Some(id)) => badge(id),
                    (None, None) => "preview.png".to_owned(),
                }
            }
            Kind::Badge(id) => badge(id),
            _ => "preview.png".to_owned(),
        };
        self.has_previews().then_some(path)
    }

    /// What the picture of a badge or of the whole site says, for a page that it speaks for. A credential's own says what its page does.
    pub(crate) fn preview_words(&self) -> Option<String> {
        if !self.has_previews() {
            return None;
        }
        let sentence = |text: String| if text.ends_with(['.', '。', '!', '?']) { text } else { format!("{text}.") };
        let all = |said: &[Option<String>]| said.iter().flatten().cloned().map(sentence).collect::<Vec<_>>().join(" ");
        let badge = match self.page.kind {
            Kind::Credential(_) if self.site.holder.is_some() => return None,
            Kind::Credential(id) => self.site.credentials[id].badge,
            Kind::Badge(id) => Some(id),
            _ => None,
        };
        if let Some(id) = badge {
            let badge = &self.site.badges[id.0 as usize];
            return Some(all(&[Some(badge.name.clone()), Some(self.words.kind(&badge.kind)), self.institution_name()]));
        }
        let (title, name) = self.site_words();
        let first = matches!(self.page.kind, Kind::Home) && self.site.holder.is_some();
        let tally = || mark::verified_count(self.words, &self.site.credentials, self.site.meta.as_of);
        Some(all(&[Some(title), name, first.then(tally).flatten()]))
    }

    fn institution_name(&self) -> Option<String> {
        self.site.institution.as_ref().map(|own| self.site.issuers[own.issuer.0 as usize].name.clone())
    }

    /// Whose site it is, and what they say of it in a line.
    fn site_words(&self) -> (String, Option<String>) {
        let holder = self.site.holder.as_ref();
        let title = holder.map_or(&self.site.meta.title, |holder| &holder.name).clone();
        (title, holder.and_then(|h| h.headline.clone()).or_else(|| self.site.meta.description.clone()))
    }

    fn plain_preview(&self, title: String) -> Preview {
        Preview {
            kicker: None,
            title,
            name: None,
            line: None,
            foot: self.site.meta.base_url.as_deref().map(plain_address),
            art: Vec::new(),
            seal: None,
            accent: self.site.meta.accent.unwrap_or(colour::HOUSE),
            direction: self.words.direction,
        }
    }

    /// The picture of one credential.
    pub(crate) fn credential_preview(&self, id: EntryId) -> Preview {
        let entry = &*self.entry(id);
        let value = entry.judgement.verdict.value();
        // What was taken back is not sealed in the eyes of those who see nothing but its picture.
        let sealed = !self.site.credentials[id].is_revoked();
        let seal = entry.judgement.verdict.seal();
        let kind = value.and_then(|c| c.achievement()).and_then(|a| a.kind.as_deref());
        let issuer = self.issuer_name(entry);
        let earned = value.and_then(|c| c.earned()).map(|at| self.words.day(at).words);
        let facts: Vec<String> = issuer.into_iter().chain(earned).collect();
        Preview {
            kicker: kind.map(|k| self.words.kind(k)),
            name: value.and_then(|c| c.recipient()).map(str::to_owned),
            line: Some(words::line(&facts, self.words.direction)).filter(|line| !line.is_empty()),
            foot: Some(self.mark(entry).words),
            art: vec![art::badge(self.fonts, &entry.design, &self.bare_title(entry), "")],
            seal: sealed.then(|| art::seal(self.words, seal)),
            ..self.plain_preview(self.bare_title(entry))
        }
    }

    /// The picture of a badge.
    pub(crate) fn badge_preview(&self, id: BadgeId) -> Preview {
        let badge = &self.site.badges[id.0 as usize];
        Preview {
            kicker: Some(self.words.kind(&badge.kind)),
            line: self.institution_name(),
            art: vec![art::badge(self.fonts, &badge.design, &badge.name, "")],
            ..self.plain_preview(badge.name.clone())
        }
    }

    /// The picture of the whole site: what it puts first.
    pub(crate) fn site_preview(&self) -> Preview {
        let holder = self.site.holder.as_ref();
        let first = self.listed().filter(|brief| brief.featured).chain(self.listed());
        let mut art: Vec<String> = Vec::new();
        let credentials = first.map(|brief| {
            let entry = self.entry(brief.id);
            art::badge(self.fonts, &entry.design, &self.bare_title(&entry), "")
        });
        let badges = self.site.badges.iter().map(|badge| art::badge(self.fonts, &badge.design, &badge.name, ""));
        let chosen: &mut dyn Iterator<Item = String> =
            if holder.is_some() { &mut { credentials } } else { &mut { badges } };
        for drawing in chosen {
            if !art.contains(&drawing) {
                art.push(drawing);
            }
            if art.len() == 3 {
                break;
            }
        }
        let tally = mark::verified_count(self.words, &self.site.credentials, self.site.meta.as_of);
        let (title, name) = self.site_words();
        Preview { name, line: tally.filter(|_| holder.is_some()), art, ..self.plain_preview(title) }
    }
}
