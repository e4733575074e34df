//! In: the bytes of a table that some other program wrote, and a mapping. Out: rows of awards under our own names, and what was
//! passed over, with the reason. Guesses no date, no encoding and no column.

pub mod decode;
mod header;
pub mod mapping;
mod number;
mod position;
pub mod profile;
pub mod rule;
mod signs;
mod slipped;
pub mod table;
mod template;

pub use mapping::Mapping;
pub use profile::Profile;
