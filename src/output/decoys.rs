//! In: the paths of a site's files, and how many of them the site leads to. Out: hashes that stand for no file.
//! Published hash lists are padded with decoys. Otherwise anyone could count a list, subtract the pages they can visit, and learn how many
//! unlisted people there are, even if only one to four.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Hash16;

/// Lists grow by no less at once: the files of a dozen people in a site that makes everything of them.
const STEP: usize = 256;
/// And by no less than this part of what the site leads to.
const SHARE: usize = 32;

/// Of each path's hash the half that is published nowhere, all in one. Who does not know the address of every file cannot work it out.
#[derive(Debug, Default)]
pub(super) struct Secret([AtomicU64; 2]);

impl Secret {
    /// Takes in a path, and gives the half that is published.
    pub(super) fn take(&self, path: &str) -> Hash16 {
        let hash = blake3::hash(path.as_bytes());
        for (sum, half) in self.0.iter().zip(hash.as_bytes()[16..].chunks_exact(8)) {
            sum.fetch_xor(u64::from_le_bytes(half.try_into().unwrap_or_default()), Ordering::Relaxed);
        }
        Hash16::half(&hash)
    }

    /// So many hashes of no path, each with one of no bytes: the same for the same paths in the same build, and others in every other.
    pub(super) fn decoys(&self, fingerprint: &str, count: usize) -> impl Iterator<Item = (Hash16, Hash16)> + use<> {
        let sum = self.0.each_ref().map(|half| half.load(Ordering::Relaxed).to_le_bytes());
        let from = [&sum.concat(), fingerprint.as_bytes()].concat();
        let key = blake3::derive_key("accolade 2026 hashes that stand for no file", &from);
        (0..count as u64).map(move |n| {
            let hash = blake3::keyed_hash(&key, &n.to_le_bytes());
            let mut rest = [0; 16];
            rest.copy_from_slice(&hash.as_bytes()[16..]);
            (Hash16::half(&hash), Hash16::from_bytes(rest))
        })
    }
}

/// How long the list of a site is that has `all` files and leads to `listed` of them. While the others are few, it follows from `listed`
/// alone, which every visitor can count.
pub(super) fn length(listed: usize, all: usize) -> usize {
    let step = (listed / SHARE).next_power_of_two().max(STEP);
    let least = (listed.div_ceil(step) + 1) * step;
    all.next_multiple_of(step).max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_tells_nothing_of_how_few_are_not_listed() {
        for listed in [0, 1, 60, 255, 256, 257, 5_000, 8_191, 8_192, 8_193, 2_000_000] {
            let none = length(listed, listed);
            assert!((0..=STEP).all(|others| length(listed, listed + others) == none), "{listed}");
            assert!(none > listed && none - listed <= 2 * STEP.max(listed / SHARE * 2), "{listed}: {none}");
        }
        assert_eq!(length(1_000, 100_000), 100_096);
    }

    #[test]
    fn decoys_follow_from_all_paths_in_any_order_and_from_no_fewer() {
        let decoys = |paths: &[&str]| -> Vec<_> {
            let secret = Secret::default();
            paths.iter().for_each(|path| {
                secret.take(path);
            });
            secret.decoys("f", 3).collect()
        };
        let all = decoys(&["index.html", "credentials/4f1c/index.html", "style.css"]);
        assert_eq!(all, decoys(&["style.css", "credentials/4f1c/index.html", "index.html"]));
        assert!(all.iter().all(|decoy| !decoys(&["index.html", "style.css"]).contains(decoy)));
        assert_eq!(Secret::default().take("style.css"), Hash16::of(b"style.css"));
    }
}
