//! accolade: a static-site generator for digital badges and certificates that anybody can check.
//!
//! A build is a chain of functions from values to values: load, draft, judge, model, render, output.
#![forbid(unsafe_code)]

pub mod cmd;
pub mod diag;
pub mod draft;
pub mod fetch;
pub mod insight;
pub mod issue;
pub mod judge;
pub mod load;
pub mod media;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod render;
pub mod serve;
pub mod upload;
