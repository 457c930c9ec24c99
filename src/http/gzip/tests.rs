use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

fn compressed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

/// A body that comes in pieces of this many bytes.
struct FieldSlices(Vec<u8>, usize);

impl Body for FieldSlices {
    type Data = Bytes;
    type Error = aws_smithy_types::body::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let size = self.1.min(self.0.len());
        let piece: Vec<u8> = self.0.drain(..size).collect();
        Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(piece.into()))))
    }
}

fn decode(compressed: Vec<u8>, piece: usize) -> Result<Vec<u8>, String> {
    let mut body = Decoded::new(SdkBody::from_body_1_x(FieldSlices(compressed, piece)));
    let mut text = Vec::new();
    let mut context = Context::from_waker(std::task::Waker::noop());
    loop {
        match Pin::new(&mut body).poll_frame(&mut context) {
            Poll::Ready(Some(Ok(frame))) => text.extend(frame.into_data().expect("data")),
            Poll::Ready(Some(Err(error))) => return Err(error.to_string()),
            Poll::Ready(None) => return Ok(text),
            Poll::Pending => panic!("the pieces are all there"),
        }
    }
}

fn text() -> Vec<u8> {
    (0..40_000_u32).flat_map(|number| format!("<item>{}</item>", number * 7919).into_bytes()).collect()
}

#[test]
fn the_text_is_the_same_however_its_pieces_come() {
    for piece in [1, 1000, 16_384, usize::MAX] {
        assert!(decode(compressed(&text()), piece).expect("decoded") == text(), "{piece}");
    }
}

#[test]
fn several_members_are_one_text() {
    let members = [compressed(b"<a/>"), compressed(b"<b/>")].concat();
    for piece in [1, 7, usize::MAX] {
        assert_eq!(decode(members.clone(), piece).expect("decoded"), b"<a/><b/>");
    }
}

#[test]
fn what_is_cut_off_or_no_gzip_is_an_error() {
    let whole = compressed(&text());
    assert!(decode(whole[..whole.len() / 2].to_vec(), 1000).is_err());
    assert!(decode(whole[..whole.len() - 1].to_vec(), 1000).is_err());
    assert!(decode(b"<DescribeInstancesResponse/>".to_vec(), 1000).is_err());
}

#[test]
fn nothing_is_decoded_before_all_has_come() {
    let compressed = compressed(&text());
    let mut body = Decoded::new(SdkBody::from_body_1_x(FieldSlices(compressed.clone(), 1000)));
    let first = Pin::new(&mut body).poll_frame(&mut Context::from_waker(std::task::Waker::noop()));
    assert!(matches!(first, Poll::Ready(Some(Ok(frame))) if frame.data_ref().is_some_and(Bytes::is_empty)));
    assert_eq!(body.waiting.iter().flatten().copied().collect::<Vec<_>>(), compressed);
}
