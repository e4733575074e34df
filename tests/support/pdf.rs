//! In: files. Out: a PDF without a page that has them attached, as a cross-reference table has it.
#![allow(dead_code, unreachable_pub, reason = "every test binary uses its own part of this")]

/// A PDF with these files attached, by their names.
pub fn with_attached(files: &[(&str, &[u8])]) -> Vec<u8> {
    let list: String = files.iter().zip(0..).map(|((name, _), n)| format!("({name}) {} 0 R ", 4 + 2 * n)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>".to_vec(),
        b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
        format!("<< /Names [ {list}] >>").into_bytes(),
    ];
    for ((name, bytes), n) in files.iter().zip(0..) {
        let stream = 5 + 2 * n;
        objects.push(format!("<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {stream} 0 R >> >>").into_bytes());
        let head = format!("<< /Type /EmbeddedFile /Length {} >>\nstream\n", bytes.len());
        objects.push([head.as_bytes(), bytes, b"\nendstream"].concat());
    }
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.extend(format!("{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}
