// diete.csv: special diets as dated facts; the food rule, never the reason (RULES C1).
import { readText } from '#registry-import/cell.ts';
import { pupilNamed } from '#registry-import/desk.ts';
import type { Desk } from '#registry-import/desk.ts';
import type { ColumnKey } from '#registry-import/files.ts';
import { lineUp } from '#registry-import/line-up.ts';
import type { DietRecord } from '#registry-import/model.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readersOf } from '#registry-import/row-reader.ts';
import { readDietKind } from '#registry-import/word-cell.ts';

export function readDiets(table: Table, desk: Desk): readonly DietRecord[] {
  const diets: DietRecord[] = [];
  for (const row of readersOf<ColumnKey<'diets'>>(table, desk.faults)) {
    const pupilCode = pupilNamed(desk, row, 'pupil');
    const kind = row.required('kind', readDietKind);
    const variant = row.required('variant', readText);
    const plateLabel = row.required('plateLabel', (text) => readText(text, 60));
    const range = row.range('from', 'to');
    const note = row.optional('note', (text) => readText(text, 1000));
    if (pupilCode === undefined || kind === undefined || variant === undefined) continue;
    if (plateLabel === undefined || range === undefined || note === undefined) continue;
    diets.push({ pupilCode, kind, variant, plateLabel, note, range, place: row.place });
  }
  return lineUp(diets, (record) => `${record.pupilCode} ${record.kind}`, desk.faults);
}
