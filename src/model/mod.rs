//! In: drafts with their judgements. Out: a closed `Site`: typed ids, no dangling name, no path that two things claim.
//! This is the renderers' whole world. Nothing here reads, writes or renders.

mod site;

pub use site::*;
