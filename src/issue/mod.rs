//! In: award rows, badge definitions, the ledger, randomness, a key. Out: signed credentials and the new ledger lines, as values.
//! Reads no file, writes no file, knows no clock: `cmd/issue/` and `cmd/replace/` bring those.

mod agree;
pub mod allot;
pub mod award;
mod broken;
pub mod change;
pub mod columns;
pub mod credential;
mod days;
pub mod definition;
mod identity;
pub mod import;
pub mod keys;
pub mod ledger;
pub mod listing;
pub mod lists;
pub mod make;
pub mod moved;
mod no_badge;
pub mod plan;
mod put_away;
mod reader;
mod rebadged;
mod renamed;
pub mod rows;
pub mod signed;
pub mod status;
mod text;
pub mod unstated;
