//! In: a number. Out: the badge or the award of that number. The same content for every program that is measured.

/// How many badges there are.
pub(crate) const BADGES: usize = 50;

const TOPICS: [(&str, &str, [&str; 3], &str); 25] = [
    (
        "Public Speaking",
        "Communication Studies",
        ["Public speaking", "Audience awareness", "Answering questions"],
        "Communication",
    ),
    (
        "Technical Writing",
        "Communication Studies",
        ["Technical writing", "Editing", "Audience awareness"],
        "Communication",
    ),
    ("Media Literacy", "Communication Studies", ["Source criticism", "Fact checking", "Editing"], "Critical Thinking"),
    ("Data Storytelling", "Statistics", ["Data visualisation", "Statistics", "Editing"], "Communication"),
    ("Survey Design", "Statistics", ["Statistics", "Interviewing", "Research ethics"], "Critical Thinking"),
    ("Python for Inquiry", "Statistics", ["Python", "Data cleaning", "Data visualisation"], "Technology"),
    ("Laboratory Safety", "Chemistry", ["Risk assessment", "First aid", "Record keeping"], "Professionalism"),
    ("Spectroscopy", "Chemistry", ["Instrument handling", "Record keeping", "Data cleaning"], "Technology"),
    ("Field Ecology", "Biology", ["Field sampling", "Record keeping", "Risk assessment"], "Teamwork"),
    ("Microscopy", "Biology", ["Instrument handling", "Image analysis", "Record keeping"], "Technology"),
    ("Peer Mentoring", "Student Support", ["Listening", "Facilitation", "Referral"], "Leadership"),
    ("Intercultural Dialogue", "Student Support", ["Listening", "Facilitation", "Languages"], "Equity & Inclusion"),
    ("Service Learning", "Student Support", ["Planning", "Listening", "Teamwork in projects"], "Leadership"),
    ("Career Compass", "Career Centre", ["Self-assessment", "Interviewing", "Planning"], "Career & Self-Development"),
    ("Project Management", "Business", ["Planning", "Budgeting", "Teamwork in projects"], "Leadership"),
    ("Bookkeeping", "Business", ["Budgeting", "Spreadsheets", "Record keeping"], "Professionalism"),
    ("Negotiation", "Business", ["Listening", "Negotiation", "Planning"], "Communication"),
    ("Event Leadership", "Student Union", ["Planning", "Budgeting", "Risk assessment"], "Leadership"),
    ("Accessible Documents", "Library", ["Accessibility", "Editing", "Typesetting"], "Equity & Inclusion"),
    ("Archival Research", "Library", ["Source criticism", "Record keeping", "Research ethics"], "Critical Thinking"),
    ("Reference Management", "Library", ["Source criticism", "Typesetting", "Record keeping"], "Technology"),
    ("Studio Induction", "Fine Art", ["Tool safety", "Drawing", "Critique"], "Professionalism"),
    ("Life Drawing", "Fine Art", ["Drawing", "Critique", "Observation"], "Critical Thinking"),
    ("Screen Printing", "Fine Art", ["Tool safety", "Typesetting", "Drawing"], "Technology"),
    ("Choral Conducting", "Music", ["Conducting", "Listening", "Planning"], "Leadership"),
];

const LEVELS: [(&str, &str); 2] = [("Foundations", "foundations"), ("in Practice", "in-practice")];
const SHAPES: [&str; 5] = ["circle", "shield", "hexagon", "rosette", "medal"];
const COLOURS: [&str; 6] = ["#7a1f3d", "#1f4d4a", "#3a3f7a", "#8a4b12", "#2d5d2a", "#5b2a6e"];

const FIRST: [&str; 40] = [
    "Maya", "Tomas", "Adaeze", "Yusuf", "Ingrid", "Mei", "Rafael", "Noor", "Callum", "Sofia", "Dmitri", "Amara",
    "Jonas", "Priya", "Hugo", "Leila", "Mateo", "Freya", "Kofi", "Anneke", "Zoë", "Ravi", "Elif", "Marek", "Chiara",
    "Owen", "Fatima", "Lars", "Hana", "Diego", "Ottilie", "Sanjay", "Beatriz", "Emil", "Nadia", "Theo", "Wren",
    "Arjun", "Colette", "Ivo",
];
const LAST: [&str; 50] = [
    "Lindqvist",
    "Okafor",
    "Novák",
    "Hassan",
    "Marchetti",
    "Tanaka",
    "Ferreira",
    "O'Brien",
    "Szabó",
    "Haddad",
    "Petrov",
    "Mensah",
    "Keller",
    "Iyer",
    "Moreau",
    "Farouk",
    "Delgado",
    "Nyström",
    "Boateng",
    "de Vries",
    "Arslan",
    "Rao",
    "Yılmaz",
    "Kowalski",
    "Rossi",
    "Pritchard",
    "Siddiqui",
    "Berg",
    "Kobayashi",
    "Vega",
    "Hartmann",
    "Mehta",
    "Carvalho",
    "Holm",
    "Rahman",
    "Lambert",
    "Ashworth",
    "Gupta",
    "Dubois",
    "Horvat",
    "Sutherland",
    "Adeyemi",
    "Costa",
    "Wójcik",
    "Thorne",
    "Bianchi",
    "Larsen",
    "Quist",
    "Abara",
    "Featherstone",
];

/// A badge.
pub(crate) struct Badge {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) department: &'static str,
    /// Markdown of some 155 words.
    pub(crate) criteria: String,
    pub(crate) skills: [&'static str; 3],
    /// One of NACE's competency.
    pub(crate) competency: &'static str,
    pub(crate) shape: &'static str,
    pub(crate) colour: &'static str,
}

/// Who earned what, and when.
pub(crate) struct Award {
    /// A badge's number.
    pub(crate) badge: usize,
    pub(crate) name: String,
    /// A day as `2026-05-28`.
    pub(crate) awarded: String,
    pub(crate) evidence_name: String,
    pub(crate) evidence_url: String,
    /// A sentence that no other award has.
    pub(crate) sentence: String,
}

/// All badges.
pub(crate) fn badges() -> Vec<Badge> {
    (0..BADGES).map(badge).collect()
}

fn badge(n: usize) -> Badge {
    let (topic, department, skills, competency) = TOPICS[n / 2];
    let (level, short) = LEVELS[n % 2];
    let subject = topic.to_lowercase();
    let id = format!("{}-{short}", subject.replace(' ', "-"));
    let name = format!("{topic} {level}");
    let description = format!("A course in {subject} with a piece of work that two people judged.");
    let criteria = format!(
        "Take part in **all four meetings** of the course, and hand in a piece of work of your own in {subject}, on a question that you have chosen \
         yourself and agreed with the instructors.\n\n\
         To earn this badge you have to:\n\n\
         - show *{}* in a setting that you did not know before;\n\
         - use {} to come to a result that somebody else can follow and repeat;\n\
         - explain, in five minutes and to people from outside, what you did and what you would do otherwise;\n\
         - answer their questions, or say plainly that you cannot.\n\n\
         Two instructors judge the work against the rubric of {department}, each on their own, before they speak about it. All criteria have to be \
         met; one that is not may be tried again once within four weeks. Nothing is given for being there alone. The rubric is [published with its \
         examples](https://www.alderbay.example/rubrics/{id}/).",
        skills[0].to_lowercase(),
        skills[1].to_lowercase(),
    );
    Badge {
        id,
        name,
        description,
        department,
        criteria,
        skills,
        competency,
        shape: SHAPES[n % SHAPES.len()],
        colour: COLOURS[n % COLOURS.len()],
    }
}

/// The award of a number.
pub(crate) fn award(n: usize) -> Award {
    let mixed = mix(n as u64);
    let pick = |shift: u32, of: usize| (mixed >> shift) as usize % of;
    let initial = char::from(b'A' + pick(40, 26) as u8);
    let name = format!("{} {initial}. {}", FIRST[pick(0, FIRST.len())], LAST[pick(8, LAST.len())]);
    let awarded = format!("{}-{:02}-{:02}", 2021 + pick(16, 5), 1 + pick(24, 12), 1 + pick(32, 28));
    let badge = n % BADGES;
    Award {
        badge,
        evidence_name: format!("The piece of work, as it was handed in to {}", TOPICS[badge / 2].1),
        evidence_url: format!("https://work.alderbay.example/{n:07}/"),
        sentence: format!("This one was for the work with the number {n:07}, which {name} handed in before {awarded}."),
        name,
        awarded,
    }
}

/// SplitMix64: a well mixed number for each number.
pub(crate) const fn mix(n: u64) -> u64 {
    let mut z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
