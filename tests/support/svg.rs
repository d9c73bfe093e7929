//! A screen as a picture: an SVG of the window, and a PNG of the SVG.
//!
//! Every character stands in its cell: frames and blocks are drawn as shapes, so that they join, and text is told how
//! long it has to be, so that a viewer without our font keeps the columns. Start with [`picture`].

use kubetalks::test_support::screen::Screen;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use resvg::{tiny_skia, usvg};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// A cell in points; with the font size it suits DejaVu Sans Mono, whose letters are 0.602 of their size wide.
const CELL: (f64, f64) = (8.5, 18.0);
const FONT_SIZE: f64 = 14.12;
const BASELINE: f64 = 13.5;
const MARGIN: f64 = 12.0;
const BAR: f64 = 30.0;
/// Pixels of the PNG to a point.
const SCALE: f32 = 2.0;

/// The colours of a terminal: its ground, its ink, and the 16 that programs may name.
pub struct Palette {
    ground: Rgb,
    ink: Rgb,
    named: [Rgb; 16],
    frame: Rgb,
}

type Rgb = u32;

pub const DARK: Palette = Palette {
    ground: 0x1c1f26,
    ink: 0xd8dbe2,
    named: [
        0x3b404c, 0xf07178, 0xa5cf6f, 0xe8c06c, 0x74a8f0, 0xcf92e6, 0x67c7d0, 0xd8dbe2, 0x6b7280, 0xff8b92, 0xbde58a,
        0xffd98a, 0x93c0ff, 0xe3b1f5, 0x8ce0e8, 0xffffff,
    ],
    frame: 0x3b404c,
};

pub const LIGHT: Palette = Palette {
    ground: 0xfcfcfa,
    ink: 0x2b2f38,
    named: [
        0x2b2f38, 0xb3262f, 0x3f7a1f, 0x8a6100, 0x2456b0, 0x8a3aa8, 0x12707c, 0x8b909c, 0x5d636f, 0xcf3d46, 0x4f9427,
        0xa87800, 0x3a6fd0, 0xa353c2, 0x1a8b99, 0xffffff,
    ],
    frame: 0xc9ccd3,
};

/// How letters look: ink, bold, italic.
type Hand = (Rgb, bool, bool);

#[derive(Default)]
struct Layers {
    grounds: String,
    /// Lines by colour and tenths of a point.
    lines: BTreeMap<(Rgb, u32), String>,
    shapes: String,
    texts: BTreeMap<Hand, String>,
}

/// The screen in a window.
pub fn picture(screen: &Screen, palette: &Palette) -> String {
    let area = screen.cells.area;
    let ground = screen.ground.bg.map_or(palette.ground, |colour| resolve(colour, palette, palette.ground));
    let mut layers = Layers::default();
    for y in 0..area.height {
        grounds(&mut layers, screen, palette, ground, y);
        strokes(&mut layers, screen, palette, ground, y);
        words(&mut layers, screen, palette, ground, y);
    }
    if let Some(cursor) = screen.cursor {
        let (x, y) = (column(cursor.x), line(cursor.y));
        let ink = palette.ink;
        writeln!(layers.shapes, r##"<rect x="{x}" y="{}" width="2" height="16" fill="#{ink:06x}"/>"##, y + 1.0)
            .unwrap();
    }
    framed(&layers, (column(area.width) + MARGIN, line(area.height) + MARGIN), ground, palette)
}

fn framed(layers: &Layers, (width, height): (f64, f64), ground: Rgb, palette: &Palette) -> String {
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<rect x="0.5" y="0.5" width="{}" height="{}" rx="8" fill="#{ground:06x}" stroke="#{:06x}"/>
"##,
        width - 1.0,
        height - 1.0,
        palette.frame
    );
    for number in 0..3 {
        let x = 20 + 18 * number;
        writeln!(svg, r##"<circle cx="{x}" cy="17" r="5.5" fill="#{:06x}"/>"##, palette.frame).unwrap();
    }
    svg += &layers.grounds;
    for ((colour, tenths), path) in &layers.lines {
        let wide = f64::from(*tenths) / 10.0;
        writeln!(svg, r##"<path fill="none" stroke="#{colour:06x}" stroke-width="{wide}" d="{path}"/>"##).unwrap();
    }
    svg += &layers.shapes;
    writeln!(svg, r#"<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{FONT_SIZE}">"#).unwrap();
    for ((ink, bold, italic), texts) in &layers.texts {
        let bold = if *bold { r#" font-weight="bold""# } else { "" };
        let italic = if *italic { r#" font-style="italic""# } else { "" };
        write!(svg, "<g fill=\"#{ink:06x}\"{bold}{italic}>\n{texts}</g>\n").unwrap();
    }
    svg + "</g>\n</svg>\n"
}

fn column(x: u16) -> f64 {
    MARGIN + f64::from(x) * CELL.0
}

fn line(y: u16) -> f64 {
    BAR + f64::from(y) * CELL.1
}

/// The ink and the ground of a cell.
fn colours(cell: &Cell, palette: &Palette, ground: Rgb) -> (Rgb, Rgb) {
    let ink = resolve(cell.fg, palette, palette.ink);
    let paper = resolve(cell.bg, palette, ground);
    let ink = if cell.modifier.contains(Modifier::DIM) { mixed(ink, paper) } else { ink };
    if cell.modifier.contains(Modifier::REVERSED) { (paper, ink) } else { (ink, paper) }
}

fn resolve(colour: Color, palette: &Palette, own: Rgb) -> Rgb {
    let named = |at: u8| palette.named[usize::from(at)];
    match colour {
        Color::Reset => own,
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(8),
        Color::LightRed => named(9),
        Color::LightGreen => named(10),
        Color::LightYellow => named(11),
        Color::LightBlue => named(12),
        Color::LightMagenta => named(13),
        Color::LightCyan => named(14),
        Color::White => named(15),
        Color::Rgb(red, green, blue) => rgb([red, green, blue]),
        Color::Indexed(at @ 0..16) => named(at),
        // The colours that every terminal with 256 of them has: a cube of 6 by 6 by 6, and 24 greys.
        Color::Indexed(at @ 16..232) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let cube = at - 16;
            rgb([level(cube / 36), level(cube / 6 % 6), level(cube % 6)])
        }
        Color::Indexed(at) => rgb([8 + 10 * (at - 232); 3]),
    }
}

fn rgb([red, green, blue]: [u8; 3]) -> Rgb {
    u32::from_be_bytes([0, red, green, blue])
}

/// Dim ink: three parts of ink and two of ground.
fn mixed(ink: Rgb, paper: Rgb) -> Rgb {
    let (ink, paper) = (ink.to_be_bytes(), paper.to_be_bytes());
    let mix = |at: usize| u8::try_from((u16::from(ink[at]) * 3 + u16::from(paper[at]) * 2) / 5).unwrap();
    rgb([mix(1), mix(2), mix(3)])
}

fn grounds(layers: &mut Layers, screen: &Screen, palette: &Palette, ground: Rgb, y: u16) {
    let width = screen.cells.area.width;
    let paper = |x: u16| colours(&screen.cells[(x, y)], palette, ground).1;
    let mut from = 0;
    while from < width {
        let colour = paper(from);
        let to = (from..width).find(|x| paper(*x) != colour).unwrap_or(width);
        if colour != ground {
            let wide = column(to) - column(from);
            writeln!(
                layers.grounds,
                r##"<rect x="{}" y="{}" width="{wide}" height="{}" fill="#{colour:06x}"/>"##,
                column(from),
                line(y),
                CELL.1
            )
            .unwrap();
        }
        from = to;
    }
}

/// Frames, blocks and underlines.
fn strokes(layers: &mut Layers, screen: &Screen, palette: &Palette, ground: Rgb, y: u16) {
    for x in 0..screen.cells.area.width {
        let cell = &screen.cells[(x, y)];
        let (ink, _) = colours(cell, palette, ground);
        let (left, top) = (column(x), line(y));
        if cell.modifier.contains(Modifier::UNDERLINED) {
            let path = layers.lines.entry((ink, 10)).or_default();
            write!(path, "M{left} {}h{}", top + BASELINE + 2.5, CELL.0).unwrap();
        }
        let Some(letter) = cell.symbol().chars().next() else { continue };
        if let Some((tenths, path)) = stroke(letter, left, top) {
            layers.lines.entry((ink, tenths)).or_default().push_str(&path);
        } else if let Some([dx, dy, wide, high, opacity]) = block(letter) {
            let (x, y) = (left + dx * CELL.0, top + dy * CELL.1);
            let (wide, high) = (wide * CELL.0, high * CELL.1);
            let opacity = if opacity < 1.0 { format!(r#" opacity="{opacity}""#) } else { String::new() };
            writeln!(
                layers.shapes,
                r##"<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="#{ink:06x}"{opacity}/>"##
            )
            .unwrap();
        }
    }
}

/// A character of a frame as a path from the middle of its cell, and how thick it is in tenths of a point.
fn stroke(letter: char, left: f64, top: f64) -> Option<(u32, String)> {
    // Which of the arms up, right, down and left there are.
    let (tenths, arms) = match letter {
        '─' => (10, "rl"),
        '│' => (10, "ud"),
        '━' => (24, "rl"),
        '┃' => (24, "ud"),
        '┌' => (10, "rd"),
        '┐' => (10, "dl"),
        '└' => (10, "ur"),
        '┘' => (10, "ul"),
        '├' => (10, "urd"),
        '┤' => (10, "udl"),
        '┬' => (10, "rdl"),
        '┴' => (10, "url"),
        '┼' => (10, "urdl"),
        '╭' | '╮' | '╯' | '╰' => (10, ""),
        _ => return None,
    };
    let (middle, centre) = (left + CELL.0 / 2.0, top + CELL.1 / 2.0);
    let (right, bottom) = (left + CELL.0, top + CELL.1);
    let mut path = String::new();
    for arm in arms.chars() {
        let (x, y) = match arm {
            'u' => (middle, top),
            'r' => (right, centre),
            'd' => (middle, bottom),
            _ => (left, centre),
        };
        write!(path, "M{middle} {centre}L{x} {y}").unwrap();
    }
    let round = match letter {
        '╭' => Some((bottom, right)),
        '╮' => Some((bottom, left)),
        '╰' => Some((top, right)),
        '╯' => Some((top, left)),
        _ => None,
    };
    if let Some((from, to)) = round {
        let bend = centre + (from - centre).signum() * CELL.0 / 2.0;
        write!(path, "M{middle} {from}V{bend}Q{middle} {centre} {to} {centre}").unwrap();
    }
    Some((tenths, path))
}

/// A block character as a part of its cell: left, top, width, height, opacity, each from 0 to 1.
fn block(letter: char) -> Option<[f64; 5]> {
    let eighths = |from: char| f64::from(u32::from(letter) - u32::from(from) + 1) / 8.0;
    Some(match letter {
        '▀' => [0.0, 0.0, 1.0, 0.5, 1.0],
        '▁'..='█' => [0.0, 1.0 - eighths('▁'), 1.0, eighths('▁'), 1.0],
        '▉'..='▏' => [0.0, 0.0, 1.0 - eighths('▉'), 1.0, 1.0],
        '▐' => [0.5, 0.0, 0.5, 1.0, 1.0],
        '░' => [0.0, 0.0, 1.0, 1.0, 0.25],
        '▒' => [0.0, 0.0, 1.0, 1.0, 0.5],
        '▓' => [0.0, 0.0, 1.0, 1.0, 0.75],
        _ => return None,
    })
}

/// The text of a line: one element for what looks the same and stands together.
fn words(layers: &mut Layers, screen: &Screen, palette: &Palette, ground: Rgb, y: u16) {
    let mut run: Option<(Hand, u16, String)> = None;
    let mut x = 0;
    while x < screen.cells.area.width {
        let cell = &screen.cells[(x, y)];
        let (symbol, from) = (cell.symbol(), x);
        let wide = u16::try_from(kubetalks::measure::width(symbol).max(1)).unwrap();
        x += wide;
        let letter = symbol.chars().next().unwrap_or(' ');
        let drawn = stroke(letter, 0.0, 0.0).is_some() || block(letter).is_some();
        let (ink, _) = colours(cell, palette, ground);
        let hand = (ink, cell.modifier.contains(Modifier::BOLD), cell.modifier.contains(Modifier::ITALIC));
        // Symbols come from other fonts in many viewers, and would push what follows them out of its column.
        let symbolic = wide > 1 || letter >= '\u{2190}';
        if drawn || letter == ' ' || symbolic || run.as_ref().is_some_and(|(other, ..)| *other != hand) {
            end(layers, &mut run, y);
        }
        if symbolic && !drawn {
            let middle = column(from) + f64::from(wide) * CELL.0 / 2.0;
            let (baseline, symbol) = (line(y) + BASELINE, escaped(symbol));
            writeln!(
                layers.texts.entry(hand).or_default(),
                r#"<text x="{middle}" y="{baseline}" text-anchor="middle">{symbol}</text>"#
            )
            .unwrap();
        } else if !drawn && letter != ' ' {
            run.get_or_insert_with(|| (hand, from, String::new())).2.push_str(symbol);
        }
    }
    end(layers, &mut run, y);
}

fn end(layers: &mut Layers, run: &mut Option<(Hand, u16, String)>, y: u16) {
    let Some((hand, from, text)) = run.take() else { return };
    let cells = u32::try_from(kubetalks::measure::width(&text)).unwrap();
    let (x, baseline, length) = (column(from), line(y) + BASELINE, f64::from(cells) * CELL.0);
    writeln!(
        layers.texts.entry(hand).or_default(),
        r#"<text x="{x}" y="{baseline}" textLength="{length}">{}</text>"#,
        escaped(&text)
    )
    .unwrap();
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The letters of a terminal, and of a printed page.
pub const OF_A_TERMINAL: &str = "DejaVuSansMono";
pub const OF_A_PAGE: &str = "DejaVuSans";

/// Paints an SVG with a family of DejaVu and returns the bytes of a PNG; nothing where this machine has no such font.
pub fn png(svg: &str, family: &str) -> Option<Vec<u8>> {
    let mut fonts = usvg::fontdb::Database::new();
    for style in ["", "-Bold", "-Oblique", "-BoldOblique"] {
        let file = format!("{family}{style}.ttf");
        let folders = ["/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF"];
        let font = folders.iter().find_map(|folder| std::fs::read(Path::new(folder).join(&file)).ok())?;
        fonts.load_font_data(font);
    }
    Some(painted(svg, SCALE, fonts).encode_png().unwrap())
}

/// Paints an SVG without its letters, so many pixels to a point: columns, lines, and how light each pixel is.
pub fn shades(svg: &str, scale: f32) -> (usize, usize, Vec<u8>) {
    let pixels = painted(svg, scale, usvg::fontdb::Database::new());
    let shade = |pixel: &tiny_skia::PremultipliedColorU8| {
        u8::try_from((u16::from(pixel.red()) + u16::from(pixel.green()) + u16::from(pixel.blue())) / 3).unwrap()
    };
    let (width, height) = (pixels.width().try_into().unwrap(), pixels.height().try_into().unwrap());
    (width, height, pixels.pixels().iter().map(shade).collect())
}

fn painted(svg: &str, scale: f32, fonts: usvg::fontdb::Database) -> tiny_skia::Pixmap {
    let options = usvg::Options { fontdb: Arc::new(fonts), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).unwrap();
    let size = tree.size().to_int_size().scale_by(scale).unwrap();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).unwrap();
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels
}
