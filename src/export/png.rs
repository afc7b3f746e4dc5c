//! PNG: the same drawing with its text as outlines, rasterised.

use super::svg::{Fonts, RootRole, SvgOptions, svg};
use crate::draw::Drawing;
use crate::geometry::Size;
use resvg::{tiny_skia, usvg};
use std::fmt;
use std::io::Write as _;

/// How many pixels a picture gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Pixels for each px of the drawing.
    Times(f64),
    /// Pixels from left to right.
    Width(u32),
}

/// Why a picture was not made.
#[derive(Clone, Debug, PartialEq)]
pub enum PngError {
    /// It would have more pixels than is allowed: width, height, the scale that would do.
    TooLarge(f64, f64, f64),
    /// The scale is no positive number, or leaves less than a pixel.
    Scale,
    /// The rasteriser's words.
    Raster(String),
}

/// The most pixels on a side, and in all.
const MAX_SIDE: f64 = 32_767.0;
const MAX_AREA: f64 = 64_000_000.0;

/// Rasterises a drawing.
pub fn png(drawing: &Drawing, scale: Scale) -> Result<Vec<u8>, PngError> {
    let (width, height) = pixels(drawing.size, scale)?;
    let text = svg(
        drawing,
        SvgOptions {
            fonts: Fonts::Outlines,
            role: RootRole::Image,
            ..SvgOptions::default()
        },
    );
    let tree = usvg::Tree::from_str(&text, &usvg::Options::default())
        .map_err(|error| PngError::Raster(error.to_string()))?;
    let mut pixmap = tiny_skia::Pixmap::new(width, height)
        .ok_or_else(|| PngError::Raster("no memory for the pixels".to_owned()))?;
    let factor = tiny_skia::Transform::from_scale(
        width as f32 / drawing.size.width as f32,
        height as f32 / drawing.size.height as f32,
    );
    resvg::render(&tree, factor, &mut pixmap.as_mut());
    encode(&pixmap).map_err(|error| PngError::Raster(error.to_string()))
}

/// Packs pixels into a file, without a channel for transparency where nothing is transparent.
///
/// A picture is large and mostly flat, so that the quickest packer without a filter comes within half of the best size
/// in a tenth of the time.
fn encode(pixmap: &tiny_skia::Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let opaque = pixmap.pixels().iter().all(|pixel| pixel.alpha() == u8::MAX);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(if opaque {
        png::ColorType::Rgb
    } else {
        png::ColorType::Rgba
    });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;
    let mut line = Vec::with_capacity(4 * pixmap.width() as usize);
    for pixels in pixmap.pixels().chunks_exact(pixmap.width() as usize) {
        line.clear();
        if opaque {
            line.extend(pixels.iter().flat_map(|p| [p.red(), p.green(), p.blue()]));
        } else {
            line.extend(
                pixels
                    .iter()
                    .map(|p| p.demultiply())
                    .flat_map(|p| [p.red(), p.green(), p.blue(), p.alpha()]),
            );
        }
        stream.write_all(&line)?;
    }
    stream.finish()?;
    writer.finish()?;
    Ok(file)
}

/// Returns the size in pixels, checked before anything is allocated.
fn pixels(size: Size, scale: Scale) -> Result<(u32, u32), PngError> {
    let times = match scale {
        Scale::Times(times) => times,
        Scale::Width(width) => f64::from(width) / size.width.max(1.0),
    };
    if !times.is_finite() || times <= 0.0 {
        return Err(PngError::Scale);
    }
    let width = (size.width * times).round();
    let height = (size.height * times).round();
    if width < 1.0 || height < 1.0 {
        return Err(PngError::Scale);
    }
    if width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_AREA {
        let by_side = MAX_SIDE / size.width.max(size.height).max(1.0);
        let by_area = (MAX_AREA / (size.width * size.height).max(1.0)).sqrt();
        let fitting = (by_side.min(by_area) * 100.0).floor() / 100.0;
        return Err(PngError::TooLarge(width, height, fitting));
    }
    Ok((width as u32, height as u32))
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PngError::TooLarge(width, height, fitting) => write!(
                f,
                "the picture would have {width} × {height} pixels, more than {MAX_SIDE} on a side or {} million in all; a scale of {fitting} fits",
                MAX_AREA / 1e6
            ),
            PngError::Scale => write!(
                f,
                "a scale must be a positive number that leaves at least one pixel"
            ),
            PngError::Raster(words) => write!(f, "the picture could not be rasterised: {words}"),
        }
    }
}

impl std::error::Error for PngError {}

#[cfg(test)]
mod tests {
    use super::{PngError, Scale, pixels};
    use crate::geometry::Size;

    #[test]
    fn caps_the_size_before_allocating() {
        let size = Size::new(1200.0, 1000.0);
        assert_eq!(pixels(size, Scale::Times(2.0)), Ok((2400, 2000)));
        assert_eq!(pixels(size, Scale::Width(800)), Ok((800, 667)));
        assert_eq!(pixels(size, Scale::Times(f64::NAN)), Err(PngError::Scale));
        assert_eq!(
            pixels(size, Scale::Times(100.0)),
            Err(PngError::TooLarge(120_000.0, 100_000.0, 7.3))
        );
    }
}
