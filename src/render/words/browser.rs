//! In: a language. Out: the words and patterns that the check in a reader's browser is told with, for its own judge to fill in.
//! The script shows the words of "verified" for no report but one that says so.

use serde::Serialize;

use super::Language;
use super::table::Table;

/// What a script is handed.
#[derive(Serialize)]
struct Handed<'a> {
    /// The tag that dates are written by.
    locale: &'a str,
    /// Words before names of institutions: the words, the first word of the name, the second.
    articles: Vec<(&'static str, &'static [&'static str], &'static [&'static str])>,
    t: std::collections::BTreeMap<&'static str, &'static str>,
}

macro_rules! handed {
    ($table:expr; $($section:ident: $($key:ident),+;)+) => {
        [$($((stringify!($key), $table.$section.$key)),+),+].into_iter().collect()
    };
}

impl Language {
    /// The words of the check, as JSON.
    #[must_use]
    pub fn for_browser(&self) -> String {
        let table: &'static Table = self.table;
        let locale = if self.tag == table.tag { table.locale } else { &self.tag };
        let articles = table.articles.iter().map(|a| (a.words, a.first, a.then)).collect();
        let t = handed!(table;
            words: share_check, the_issuer, untitled, the_holder, issued_to, issued_by, earned, valid_until, kind, colon,
                check_running, check_again, check_copy, check_copied, check_same, check_differs, check_now,
                check_failed, check_too_long, check_refused, check_altered, check_unsigned, check_refused_short, check_empty, check_instead,
                check_page_not, check_link_bad, exact, source;
            phrases: site_is_own, site_lists, site_lists_why, site_lists_not, site_namesake,
                genuine_short, genuine_revoked, genuine_suspended, genuine_expired, genuine_not_yet, genuine_outside,
                genuine_unknown_status, genuine_unknown_dates, revoked_short, suspended_short, expired_short,
                unaltered, unaltered_short, reported, reported_by_on, reported_short, reported_meaning,
                check_pass, check_fail, check_unknown, check_not_asked,
                check_format, check_signature, check_issuer, check_issuer_unknown, check_issuer_as, issuer_as, check_namesake, check_dates, check_dates_fail,
                check_dates_unknown, check_expired, check_not_yet, check_no_end, check_status, check_status_unknown,
                check_revoked, check_suspended, check_no_status, check_other_fail, check_other_unknown,
                check_kept, check_not_fetched, check_listed, check_first, check_shown, check_sum;
            check: unchecked_key, unchecked_kind, unchecked_short, unchecked_claim, unchecked_signature,
                retry, status_unknown_short, dates_unknown_short, not_yet_short, outside_short, no_short, no_picture,
                no_badge, no_attachment, no_archive, no_empty, no_other, no_platform, no_folder, cut_folder, cut_links,
                reported_file, unfit_signature;
            proven: verified, verified_unlisted, verified_short, verified_unlisted_short;
            lines: earned_from_on, earned_from, earned_on, earned_title, was_earned_from_on, was_earned_from, was_earned_on, was_earned;
        );
        serde_json::to_string(&Handed { locale, articles, t }).expect("plain words can be written as JSON")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_hands_over_the_same_words() {
        let keys = |tag: &str| {
            let value: serde_json::Value = serde_json::from_str(&Language::of(tag).for_browser()).expect("JSON");
            value["t"].as_object().expect("words").keys().cloned().collect::<Vec<_>>()
        };
        for tag in Language::known() {
            assert_eq!(keys(tag), keys("en"), "{tag}");
        }
        assert!(Language::of("de-AT").for_browser().contains("\"locale\":\"de-AT\""));
    }
}
