//! The screen of a terminal as an SVG.

use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// The width and height of a cell in pixels, the baseline of its text, and the font.
const WIDTH: usize = 9;
const HEIGHT: usize = 20;
const BASELINE: usize = 15;
const FONT: &str = "15px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// Between the text and the edge.
const PADDING: usize = 16;

// The picture has its own background, so that it looks the same on a light and on a dark page.
const BACKGROUND: &str = "#161b22";
const FOREGROUND: &str = "#d1d7e0";
const BORDER: &str = "#656c76";

/// The 16 colors of a terminal, the dark ones first.
const PALETTE: [&str; 16] = [
    "#6e7681", "#ff7b72", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#d1d7e0", "#8b949e", "#ffa198",
    "#7ee787", "#f2cc60", "#a5d6ff", "#e2c5ff", "#b3f0ff", "#ffffff",
];

/// The screen as a picture, without the empty rows at its end.
pub fn svg(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let row = |row| (0..columns.get()).filter_map(|column| screen.cell(row, column)).collect::<Vec<_>>();
    let mut rows: Vec<_> = (0..rows.get()).map(row).collect();
    while rows.pop_if(|row| row.iter().all(|cell| is_blank(cell))).is_some() {}

    let (mut borders, mut texts) = (String::new(), String::new());
    for (row, y) in rows.iter().zip((PADDING..).step_by(HEIGHT)) {
        let mut x = PADDING;
        for cells in row.chunk_by(|one, next| attributes(one) == attributes(next)) {
            match attributes(cells[0]) {
                Some(attributes) => texts.push_str(&text(cells, &attributes, x, y)),
                None => {
                    cells.iter().zip((x..).step_by(WIDTH)).for_each(|(cell, x)| borders.push_str(&border(cell, x, y)))
                }
            }
            x += cells.len() * WIDTH;
        }
    }
    let width = usize::from(columns.get()) * WIDTH + 2 * PADDING;
    let height = rows.len() * HEIGHT + 2 * PADDING;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">
<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{BACKGROUND}\"/>
<path stroke=\"{BORDER}\" shape-rendering=\"crispEdges\" d=\"{borders}\"/>
<g style=\"font: {FONT}\" fill=\"{FOREGROUND}\">
{texts}</g>
</svg>
"
    )
}

fn is_blank(cell: &Cell) -> bool {
    cell.contents().trim().is_empty()
}

/// The lines that meet in a character of a table's border: left, right, up and down.
fn arms(cell: &Cell) -> Option<[bool; 4]> {
    Some(match cell.contents() {
        "─" => [true, true, false, false],
        "│" => [false, false, true, true],
        "╭" => [false, true, false, true],
        "╮" => [true, false, false, true],
        "╰" => [false, true, true, false],
        "╯" => [true, false, true, false],
        "├" => [false, true, true, true],
        "┤" => [true, false, true, true],
        "┬" => [true, true, false, true],
        "┴" => [true, true, true, false],
        "┼" => [true, true, true, true],
        _ => return None,
    })
}

/// The path of a border: unlike a character, it has no gaps in any font.
fn border(cell: &Cell, x: usize, y: usize) -> String {
    let Some([left, right, up, down]) = arms(cell) else { return String::new() };
    let end = |is_there: bool, edge: usize, center: usize| if is_there { edge } else { center };
    let (middle, center) = (y + HEIGHT / 2, x + WIDTH / 2);
    let mut path = String::new();
    let (from, to) = (end(left, x, center), end(right, x + WIDTH, center));
    if from < to {
        let _ = write!(path, "M{from} {middle}H{to}");
    }
    let (from, to) = (end(up, y, middle), end(down, y + HEIGHT, middle));
    if from < to {
        let _ = write!(path, "M{center} {from}V{to}");
    }
    path
}

/// What a text looks like; `None` for blanks and borders.
fn attributes(cell: &Cell) -> Option<String> {
    if is_blank(cell) || arms(cell).is_some() {
        return None;
    }
    let mut attributes = String::new();
    if let Some(color) = color(cell.fgcolor()) {
        let _ = write!(attributes, " fill=\"{color}\"");
    }
    if cell.bold() {
        attributes.push_str(" font-weight=\"bold\"");
    }
    Some(attributes)
}

fn color(color: Color) -> Option<&'static str> {
    match color {
        Color::Default => None,
        Color::Idx(index) => Some(PALETTE[usize::from(index)]),
        Color::Rgb(..) => unimplemented!("Nushell's default theme has none"),
    }
}

/// Cells that look alike, as wide as they are in a terminal, in every font.
fn text(cells: &[&Cell], attributes: &str, x: usize, y: usize) -> String {
    let text: String = cells.iter().map(|cell| cell.contents()).collect();
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let (y, width) = (y + BASELINE, cells.len() * WIDTH);
    format!("<text x=\"{x}\" y=\"{y}\" textLength=\"{width}\"{attributes}>{text}</text>\n")
}
