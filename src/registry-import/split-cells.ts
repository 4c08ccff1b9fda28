// Text into rows of cells: comma-separated values as people really have them, in one pass and linear time.
// A library was tried (csv-parse 7.0.3) and left: one quote that never closes loses it the whole file, line
// endings must be all alike, and a cell of 10 MB takes it 4 seconds; here a stray quote harms only its cell.

export interface CellRow {
  /** The physical line on which the row begins, 1 = the first. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The line of each cell, only where a cell with line breaks makes them differ. */
  readonly cellLines?: readonly number[];
}

interface Cell {
  readonly text: string;
  /** Where the separator, the line break or the end of the text is. */
  readonly end: number;
  /** Within the cell. */
  readonly lineBreaks: number;
}

/**
 * RFC 4180, forgiving: rows end with \r\n, \n or \r; a cell in double quotes may hold separators, line breaks and
 * doubled quotes; where something else follows the closing quote, or none closes, the quote is an ordinary sign.
 * Every text gives rows; an empty line gives a row of one empty cell.
 */
export function* splitCells(text: string, separator: string): Generator<CellRow, void, undefined> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const cellLines: number[] = [];
    const firstLine = line;
    for (;;) {
      const cell = cellAt(text, at, separator);
      cells.push(cell.text);
      cellLines.push(line);
      line += cell.lineBreaks;
      at = cell.end + 1;
      if (text[cell.end] !== separator) break;
    }
    if (text[at - 1] === '\r' && text[at] === '\n') at += 1;
    yield line === firstLine ? { line, cells } : { line: firstLine, cells, cellLines };
    line += 1;
  }
}

function cellAt(text: string, at: number, separator: string): Cell {
  const start = skipSpaces(text, at);
  return (
    (text[start] === '"' ? quotedCell(text, start, separator) : undefined) ??
    plainCell(text, at, separator)
  );
}

function plainCell(text: string, at: number, separator: string): Cell {
  let end = at;
  while (end < text.length && text[end] !== separator && !isLineBreak(text[end])) end += 1;
  return { text: text.slice(at, end), end, lineBreaks: 0 };
}

/** Undefined when the quote does not open a quoted cell after all. */
function quotedCell(text: string, start: number, separator: string): Cell | undefined {
  let hasDoubled = false;
  for (let close = text.indexOf('"', start + 1); close >= 0; close = text.indexOf('"', close + 2)) {
    if (text[close + 1] === '"') {
      hasDoubled = true;
      continue;
    }
    const end = skipSpaces(text, close + 1);
    const isClosed = end === text.length || text[end] === separator || isLineBreak(text[end]);
    if (!isClosed) return undefined;
    const inner = text.slice(start + 1, close);
    return {
      text: hasDoubled ? inner.replaceAll('""', '"') : inner,
      end,
      lineBreaks: lineBreaksIn(inner),
    };
  }
  return undefined;
}

function skipSpaces(text: string, at: number): number {
  let index = at;
  while (text[index] === ' ' || text[index] === '\u00A0') index += 1;
  return index;
}

function isLineBreak(sign: string | undefined): boolean {
  return sign === '\n' || sign === '\r';
}

/** \r\n counts once. */
function lineBreaksIn(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}
