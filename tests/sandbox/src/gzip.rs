//! Assembles gzip from parts that have been compressed before.
//!
//! Each part is compressed separately and ends on a byte boundary (RFC 1951, section 3.2.4), so that the parts can be
//! concatenated to one member (RFC 1952). A member for each part wouldn't do: curl and botocore stop after the first.

use std::io::Write;

use axum::body::Bytes;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// The header: no flags, no time, unknown system.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// An empty final block.
const LAST_BLOCK: [u8; 2] = [3, 0];

/// A compressed part, and its share of the checksum and length in the trailer.
#[derive(Debug)]
pub struct Deflated {
    blocks: Bytes,
    crc: Crc,
}

impl Deflated {
    pub fn new(plain: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(plain).and_then(|()| encoder.flush()).expect("writing to memory succeeds");
        let mut crc = Crc::new();
        crc.update(plain);
        Self { blocks: std::mem::take(encoder.get_mut()).into(), crc }
    }
}

/// A gzip file of one member, in chunks.
pub fn member<'a>(parts: impl Iterator<Item = &'a Deflated>) -> Vec<Bytes> {
    let mut chunks = vec![Bytes::from_static(&HEAD)];
    let mut crc = Crc::new();
    for part in parts {
        chunks.push(part.blocks.clone());
        crc.combine(&part.crc);
    }
    let trailer = [&LAST_BLOCK[..], &crc.sum().to_le_bytes(), &crc.amount().to_le_bytes()];
    chunks.push(trailer.concat().into());
    chunks
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    /// The text of the first member, and how many bytes follow it.
    fn decode(file: &[u8]) -> (String, usize) {
        let mut decoder = flate2::bufread::GzDecoder::new(file);
        let mut text = String::new();
        decoder.read_to_string(&mut text).expect("gzip");
        (text, decoder.into_inner().len())
    }

    #[test]
    fn parts_become_one_member() {
        let long = "<item>instance</item>\n".repeat(10_000);
        let texts = ["<head/>", &long, "", &long, "</tail>"];
        let parts = texts.map(|text| Deflated::new(text.as_bytes()));
        let file = member(parts.iter()).concat();
        assert_eq!(decode(&file), (texts.concat(), 0));
        assert!(file.len() < long.len() / 50, "{}", file.len());
    }

    #[test]
    fn without_parts_the_text_is_empty() {
        assert_eq!(decode(&member([].iter()).concat()), (String::new(), 0));
    }
}
