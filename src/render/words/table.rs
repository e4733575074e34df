//! The keys of all words that pages say, each once, and what a language's table looks like. A table that misses a key,
//! or has one that is not here, does not compile; the tests hold its places and plural forms against English.

use serde::Serialize;

use super::Language;
use super::amount::Amount;
use super::pattern::{self, Part};

/// One language.
pub(super) struct Table {
    /// Its BCP 47 tag.
    pub(super) tag: &'static str,
    /// Its name in itself.
    pub(super) name: &'static str,
    /// Whose dates and numbers it has when a site says no more than `tag`.
    pub(super) locale: &'static str,
    /// What names of institutions take before them in a sentence.
    pub(super) articles: &'static [Article],
    pub(super) words: Words,
    pub(super) phrases: Phrases,
    pub(super) proven: Proven,
    pub(super) check: Check,
    pub(super) lines: Lines,
    pub(super) counts: Counts,
    pub(super) labels: Labels,
    pub(super) tallies: Tallies,
    pub(super) kinds: Kinds,
}

/// Words before names that begin with one of `first`, followed by one of `then` when there are any.
pub(super) struct Article {
    pub(super) words: &'static str,
    pub(super) first: &'static [&'static str],
    pub(super) then: &'static [&'static str],
}

/// The forms of a phrase by CLDR plural category; each language has those of its own rules.
pub(crate) struct Forms {
    pub(crate) zero: Option<&'static str>,
    pub(crate) one: Option<&'static str>,
    pub(crate) two: Option<&'static str>,
    pub(crate) few: Option<&'static str>,
    pub(crate) many: Option<&'static str>,
    pub(crate) other: Option<&'static str>,
}

impl Forms {
    pub(crate) const NONE: Self = Self { zero: None, one: None, two: None, few: None, many: None, other: None };
}

/// A table as the tests see it: section, key, places, and the texts with their plural category.
#[cfg(test)]
pub(super) type Told = (&'static str, &'static str, &'static [&'static str], Vec<(&'static str, &'static str)>);

macro_rules! keys {
    (
        words { $($word:ident),* $(,)? }
        phrases { $($phrase:ident($($pp:ident),*)),* $(,)? }
        proven { $($sure:ident($($sp:ident),*)),* $(,)? }
        check { $($asked:ident($($ap:ident),*)),* $(,)? }
        lines { $($line:ident($($lp:ident),*)),* $(,)? }
        counts { $($count:ident($($cp:ident),*)),* $(,)? }
        labels { $($label:ident),* $(,)? }
        tallies { $($sum:ident($($tp:ident),*)),* $(,)? }
        kinds { $($kind:ident),* $(,)? }
    ) => {
        /// Words and sentences without places, as templates see them (`t.key`).
        #[derive(Debug, Serialize)]
        #[allow(missing_docs, reason = "each field is its own words")]
        pub struct Words { $(pub $word: &'static str),* }
        /// Phrases with places.
        pub(super) struct Phrases { $(pub(super) $phrase: &'static str),* }
        /// The words of "verified": read in `proven.rs` alone.
        pub(super) struct Proven { $(pub(super) $sure: &'static str),* }
        /// What only the check in a reader's browser says: read in `browser.rs` alone.
        pub(super) struct Check { $(pub(super) $asked: &'static str),* }
        /// Phrases whose places keep their roles: names, titles, dates.
        pub(super) struct Lines { $(pub(super) $line: &'static str),* }
        /// Phrases that depend on a number.
        pub(super) struct Counts { $(pub(super) $count: Forms),* }
        /// Words beside a number that stands apart, and depend on it.
        pub(super) struct Labels { $(pub(super) $label: Forms),* }
        /// How many are verified: read in `proven.rs` alone.
        pub(super) struct Tallies { $(pub(super) $sum: Forms),* }
        /// Achievement types (Open Badges 3.0, `AchievementType`).
        #[allow(non_snake_case, reason = "spelled as the specification does")]
        pub(super) struct Kinds { $(pub(super) $kind: &'static str),* }

        #[allow(missing_docs, reason = "each phrase is its own words: see the English table")]
        impl Language {
            $(#[must_use] pub fn $phrase(&self, $($pp: &str),*) -> String {
                pattern::fill(self.table.phrases.$phrase, &[$((stringify!($pp), $pp)),*], self.direction)
            })*
            $(#[must_use] pub fn $line(&self, $($lp: Vec<Part>),*) -> Vec<Part> {
                pattern::parts(self.table.lines.$line, vec![$((stringify!($lp), $lp)),*])
            })*
            $(#[must_use] pub fn $count(&self, n: impl Into<Amount>, $($cp: &str),*) -> String {
                let n = n.into();
                let said = self.amount(&n);
                let form = self.form(&self.table.counts.$count, &n);
                pattern::fill(form, &[("n", said.as_str()), $((stringify!($cp), $cp)),*], self.direction)
            })*
            $(#[must_use] pub fn $label(&self, n: impl Into<Amount>) -> &'static str {
                self.form(&self.table.labels.$label, &n.into())
            })*
        }

        impl Kinds {
            /// The words of a type by its name in the specification.
            pub(super) fn of(&self, name: &str) -> Option<&'static str> {
                match name { $(stringify!($kind) => Some(self.$kind),)* _ => None }
            }
        }

        #[cfg(test)]
        impl Table {
            pub(super) fn told(&self) -> Vec<Told> {
                vec![
                    $(("words", stringify!($word), &[], vec![("", self.words.$word)]),)*
                    $(("phrases", stringify!($phrase), &[$(stringify!($pp)),*], vec![("", self.phrases.$phrase)]),)*
                    $(("proven", stringify!($sure), &[$(stringify!($sp)),*], vec![("", self.proven.$sure)]),)*
                    $(("check", stringify!($asked), &[$(stringify!($ap)),*], vec![("", self.check.$asked)]),)*
                    $(("lines", stringify!($line), &[$(stringify!($lp)),*], vec![("", self.lines.$line)]),)*
                    $(("counts", stringify!($count), &["n", $(stringify!($cp)),*], self.counts.$count.told()),)*
                    $(("labels", stringify!($label), &[], self.labels.$label.told()),)*
                    $(("tallies", stringify!($sum), &["n", $(stringify!($tp)),*], self.tallies.$sum.told()),)*
                    $(("kinds", stringify!($kind), &[], vec![("", self.kinds.$kind)]),)*
                ]
            }
        }
    };
}

#[cfg(test)]
impl Forms {
    pub(crate) fn told(&self) -> Vec<(&'static str, &'static str)> {
        let all = [
            ("zero", self.zero),
            ("one", self.one),
            ("two", self.two),
            ("few", self.few),
            ("many", self.many),
            ("other", self.other),
        ];
        all.into_iter().filter_map(|(category, text)| Some((category, text?))).collect()
    }
}

/// Writes a language's table down: see `en.rs`. The other half stands in its module `said`.
macro_rules! language {
    (
        $tag:literal, $name:literal, $locale:literal
        articles { $($article:literal: [$($first:literal),*] [$($then:literal),*]),* $(,)? }
        $($section:ident { $($body:tt)* })*
    ) => {
        pub(super) static TABLE: $crate::render::words::table::Table = $crate::render::words::table::Table {
            tag: $tag,
            name: $name,
            locale: $locale,
            articles: &[$($crate::render::words::table::Article {
                words: $article, first: &[$($first),*], then: &[$($then),*],
            }),*],
            $($section: $crate::render::words::table::section!($section { $($body)* }),)*
            check: check::CHECK,
            lines: said::LINES,
            counts: said::COUNTS,
            labels: said::LABELS,
            tallies: said::TALLIES,
            kinds: said::KINDS,
        };
    };
}

/// The other half: see `en/said.rs`.
macro_rules! said {
    (lines { $($lines:tt)* } counts { $($counts:tt)* } labels { $($labels:tt)* } tallies { $($tallies:tt)* } kinds { $($kinds:tt)* }) => {
        use $crate::render::words::table::{Counts, Kinds, Labels, Lines, Tallies, section};
        pub(super) const LINES: Lines = section!(lines { $($lines)* });
        #[allow(clippy::needless_update, reason = "some languages have every plural form")]
        pub(super) const COUNTS: Counts = section!(counts { $($counts)* });
        #[allow(clippy::needless_update, reason = "some languages have every plural form")]
        pub(super) const LABELS: Labels = section!(labels { $($labels)* });
        #[allow(clippy::needless_update, reason = "some languages have every plural form")]
        pub(super) const TALLIES: Tallies = section!(tallies { $($tallies)* });
        pub(super) const KINDS: Kinds = section!(kinds { $($kinds)* });
    };
}

/// What the check says: see `en/check.rs`.
macro_rules! check {
    ($($key:ident: $text:literal),* $(,)?) => {
        pub(super) const CHECK: $crate::render::words::table::Check = $crate::render::words::table::Check { $($key: $text),* };
    };
}

macro_rules! section {
    (words { $($key:ident: $text:literal),* $(,)? }) => { $crate::render::words::table::Words { $($key: $text),* } };
    (phrases { $($key:ident: $text:literal),* $(,)? }) => { $crate::render::words::table::Phrases { $($key: $text),* } };
    (proven { $($key:ident: $text:literal),* $(,)? }) => { $crate::render::words::table::Proven { $($key: $text),* } };
    (lines { $($key:ident: $text:literal),* $(,)? }) => { $crate::render::words::table::Lines { $($key: $text),* } };
    (kinds { $($key:ident: $text:literal),* $(,)? }) => { $crate::render::words::table::Kinds { $($key: $text),* } };
    (counts { $($key:ident { $($category:ident: $text:literal),* $(,)? })* }) => {
        $crate::render::words::table::Counts { $($key: $crate::render::words::table::forms!($($category: $text),*)),* }
    };
    (labels { $($key:ident { $($category:ident: $text:literal),* $(,)? })* }) => {
        $crate::render::words::table::Labels { $($key: $crate::render::words::table::forms!($($category: $text),*)),* }
    };
    (tallies { $($key:ident { $($category:ident: $text:literal),* $(,)? })* }) => {
        $crate::render::words::table::Tallies { $($key: $crate::render::words::table::forms!($($category: $text),*)),* }
    };
}

macro_rules! forms {
    ($($category:ident: $text:literal),*) => {
        $crate::render::words::table::Forms { $($category: Some($text),)* ..$crate::render::words::table::Forms::NONE }
    };
}
pub(super) use {check, forms, language, said, section};

keys! {
    words {
        skip, menu, languages, credentials, badges, skills, pathways, featured, all_credentials,
        newer, older, none_yet, none_yet_more, untitled, the_holder, the_issuer, colon, comma,
        stated_by, stated_of, issued_to, issued_by, earned, valid_until, kind, role, term, credits, field, specialization,
        code, license, period, identifier, result, source, department, skill, workload,
        checks, exact, seal, seal_certificate, no_seal, what, criteria, criteria_more, narrative,
        evidence, alignment, about_badge, about_badge_note, outcomes, assessment,
        files, file_json_more, file_plain_more, file_art_more, file_certificate_more, file_pdf_more,
        share, share_note, share_linkedin_add, share_linkedin, share_address, share_qr, share_embed, share_markdown,
        share_signature, share_signature_text, share_check, pack, pack_note, pack_save,
        own_words, own_words_note, own_evidence,
        certificate, certificate_open, certificate_back, certificate_verb, certificate_serial, certificate_serial_check,
        certificate_check, paper_a4, paper_letter,
        holders, holders_none, issued_none, how_to_check, how_to_check_text,
        issuer_id, issuer_keys, issuer_site, checked, issued_here,
        steps, steps_ordered, step_done, step_next, step_open, shelf, backed_by, stands_for, nothing_behind, other, undated,
        not_found, not_found_more, to_home, gone, gone_next,
        timeline, collections, stories, stories_behind, own_stories, education, certificates, experience, cv, cv_open, cv_back,
        skills_named, skills_behind, kind_video, kind_audio, kind_picture, kind_document, kind_code, kind_text, kind_page, file_png_more, pathway_complete,
        index, departments, years, a_to_z, stood, stood_all,
        check_page, check_running, check_again, check_copy, check_copied, check_same, check_differs,
        check_now, check_failed, check_too_long, check_refused, check_altered, check_unsigned, check_refused_short,
        check_private, check_drop, check_forms, check_paste, check_start, check_empty, check_others, check_others_note, check_no_script,
        check_alone, check_alone_note, check_alone_paste, check_instead, check_page_not, check_link_bad,
        search, search_for, search_results, search_none, search_more, search_failed, search_plain, holders_all, holders_before, holders_after,
        holder_note, kinds, frameworks, insights, insights_note, insights_few, insights_pages, awards, withheld, terms, keys_now, keys_other, fingerprint,
    }
    phrases {
        gone_replaced(date), gone_forgotten(date), gone_key(date),
        portrait(name), pack_for(reader), pack_of(holder), see_all(what), untitled_from(host), page_of(number, of), certificate_print(paper), framework(name),
        period_between(from, to), period_from(from), period_until(to),
        site_is_own(issuer), site_lists(issuer), site_lists_why(issuer, why), site_lists_not(), site_namesake(),
        genuine_short(), genuine_meaning(), genuine_revoked(), genuine_revoked_on(date), genuine_suspended(), genuine_suspended_on(date), genuine_expired(date),
        genuine_not_yet(date), genuine_outside(), genuine_unknown_status(), genuine_unknown_dates(),
        revoked_short(), suspended_short(), expired_short(),
        unaltered(), unaltered_short(), unaltered_meaning(),
        reported(), reported_by(host), reported_by_on(host, date), reported_short(), reported_meaning(),
        claimed(), claimed_by(holder), claimed_short(), claimed_meaning(),
        check_pass(), check_fail(), check_unknown(), check_not_asked(),
        check_format(), check_signature(), check_issuer(issuer), check_issuer_unknown(issuer), check_issuer_as(identity, issuer), issuer_as(issuer, identity),
        check_namesake(issuer),
        check_dates(date), check_dates_fail(), check_dates_unknown(), check_expired(date), check_not_yet(date), check_no_end(),
        check_status(date), check_status_unknown(), check_revoked(), check_suspended(), check_no_status(),
        check_other_fail(), check_other_unknown(),
        check_kept(date), check_not_fetched(address), check_listed(shown, of), check_first(shown), check_at(host), check_shown(shown, signed), check_sum(result, date, address),
        issued_to_other(name), next_step(step), cv_check(address), end_of(year), key_retired(date), key_compromised(date), half_first(year), half_second(year),
    }
    proven {
        verified(date), verified_unlisted(date), verified_short(), verified_unlisted_short(), verified_meaning(), tally_one(date), tally_both(date),
    }
    check {
        unchecked_key(host), unchecked_kind(), unchecked_short(), unchecked_claim(), unchecked_signature(),
        retry(), status_unknown_short(), dates_unknown_short(), not_yet_short(), outside_short(), no_short(), no_picture(),
        no_badge(), no_attachment(), no_archive(), no_empty(), no_other(), no_platform(), no_folder(), cut_folder(shown),
        cut_links(shown), reported_file(), unfit_signature(),
    }
    lines {
        as_of(date), checked_as_of(date), stood_note(), stood_marks(date), step_earned(date),
        earned_from_on(holder, title, issuer, date), earned_from(holder, title, issuer), earned_on(holder, title, date),
        earned_title(holder, title),
        was_earned_from_on(title, issuer, date), was_earned_from(title, issuer), was_earned_on(title, date), was_earned(title),
        states_from_on(holder, title, issuer, date), states_from(holder, title, issuer), states_on(holder, title, date),
        states(holder, title),
        paper_from_on(issuer, date), paper_from(issuer), paper_on(date),
        paper_earned_from_on(issuer, date), paper_earned_from(issuer), paper_earned_on(date),
    }
    counts {
        credentials_of(), credentials_here(), issued(), further_withheld(), shown_by(), skill_shown_by(skill),
        steps_of(), steps_done(done), steps_any(needed), hours(), credit_points(),
        tally(), tally_claimed(), tally_unsigned(), cv_more(address), cv_more_here(), and_more(), reworded(),
    }
    labels {
        label_badges, label_issued, label_listed, label_revoked,
    }
    tallies {
        tally_all(date), tally_some(credentials, date),
    }
    kinds {
        Achievement, ApprenticeshipCertificate, Assessment, Assignment, AssociateDegree, Award, Badge, BachelorDegree,
        Certificate, CertificateOfCompletion, Certification, CommunityService, Competency, Course, CoCurricular, Degree,
        Diploma, DoctoralDegree, Fieldwork, GeneralEducationDevelopment, JourneymanCertificate, LearningProgram, License,
        Membership, ProfessionalDoctorate, QualityAssuranceCredential, MasterCertificate, MasterDegree, MicroCredential,
        ResearchDoctorate, SecondarySchoolDiploma,
        Completed, Enrolled, Failed, InProgress, OnHold, Provisional, Withdrew,
    }
}
