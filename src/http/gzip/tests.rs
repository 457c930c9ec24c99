use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

fn compressed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

/// A body in chunks of this many bytes.
struct Chunks(Vec<u8>, usize);

impl Body for Chunks {
    type Data = Bytes;
    type Error = aws_smithy_types::body::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let size = self.1.min(self.0.len());
        let chunk: Vec<u8> = self.0.drain(..size).collect();
        Poll::Ready((!chunk.is_empty()).then(|| Ok(Frame::data(chunk.into()))))
    }
}

fn decode(compressed: Vec<u8>, chunk_size: usize) -> Result<Vec<u8>, String> {
    let mut body = DecodedBody::new(SdkBody::from_body_1_x(Chunks(compressed, chunk_size)));
    let mut text = Vec::new();
    let mut context = Context::from_waker(std::task::Waker::noop());
    loop {
        match Pin::new(&mut body).poll_frame(&mut context) {
            Poll::Ready(Some(Ok(frame))) => text.extend(frame.into_data().expect("data")),
            Poll::Ready(Some(Err(error))) => return Err(error.to_string()),
            Poll::Ready(None) => return Ok(text),
            Poll::Pending => panic!("all chunks are there"),
        }
    }
}

fn text() -> Vec<u8> {
    (0..40_000_u32).flat_map(|number| format!("<item>{}</item>", number * 7919).into_bytes()).collect()
}

#[test]
fn the_text_does_not_depend_on_the_size_of_chunks() {
    for chunk_size in [1, 1000, 16_384, usize::MAX] {
        assert!(decode(compressed(&text()), chunk_size).expect("decoded") == text(), "{chunk_size}");
    }
}

#[test]
fn all_members_are_decoded() {
    let members = [compressed(b"<a/>"), compressed(b"<b/>")].concat();
    for chunk_size in [1, 7, usize::MAX] {
        assert_eq!(decode(members.clone(), chunk_size).expect("decoded"), b"<a/><b/>");
    }
}

#[test]
fn truncated_or_invalid_gzip_is_an_error() {
    let whole = compressed(&text());
    assert!(decode(whole[..whole.len() / 2].to_vec(), 1000).is_err());
    assert!(decode(whole[..whole.len() - 1].to_vec(), 1000).is_err());
    assert!(decode(b"<DescribeInstancesResponse/>".to_vec(), 1000).is_err());
}

#[test]
fn nothing_is_decoded_before_all_is_received() {
    let compressed = compressed(&text());
    let mut body = DecodedBody::new(SdkBody::from_body_1_x(Chunks(compressed.clone(), 1000)));
    let first = Pin::new(&mut body).poll_frame(&mut Context::from_waker(std::task::Waker::noop()));
    assert!(matches!(first, Poll::Ready(Some(Ok(frame))) if frame.data_ref().is_some_and(Bytes::is_empty)));
    assert_eq!(body.received.iter().flatten().copied().collect::<Vec<_>>(), compressed);
}
