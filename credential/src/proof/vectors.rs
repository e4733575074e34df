//! Data Integrity EdDSA vectors of the W3C, every intermediate value.
