//! In: designs and seals. Out: SVG text: badges, rosettes, marks. Pure and the same on every machine:
//! no platform trigonometry, coordinates rounded, no script, no reference out of the picture.

pub mod icon;
