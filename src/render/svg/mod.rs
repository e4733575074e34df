//! In: designs and seals. Out: SVG text: badges, rosettes, marks. Pure and the same on every machine:
//! no platform trigonometry, coordinates rounded, no script, no reference out of the picture.

mod arc;
mod badge;
mod banner;
mod border;
mod family;
pub mod icon;
mod imported;
mod lathe;
mod letters;
mod mark;
mod outline;
pub(crate) mod pen;
mod phosphor;
mod rosette;
mod slip;
pub mod text;
pub mod tone;

pub use badge::badge;
pub use border::border;
pub use imported::imported;
pub use mark::{mark, verified_mark};
pub use rosette::{empty_ring, rosette};
pub use slip::slip;
