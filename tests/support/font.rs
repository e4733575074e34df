//! Fonts for tests: a face that comes with accolade, made to say that it has other characters, or forbids something.

/// Noto Sans whose letters stand for these characters: A for the first, B for the second, and so on.
pub fn with(characters: &str) -> Vec<u8> {
    let mut groups: Vec<(u32, u32)> = characters.chars().zip(0_u32..).map(|(c, n)| (u32::from(c), 36 + n)).collect();
    groups.sort_unstable();
    groups.dedup_by_key(|(c, _)| *c);
    // Format 12 (OpenType 1.9, cmap): one group a character.
    let count = u32::try_from(groups.len()).expect("few");
    let mut cmap: Vec<u8> = [0_u16, 1, 3, 10].iter().flat_map(|n| n.to_be_bytes()).collect();
    cmap.extend([12_u32, 12 << 16, 16 + 12 * count, 0, count].iter().flat_map(|n| n.to_be_bytes()));
    cmap.extend(groups.iter().flat_map(|(c, glyph)| [*c, *c, *glyph]).flat_map(u32::to_be_bytes));
    let mut font = notosans::REGULAR_TTF.to_vec();
    while !font.len().is_multiple_of(4) {
        font.push(0);
    }
    let (record, place) = (record(&font, *b"cmap"), u32::try_from(font.len()).expect("small"));
    font[record + 8..record + 12].copy_from_slice(&place.to_be_bytes());
    let length = u32::try_from(cmap.len()).expect("small");
    font[record + 12..record + 16].copy_from_slice(&length.to_be_bytes());
    font.extend(cmap);
    font
}

/// A font with other embedding permissions (OpenType 1.9, OS/2, fsType).
pub fn permitting(mut font: Vec<u8>, fs_type: u16) -> Vec<u8> {
    let record = record(&font, *b"OS/2");
    let table = u32::from_be_bytes(font[record + 8..record + 12].try_into().expect("four")) as usize;
    font[table + 8..table + 10].copy_from_slice(&fs_type.to_be_bytes());
    font
}

/// Where a table's record is in the table directory.
fn record(font: &[u8], tag: [u8; 4]) -> usize {
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    (0..count).map(|i| 12 + 16 * i).find(|at| font[*at..at + 4] == tag).expect("the table is there")
}
