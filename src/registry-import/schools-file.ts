// scuole.csv: schools, and the kitchen and serving site of each.
import { foldText } from '#ground/text-forms.ts';
import { readCode, readDay, readText } from '#registry-import/cell.ts';
import { serviceNamed } from '#registry-import/desk.ts';
import type { Desk } from '#registry-import/desk.ts';
import type { ColumnKey } from '#registry-import/files.ts';
import { lineUp } from '#registry-import/line-up.ts';
import type { SchoolRecord, SupplyRecord } from '#registry-import/model.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readersOf } from '#registry-import/row-reader.ts';
import type { RowReader } from '#registry-import/row-reader.ts';
import { readGrade } from '#registry-import/word-cell.ts';

type Row = RowReader<ColumnKey<'schools'>>;

export interface SchoolsFile {
  readonly schools: readonly SchoolRecord[];
  readonly supplies: readonly SupplyRecord[];
}

/** A school may have several rows, one per service or per day from which it is supplied otherwise. */
export function readSchools(table: Table, desk: Desk): SchoolsFile {
  const schools = new Map<string, SchoolRecord>();
  const supplies: SupplyRecord[] = [];
  for (const row of readersOf<ColumnKey<'schools'>>(table, desk.faults)) {
    const school = readSchool(row, desk);
    if (school === undefined) continue;
    const before = schools.get(school.code);
    if (before !== undefined && !isSame(before, school)) {
      row.fault('error', 'row-contradicts', null, { line: before.place.line });
    }
    schools.set(school.code, before ?? school);
    desk.schoolNames.set(foldText(school.name), school.code);
    const supply = readSupply(row, school, desk);
    if (supply !== undefined) supplies.push(supply);
  }
  const keyOf = (supply: SupplyRecord): string => `${supply.schoolCode} ${supply.serviceCode}`;
  return { schools: [...schools.values()], supplies: lineUp(supplies, keyOf, desk.faults) };
}

function readSchool(row: Row, desk: Desk): SchoolRecord | undefined {
  const code = row.required('code', readCode);
  const name = row.required('name', readText);
  const grade = row.required('grade', readGrade);
  const instituteName = row.required('institute', readText);
  // Also of a row with faults, so that other files may name it and only the true fault is told.
  if (code !== undefined) desk.schools.add(code);
  if (
    code === undefined ||
    name === undefined ||
    grade === undefined ||
    instituteName === undefined
  ) {
    return undefined;
  }
  // A school known already keeps the spelling of its code.
  const found = desk.schools.find(code);
  return { code: found?.code ?? code, name, grade, instituteName, place: row.place };
}

function readSupply(row: Row, school: SchoolRecord, desk: Desk): SupplyRecord | undefined {
  const kitchenName = row.optional('kitchen', readText);
  const servingSiteName = row.optional('servingSite', readText);
  const from = row.optional('from', readDay);
  if (kitchenName === null) {
    row.fault('warning', 'supply-missing', 'kitchen');
    return undefined;
  }
  const serviceCode = serviceNamed(desk, row, 'service', true);
  if (kitchenName === undefined || servingSiteName === undefined || from === undefined)
    return undefined;
  if (serviceCode === undefined) return undefined;
  return {
    schoolCode: school.code,
    serviceCode,
    kitchenName,
    servingSiteName: servingSiteName ?? school.name,
    range: { from, to: null },
    place: row.place,
  };
}

function isSame(one: SchoolRecord, other: SchoolRecord): boolean {
  return (
    one.name === other.name &&
    one.grade === other.grade &&
    one.instituteName === other.instituteName
  );
}
