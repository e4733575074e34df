//! In: the name of a device. Out: its drawing, from the Phosphor icon set (filled weight, a 256-unit square): any of the set by its
//! own name, and those that learning asks for most under plain names that can be searched by what they stand for.
//! Filled silhouettes stay legible at 32 px, where outlines vanish.

use phosphor_svgs::style::fill;

use super::phosphor::ALL;

/// A device for the middle of an artwork.
#[derive(Debug, Clone, Copy)]
pub struct Icon {
    /// The name that a design uses.
    pub name: &'static str,
    /// Further words that find it, separated by spaces.
    pub words: &'static str,
    svg: &'static str,
}

impl Icon {
    /// The side of the square that the drawing stands in.
    pub const SIDE: f64 = 256.0;

    /// The elements of the drawing, in a square of [`Icon::SIDE`] units, painted with the current fill.
    #[must_use]
    pub fn body(&self) -> &'static str {
        let start = self.svg.find('>').map_or(0, |i| i + 1);
        let end = self.svg.rfind("</svg>").unwrap_or(self.svg.len());
        self.svg[start..end].trim()
    }
}

/// The device of a name, a plain one first; `None` when there is none of that name.
#[must_use]
pub fn lookup(name: &str) -> Option<Icon> {
    if let Ok(i) = ICONS.binary_search_by(|icon| icon.name.cmp(name)) {
        return Some(ICONS[i]);
    }
    let i = ALL.binary_search_by(|(own, _)| (*own).cmp(name)).ok()?;
    Some(Icon { name: ALL[i].0, words: "", svg: ALL[i].1 })
}

/// The plain names, in alphabetical order.
#[must_use]
pub fn names() -> &'static [&'static str] {
    NAMES
}

/// Every name that can be drawn, in alphabetical order, each once.
#[must_use]
pub fn all_names() -> Vec<&'static str> {
    let mut all: Vec<_> = ALL.iter().map(|(name, _)| *name).chain(NAMES.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Names that have `word` (lower case) in them or stand for it: plain ones first.
#[must_use]
pub fn find(word: &str) -> Vec<&'static str> {
    let mut found: Vec<_> = search(word).map(|icon| icon.name).collect();
    let parts = |name: &str| name.split('-').any(|part| part.starts_with(word));
    for (name, _) in ALL.iter().filter(|(name, _)| parts(name)) {
        if !found.contains(name) {
            found.push(name);
        }
    }
    found
}

/// Devices whose name or words begin with `word` (lower case), in alphabetical order.
pub fn search(word: &str) -> impl Iterator<Item = &'static Icon> {
    ICONS.iter().filter(move |i| i.name.starts_with(word) || i.words.split(' ').any(|w| w.starts_with(word)))
}

macro_rules! icons {
    ($($name:literal => $source:ident, $words:literal;)+) => {
        static ICONS: &[Icon] = &[$(Icon { name: $name, words: $words, svg: fill::$source }),+];
        static NAMES: &[&str] = &[$($name),+];
    };
}

icons! {
    "alert" => WARNING, "risk safety hazard";
    "anchor" => ANCHOR, "stability sea harbour";
    "archive" => ARCHIVE, "records library collection";
    "art" => PAINT_BRUSH, "painting creative";
    "atom" => ATOM, "physics science";
    "award" => TROPHY, "cup prize win";
    "balance" => SCALES, "law justice ethics scale";
    "bank" => BANK, "museum government civic institution";
    "bell" => BELL, "notice";
    "bird" => BIRD, "nature wildlife";
    "book" => BOOK_OPEN, "reading literature study";
    "books" => BOOKS, "library series";
    "brain" => BRAIN, "psychology thinking mind";
    "briefcase" => BRIEFCASE, "business career work";
    "broadcast" => BROADCAST, "radio media podcast";
    "build" => HAMMER, "craft making construction";
    "calculator" => CALCULATOR, "accounting mathematics numbers";
    "calendar" => CALENDAR, "planning events";
    "camera" => CAMERA, "photography picture";
    "chart" => CHART_BAR, "statistics data analysis";
    "chat" => CHATS_CIRCLE, "conversation dialogue communication";
    "check" => CHECK_CIRCLE, "done complete";
    "chip" => CPU, "computing hardware electronics";
    "city" => BUILDINGS, "urban architecture";
    "clock" => CLOCK, "time punctual";
    "cloud" => CLOUD, "weather hosting";
    "code" => CODE, "programming software";
    "compass" => COMPASS, "orientation navigation guidance";
    "cooking" => CHEF_HAT, "kitchen food culinary";
    "crown" => CROWN, "leadership honour";
    "database" => DATABASE, "storage sql";
    "design" => PENCIL_RULER, "drawing drafting";
    "dna" => DNA, "biology genetics";
    "drop" => DROP, "water chemistry";
    "ear" => EAR, "listening";
    "engineering" => GEAR, "machine mechanics";
    "eye" => EYE, "observation vision review";
    "feather" => FEATHER, "writing poetry";
    "film" => FILM_SLATE, "cinema video";
    "finance" => COINS, "money budget economics";
    "fire" => FIRE, "energy passion";
    "first-aid" => FIRST_AID_KIT, "emergency medicine";
    "fitness" => BARBELL, "sport training";
    "flag" => FLAG, "goal milestone";
    "flask" => FLASK, "chemistry laboratory experiment";
    "flower" => FLOWER_LOTUS, "garden wellbeing";
    "game" => PUZZLE_PIECE, "puzzle problem solving";
    "garden" => PLANT, "growth sustainability";
    "gavel" => GAVEL, "court debate law";
    "gift" => GIFT, "giving donation";
    "globe" => GLOBE_HEMISPHERE_WEST, "world international geography";
    "graduate" => GRADUATION_CAP, "degree student graduation";
    "hand-heart" => HAND_HEART, "volunteering care service";
    "handshake" => HANDSHAKE, "partnership teamwork negotiation";
    "headphones" => HEADPHONES, "audio sound";
    "health" => HEARTBEAT, "nursing medicine";
    "heart" => HEART, "care love support";
    "history" => SCROLL, "past document";
    "home" => HOUSE, "housing community";
    "idea" => LIGHTBULB, "innovation creativity";
    "key" => KEY, "access security";
    "language" => TRANSLATE, "translation linguistics";
    "laptop" => LAPTOP, "digital computer";
    "leaf" => LEAF, "environment ecology green";
    "lecture" => CHALKBOARD_TEACHER, "teaching teacher instruction";
    "lifebuoy" => LIFEBUOY, "rescue help";
    "lock" => LOCK_KEY, "privacy security";
    "map" => MAP_TRIFOLD, "geography travel";
    "mathematics" => PI, "maths numbers";
    "medal" => MEDAL, "honour merit";
    "megaphone" => MEGAPHONE, "marketing public campaign";
    "mentor" => STUDENT, "peer tutor coach";
    "mic" => MICROPHONE_STAGE, "speaking speech voice";
    "microscope" => MICROSCOPE, "research biology";
    "mountain" => MOUNTAINS, "outdoors challenge";
    "music" => MUSIC_NOTES, "song melody";
    "network" => GRAPH, "systems connections";
    "news" => NEWSPAPER, "journalism media press";
    "palette" => PALETTE, "colour design";
    "pen" => PEN_NIB, "writing author";
    "people" => USERS_THREE, "community team group";
    "plane" => AIRPLANE_TILT, "travel abroad";
    "podium" => LECTERN, "speaking rhetoric";
    "presentation" => PRESENTATION_CHART, "slides pitch";
    "quote" => QUOTES, "quotation citation";
    "recycle" => RECYCLE, "sustainability circular";
    "robot" => ROBOT, "automation artificial intelligence";
    "rocket" => ROCKET_LAUNCH, "startup entrepreneurship";
    "ruler" => RULER, "measurement precision";
    "run" => PERSON_SIMPLE_RUN, "sport athletics";
    "scale" => SCALES, "law justice ethics balance";
    "search" => MAGNIFYING_GLASS, "research inquiry";
    "shapes" => SHAPES, "geometry form";
    "shield" => SHIELD_CHECK, "security protection";
    "signpost" => SIGNPOST, "direction advice";
    "star" => STAR, "excellence favourite";
    "steps" => STEPS, "progress pathway";
    "stethoscope" => STETHOSCOPE, "medicine clinic";
    "strategy" => STRATEGY, "planning tactics";
    "sun" => SUN, "energy summer";
    "target" => TARGET, "goal focus";
    "telescope" => BINOCULARS, "astronomy discovery";
    "terminal" => TERMINAL_WINDOW, "command shell";
    "theatre" => MASK_HAPPY, "drama acting";
    "toolbox" => TOOLBOX, "trades repair";
    "tree" => TREE, "forest nature";
    "users" => USERS, "teamwork group people";
    "video" => VIDEO_CAMERA, "recording film";
    "wave" => WAVE_SINE, "signal sound";
    "wheelchair" => WHEELCHAIR_MOTION, "accessibility inclusion";
    "wrench" => WRENCH, "repair maintenance";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_found_so_that_lookup_never_misses_one() {
        assert!(NAMES.windows(2).all(|pair| pair[0] < pair[1]));
        for name in names() {
            assert_eq!(lookup(name).map(|i| i.name), Some(*name));
        }
        assert!(names().len() >= 60);
        assert!(ALL.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(all_names().len() > 1_500);
        assert_eq!(lookup("acorn").map(|i| i.name), Some("acorn"));
        assert!(find("speech").starts_with(&["mic"]) && find("acorn") == ["acorn"]);
    }

    #[test]
    fn an_unknown_name_has_no_device() {
        assert!(lookup("unicorn").is_none());
        assert!(lookup("Mic").is_none());
        assert!(lookup("").is_none());
    }

    #[test]
    fn a_drawing_is_filled_paths_alone_and_small() {
        for icon in all_names().into_iter().filter_map(lookup) {
            let body = icon.body();
            assert!(body.starts_with("<path d=\"") && body.ends_with("/>"), "{}: {body}", icon.name);
            assert!(!body.contains("svg") && !body.contains("stroke"), "{}", icon.name);
            assert!(body.len() < 3000, "{}: {} bytes", icon.name, body.len());
        }
    }

    #[test]
    fn a_device_is_found_by_what_it_stands_for() {
        let found: Vec<_> = search("speech").map(|i| i.name).collect();
        assert_eq!(found, ["mic"]);
        assert!(search("law").any(|i| i.name == "scale"));
    }
}
