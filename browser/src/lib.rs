//! In: a request in the module's memory (`accolade_credential::report` describes it). Out: the answer in the module's memory.
//! No rule of its own: it copies bytes. A panic is a trap; the page then starts the module anew.

use std::mem;

use accolade_credential::report;

/// What the module was made from; a section of the file that is not loaded.
#[cfg_attr(target_family = "wasm", unsafe(link_section = "accolade.sources"))]
#[used]
static SOURCES: [u8; 64] = *env!("ACCOLADE_STAMP").as_bytes().first_chunk().expect("64 digits");

/// Room for `length` bytes; given back with [`release`] or taken by a request.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(length: usize) -> *mut u8 {
    let mut room = mem::ManuallyDrop::new(vec![0; length].into_boxed_slice());
    room.as_mut_ptr()
}

/// Gives room back.
///
/// # Safety
/// `at` came from [`reserve`] with this length, or from an answer with the length that stands before it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn release(at: *mut u8, length: usize) {
    // SAFETY: both come from a boxed slice of this length.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, length)) });
}

/// Judges files: see [`report::check`]. The answer begins with its length, four bytes, little end first; a length of
/// zero says that the request cannot be read.
///
/// # Safety
/// Both parts came from [`reserve`] with these lengths; they are given back.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check(header: *mut u8, header_length: usize, body: *mut u8, body_length: usize) -> *mut u8 {
    let taken = |at: *mut u8, length| {
        // SAFETY: as the caller promises, these are boxed slices that nobody else holds.
        unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, length)) }
    };
    let text = report::check(&taken(header, header_length), &taken(body, body_length)).unwrap_or_default();
    let mut answer = u32::try_from(text.len()).unwrap_or_default().to_le_bytes().to_vec();
    answer.extend_from_slice(text.as_bytes());
    mem::ManuallyDrop::new(answer.into_boxed_slice()).as_mut_ptr()
}
