// Comma-separated text into rows: quotes, line endings, physical lines, and hostile lines in bounded time.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitCells } from '#registry-import/split-cells.ts';
import type { CellRow } from '#registry-import/split-cells.ts';
import { csvLine } from '#registry-import/templates.ts';

const split = (text: string, separator = ';'): CellRow[] => [...splitCells(text, separator)];
const cellsOf = (text: string): (readonly string[])[] => split(text).map((row) => row.cells);

describe('rows and cells', () => {
  test('a cell in quotes may hold separators, quotes and line breaks', () => {
    expect(cellsOf('a;"b;c";"d""e"\r\n"f\r\ng";h\r\n')).toEqual([
      ['a', 'b;c', 'd"e'],
      ['f\r\ng', 'h'],
    ]);
  });

  test('line endings of three kinds may stand in one file', () => {
    expect(cellsOf('a\r\nb\nc\rd')).toEqual([['a'], ['b'], ['c'], ['d']]);
  });

  test('a quote inside a name is a sign like any other', () => {
    expect(cellsOf('Scuola "Rodari";x\n"Rodari" primaria;y')).toEqual([
      ['Scuola "Rodari"', 'x'],
      ['"Rodari" primaria', 'y'],
    ]);
  });

  test('a quote that never closes harms only its own cell', () => {
    expect(cellsOf('a;"b\nc;d\ne;f')).toEqual([
      ['a', '"b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
  });

  test('spaces around quotes do not matter, empty cells and rows stay', () => {
    expect(cellsOf(' "a" ;;\n\n;')).toEqual([['a', '', ''], [''], ['', '']]);
  });
});

describe('physical lines', () => {
  test('line breaks inside quotes are counted, so that a fault names the line of the editor', () => {
    const rows = split('h1;h2\r\n"a\r\nb\nc";x\r\n;y');
    expect(rows.map((row) => row.line)).toEqual([1, 2, 5]);
    expect(rows[1]?.cellLines).toEqual([2, 4]);
    expect(rows[2]?.cellLines).toBeUndefined();
  });
});

test('whatever is written reads back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ';', '"', '\n', '\r', ' ', 'è', ',') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }), (rows) => {
      expect(cellsOf(rows.map((cells) => csvLine(cells)).join(''))).toEqual(rows);
    }),
  );
});

test('every text gives rows that hold all of its letters', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ';', '"', '\n', '\r', ' ') });
  fc.assert(
    fc.property(text, (written) => {
      const letters = written.replaceAll(/[^ab]/g, '');
      expect(cellsOf(written).flat().join('').replaceAll(/[^ab]/g, '')).toBe(letters);
    }),
  );
});

// Each would take long if a cell were looked at again and again; the time allowed is generous for a busy machine.
test.each([
  ['one cell', 'x'.repeat(2_000_000)],
  ['quotes only', '"'.repeat(2_000_000)],
  ['separators only', ';'.repeat(2_000_000)],
  ['openings without end', '"x;'.repeat(600_000)],
  ['doubled quotes after openings', '"x;""""x;'.repeat(200_000)],
  ['spaces before a quote', `${' '.repeat(1_900_000)}"`],
  ['quotes and spaces', '"a"   b;'.repeat(250_000)],
])(
  'a hostile line of 2 MB is split in bounded time: %s',
  (_, text) => {
    const started = performance.now();
    let cells = 0;
    for (const row of splitCells(text, ';')) cells += row.cells.length;
    expect(cells).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(5_000);
  },
  60_000,
);
