//! A finished PDF, repacked: small objects go into compressed object streams (ISO 32000-1, 7.5.7 and 7.5.8).
//!
//! The structure that makes a PDF readable aloud is thousands of small objects, each written out in full, and the
//! larger part of a record's file; packed it is a tenth. Nothing else changes: streams stay byte for byte, and every
//! object keeps its number; only pictures of symbols give way to their outlines. The metadata stay plain
//! too: what archives identify formats with looks for them as bytes. Reads only what typst's writer makes, and gives
//! `None` for anything else. Uses `symbol`.

use std::borrow::Cow;
use std::ops::Range;

use super::symbol::Symbol;

/// Objects in one object stream: enough to compress well, few enough to look one up quickly.
const PER_STREAM: usize = 500;
/// Effort of the deflate compressor, 0 to 10: above it the file loses half of a per cent, and the time doubles.
const EFFORT: u8 = 4;
/// The same for outlines, whose numbers repeat little: 4 takes twice the time for a tenth of a symbol.
const EFFORT_OF_OUTLINES: u8 = 2;

/// How many pages a file that this made has, or `None` for anything else: the root of the page tree counts them, and it
/// lies in an object stream.
pub fn pages_of(pdf: &[u8]) -> Option<u64> {
    let mut most = None;
    let mut rest = pdf;
    while let Some(at) = find(rest, b"/Type/ObjStm") {
        rest = &rest[at..];
        let length = number_after(rest, b"/Length ")?;
        let start = find(rest, b"stream\n")? + b"stream\n".len();
        let stream = rest.get(start..start.checked_add(usize::try_from(length).ok()?)?)?;
        let objects = miniz_oxide::inflate::decompress_to_vec_zlib(stream).ok()?;
        let mut objects = objects.as_slice();
        while let Some(at) = find(objects, b"/Type/Pages").or_else(|| find(objects, b"/Type /Pages")) {
            objects = &objects[at + 1..];
            most = most.max(number_after(objects, b"/Count "));
        }
        rest = &rest[start..];
    }
    most
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn number_after(bytes: &[u8], word: &[u8]) -> Option<u64> {
    let at = find(bytes, word)? + word.len();
    let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[at..at + digits]).ok()?.parse().ok()
}

/// Where an object lies in the packed file.
#[derive(Debug, Clone, Copy)]
enum Place {
    Free,
    At(usize),
    In { stream: usize, index: usize },
}

/// One object of the file as it was: its number, and its text between `obj` and `endobj`.
struct Object<'a> {
    number: usize,
    body: Cow<'a, [u8]>,
}

/// The same document in fewer bytes and with the outlines of `symbols`, or `None` if `pdf` is not laid out the way our
/// writer does it.
pub(super) fn packed(pdf: &[u8], symbols: &[Symbol]) -> Option<Vec<u8>> {
    let table = start_of_table(pdf)?;
    let offsets = offsets(&pdf[table..])?;
    let trailer = between(&pdf[table..], b"trailer\n<<", b">>\nstartxref")?;
    let (streams, small) = split(pdf, &offsets, table)?;
    let first = offsets.iter().flatten().min().copied()?;
    let mut out = Packer { bytes: pdf[..first].to_vec(), places: vec![Place::Free; offsets.len()] };
    for mut object in streams {
        if let Some(outlines) = outlines(&object.body, symbols) {
            object.body = Cow::Owned(outlines);
        }
        out.stream(&object);
    }
    for some in small.chunks(PER_STREAM) {
        out.object_stream(some);
    }
    out.finish(trailer)
}

/// The file that is being written.
struct Packer {
    bytes: Vec<u8>,
    places: Vec<Place>,
}

impl Packer {
    fn stream(&mut self, object: &Object<'_>) {
        self.places[object.number] = Place::At(self.bytes.len());
        self.write_object(object.number, &object.body);
    }

    fn object_stream(&mut self, objects: &[Object<'_>]) {
        let stream = self.places.len();
        let (mut index_part, mut bodies) = (String::new(), Vec::new());
        for (index, object) in objects.iter().enumerate() {
            self.places[object.number] = Place::In { stream, index };
            index_part.push_str(&format!("{} {} ", object.number, bodies.len()));
            bodies.extend_from_slice(&object.body);
            bodies.push(b'\n');
        }
        self.places.push(Place::At(self.bytes.len()));
        let dictionary = format!("/Type/ObjStm/N {}/First {}", objects.len(), index_part.len());
        let content = [index_part.as_bytes(), &bodies].concat();
        self.write_object(stream, &stream_body(&dictionary, &content, EFFORT));
    }

    /// Cross-reference stream and end of file; `trailer` is the old trailer dictionary's inside.
    fn finish(mut self, trailer: &[u8]) -> Option<Vec<u8>> {
        let (number, start) = (self.places.len(), self.bytes.len());
        self.places.push(Place::At(start));
        let kept = std::str::from_utf8(trailer).ok()?.strip_prefix("/Size ")?;
        let kept = kept.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let dictionary = format!("/Type/XRef/Size {}/W[1 4 2]{kept}", self.places.len());
        let table: Vec<u8> = self.places.iter().map(|place| entry(*place)).collect::<Option<Vec<_>>>()?.concat();
        self.write_object(number, &stream_body(&dictionary, &table, EFFORT));
        self.bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        Some(self.bytes)
    }

    fn write_object(&mut self, number: usize, body: &[u8]) {
        self.bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        self.bytes.extend_from_slice(body);
        self.bytes.extend_from_slice(b"\nendobj\n");
    }
}

/// The outlines of one of the symbols as a stream, if `body` is its picture.
fn outlines(body: &[u8], symbols: &[Symbol]) -> Option<Vec<u8>> {
    let start = find(body, b"stream\n")?;
    let (dictionary, data) = (&body[..start], body[start..].strip_prefix(b"stream\n")?.strip_suffix(b"\nendstream")?);
    let says = |word: &str| find(dictionary, word.as_bytes()).is_some();
    if !says("/Subtype/Image/Filter/FlateDecode/") {
        return None;
    }
    let of_its_size = |symbol: &&Symbol| says(&format!("/Width {side}/Height {side}/", side = symbol.side));
    let mut alike = symbols.iter().filter(of_its_size).peekable();
    // What has no symbol's size is no symbol, and may be large.
    alike.peek()?;
    let pixels = miniz_oxide::inflate::decompress_to_vec_zlib(data).ok()?;
    let (form, outlines) = alike.find(|symbol| symbol.pixels() == pixels)?.outlines();
    Some(stream_body(&form, &outlines, EFFORT_OF_OUTLINES))
}

fn stream_body(dictionary: &str, content: &[u8], effort: u8) -> Vec<u8> {
    let deflated = miniz_oxide::deflate::compress_to_vec_zlib(content, effort);
    let head = format!("<<{dictionary}/Filter/FlateDecode/Length {}>>\nstream\n", deflated.len());
    [head.as_bytes(), &deflated, b"\nendstream"].concat()
}

/// One line of the cross-reference stream: a type, then 4 and 2 bytes (7.5.8.3).
fn entry(place: Place) -> Option<[u8; 7]> {
    let (kind, second, third) = match place {
        Place::Free => (0, 0, u16::MAX),
        Place::At(offset) => (1, u32::try_from(offset).ok()?, 0),
        Place::In { stream, index } => (2, u32::try_from(stream).ok()?, u16::try_from(index).ok()?),
    };
    let ([a, b, c, d], [e, f]) = (second.to_be_bytes(), third.to_be_bytes());
    Some([kind, a, b, c, d, e, f])
}

/// Streams, and all others, each in the order of their numbers.
fn split<'a>(pdf: &'a [u8], offsets: &[Option<usize>], table: usize) -> Option<(Vec<Object<'a>>, Vec<Object<'a>>)> {
    let mut starts: Vec<usize> = offsets.iter().flatten().copied().collect();
    starts.sort_unstable();
    let (mut streams, mut small) = (Vec::new(), Vec::new());
    for (number, start) in offsets.iter().enumerate().filter_map(|(number, start)| Some((number, (*start)?))) {
        let after = starts.partition_point(|other| *other <= start);
        let end = starts.get(after).copied().unwrap_or(table);
        let object = Object { number, body: Cow::Borrowed(body(pdf, start..end, number)?) };
        if object.body.ends_with(b"endstream") { streams.push(object) } else { small.push(object) }
    }
    Some((streams, small))
}

fn body(pdf: &[u8], at: Range<usize>, number: usize) -> Option<&[u8]> {
    let whole = pdf.get(at)?.trim_ascii_end();
    whole.strip_prefix(format!("{number} 0 obj\n").as_bytes())?.strip_suffix(b"\nendobj")
}

fn start_of_table(pdf: &[u8]) -> Option<usize> {
    let tail = std::str::from_utf8(&pdf[pdf.len().saturating_sub(40)..]).ok()?;
    let (_, after) = tail.rsplit_once("startxref\n")?;
    let start: usize = after.lines().next()?.parse().ok()?;
    pdf.get(start..)?.starts_with(b"xref\n").then_some(start)
}

/// Offset of each object by its number, `None` where the number is free, from a table of one section.
fn offsets(table: &[u8]) -> Option<Vec<Option<usize>>> {
    let end = table.windows(8).position(|window| window == b"trailer\n")?;
    let mut lines = std::str::from_utf8(&table[..end]).ok()?.lines().skip(1);
    let count: usize = lines.next()?.strip_prefix("0 ")?.parse().ok()?;
    let offsets: Vec<_> = lines.map(offset).collect::<Option<_>>()?;
    (offsets.len() == count).then_some(offsets)
}

/// `0000000017 00000 n`: in use at 17; `… f`: free.
fn offset(line: &str) -> Option<Option<usize>> {
    let mut parts = line.split_ascii_whitespace();
    let (number, kind) = (parts.next()?.parse().ok()?, parts.nth(1)?);
    Some((kind == "n").then_some(number))
}

fn between<'a>(bytes: &'a [u8], before: &[u8], after: &[u8]) -> Option<&'a [u8]> {
    let start = bytes.windows(before.len()).position(|window| window == before)? + before.len();
    let length = bytes[start..].windows(after.len()).position(|window| window == after)?;
    Some(&bytes[start..start + length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_our_writer_does_not_make_is_left_alone() {
        for strange in [&b""[..], b"%PDF-1.7\n", b"startxref\n0\n%%EOF\n", b"startxref\n999999\n%%EOF\n"] {
            assert_eq!(packed(strange, &[]), None);
        }
    }
}
