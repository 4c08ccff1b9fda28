// The CSV templates that a clerk starts from, and the tables of the guide: both made from the description of the files.
import { say } from '#ground/sentence.ts';
import type { Language, Messages } from '#ground/sentence.ts';
import { fileKeys, files } from '#registry-import/files.ts';
import type { Column, FileKey, FileKind } from '#registry-import/files.ts';
import english from '#registry-import/texts/en.json' with { type: 'json' };
import italian from '#registry-import/texts/it.json' with { type: 'json' };

/**
 * Header and example rows. Byte order mark and semicolons, because an Italian Excel then opens the file with a
 * double click, accents and columns in place.
 */
export function templateCsv(key: FileKey): string {
  const columns: readonly Column[] = Object.values(files[key].columns);
  const rowCount = Math.max(...columns.map((column) => column.examples.length));
  const examples = Array.from({ length: rowCount }, (_, row) =>
    columns.map((column) => column.examples[row] ?? ''),
  );
  const rows = [columns.map((column) => column.header), ...examples];
  return `\uFEFF${rows.map((cells) => csvLine(cells)).join('')}`;
}

/** Cells into one line; quotes only where they are needed. */
export function csvLine(cells: readonly string[], separator = ';'): string {
  const written = cells.map((cell) =>
    /["\r\n]|^\s|\s$/.test(cell) || cell.includes(separator)
      ? `"${cell.replaceAll('"', '""')}"`
      : cell,
  );
  return `${written.join(separator)}\r\n`;
}

/** For the guide: every file with its columns, in Markdown. */
export function guideTables(language: Language): string {
  return fileKeys.map((key) => guideTable(key, language)).join('\n');
}

function guideTable(key: FileKey, language: Language): string {
  const kind: FileKind = files[key];
  const messages: Messages = language === 'it' ? italian : english;
  const [column, needed, meaning, example] =
    language === 'it'
      ? ['Colonna', 'Serve', 'Che cosa contiene', 'Esempio']
      : ['Column', 'Needed', 'What it holds', 'Example'];
  const yes = language === 'it' ? 'sì' : 'yes';
  const lines = Object.entries(kind.columns).map(([name, one]) =>
    [
      `\`${one.header}\``,
      one.need === 'required' ? yes : '',
      say(messages, `column.${key}.${name}`, {}, language),
      one.examples.find((cell) => cell !== '') ?? '',
    ].join(' | '),
  );
  return [
    `### ${kind.name}`,
    '',
    say(messages, `file.${key}`, {}, language),
    '',
    `| ${column} | ${needed} | ${meaning} | ${example} |`,
    '| --- | --- | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
    '',
  ].join('\n');
}
