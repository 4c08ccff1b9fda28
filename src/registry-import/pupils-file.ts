// alunni.csv: pupils with their codes, and the class of each from day to day.
import { birthOf } from '#ground/fiscal-code.ts';
import type { FiscalCode } from '#ground/fiscal-code.ts';
import type { Day } from '#ground/day.ts';
import { asDay } from '#ground/day.ts';
import { readCode, readDay, readDigits, readFiscalCode, readName } from '#registry-import/cell.ts';
import { classNamed, schoolNamed } from '#registry-import/desk.ts';
import type { Desk } from '#registry-import/desk.ts';
import type { ColumnKey } from '#registry-import/files.ts';
import { lineUp } from '#registry-import/line-up.ts';
import { classKeyText } from '#registry-import/model.ts';
import type { MembershipRecord, Place, PupilRecord } from '#registry-import/model.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readersOf } from '#registry-import/row-reader.ts';
import type { RowReader } from '#registry-import/row-reader.ts';

type Row = RowReader<ColumnKey<'pupils'>>;

export interface PupilsFile {
  readonly pupils: readonly PupilRecord[];
  readonly memberships: readonly MembershipRecord[];
}

/** A pupil may have several rows, one per class in the course of the year. */
export function readPupils(table: Table, desk: Desk): PupilsFile {
  const pupils = new Map<string, PupilRecord>();
  const memberships: MembershipRecord[] = [];
  const fiscalCodes = new Map<FiscalCode, PupilRecord>();
  const rowsSeen = new Map<string, Place>();
  const codes = new Set<string>();
  for (const row of readersOf<ColumnKey<'pupils'>>(table, desk.faults)) {
    const pupil = readPupil(row, desk, codes);
    const membership = readMembership(row, desk, pupil?.code);
    if (pupil === undefined) continue;
    const before = pupils.get(pupil.code);
    if (before !== undefined && !isSame(before, pupil)) {
      row.fault('error', 'row-contradicts', null, { line: before.place.line });
      continue;
    }
    pupils.set(pupil.code, before ?? pupil);
    checkFiscalCode(row, pupil, fiscalCodes);
    if (membership === undefined) continue;
    const rowText = `${pupil.code} ${classKeyText(membership.classKey)} ${membership.range.from ?? ''}`;
    const twin = rowsSeen.get(rowText);
    if (twin === undefined) memberships.push(membership);
    else row.fault('warning', 'row-twice', null, { line: twin.line });
    rowsSeen.set(rowText, row.place);
  }
  for (const code of codes) desk.pupils.add(code);
  warnOfLostZeros(pupils, desk);
  checkPhoneCodes(pupils, desk);
  const keyOf = (record: MembershipRecord): string => record.pupilCode;
  return { pupils: [...pupils.values()], memberships: lineUp(memberships, keyOf, desk.faults) };
}

/** Notes the code also of a row with faults, so that other files may name it and only the true fault is told. */
function readPupil(row: Row, desk: Desk, codes: Set<string>): PupilRecord | undefined {
  const written = row.required('code', readCode);
  const phoneCode = row.optional('phoneCode', (text) =>
    readDigits(text, desk.settings.phoneCodeDigits),
  );
  const lastName = row.required('lastName', readName);
  const firstName = row.required('firstName', readName);
  const fiscalCode = row.optional('fiscalCode', readFiscalCode);
  const bornOn = row.optional('bornOn', readDay);
  if (written !== undefined) codes.add(written);
  if (written === undefined || lastName === undefined || firstName === undefined) return undefined;
  if (phoneCode === undefined || fiscalCode === undefined || bornOn === undefined) return undefined;
  // Only the pupils known before this file are on the desk: a code that lacks zeros is one of theirs.
  const known = desk.pupils.find(written);
  if (known?.restored === true) {
    row.fault('warning', 'zeros-restored', 'code', { restored: known.code });
  }
  const code = known?.code ?? written;
  return { code, phoneCode, lastName, firstName, fiscalCode, bornOn, place: row.place };
}

function readMembership(row: Row, desk: Desk, pupilCode = ''): MembershipRecord | undefined {
  const schoolCode = row.text('school') === '' ? null : schoolNamed(desk, row, 'school');
  const text = row.required('schoolClass', readCode);
  const range = row.range('from', 'to');
  if (schoolCode === undefined || text === undefined || range === undefined) return undefined;
  const classKey = classNamed(desk, row, 'schoolClass', text, schoolCode);
  return classKey === undefined ? undefined : { pupilCode, classKey, range, place: row.place };
}

function isSame(one: PupilRecord, other: PupilRecord): boolean {
  return (
    one.lastName === other.lastName &&
    one.firstName === other.firstName &&
    one.phoneCode === other.phoneCode &&
    one.fiscalCode === other.fiscalCode &&
    one.bornOn === other.bornOn
  );
}

/** What the code says of the birth is a hint, never the truth: a difference is only warned of. */
function checkFiscalCode(row: Row, pupil: PupilRecord, seen: Map<FiscalCode, PupilRecord>): void {
  const { fiscalCode, bornOn } = pupil;
  if (fiscalCode === null) return;
  const twin = seen.get(fiscalCode);
  if (twin !== undefined && twin.code !== pupil.code) {
    row.fault('error', 'fiscal-code-twice', 'fiscalCode', { line: twin.place.line });
  }
  seen.set(fiscalCode, pupil);
  const birth = birthOf(fiscalCode, bornOn ?? latestBirth);
  if (bornOn !== null && birth !== null && birth.bornOn !== bornOn) {
    row.fault('warning', 'birth-differs', 'bornOn', { birth: birth.bornOn });
  }
}

/** Where some codes begin with a zero and have the full length, shorter ones have probably lost theirs in Excel. */
function warnOfLostZeros(pupils: ReadonlyMap<string, PupilRecord>, desk: Desk): void {
  const codes = [...pupils.keys()].filter((code) => /^\d+$/.test(code));
  const length = codes.reduce((longest, code) => Math.max(longest, code.length), 0);
  if (!codes.some((code) => code.length === length && code.startsWith('0'))) return;
  for (const code of codes) {
    const pupil = pupils.get(code);
    if (code.length === length || pupil === undefined) continue;
    const restored = code.padStart(length, '0');
    desk.faults.add({
      severity: pupils.has(restored) ? 'error' : 'warning',
      code: 'zeros-suspected',
      ...pupil.place,
      column: 'codice utente',
      value: code,
      details: { restored },
    });
  }
}

const latestBirth: Day = asDay('9999-12-31');

/** After the import no two pupils may have the same phone code, those included that the files do not name. */
function checkPhoneCodes(pupils: ReadonlyMap<string, PupilRecord>, desk: Desk): void {
  const holders = new Map<string, { readonly code: string; readonly line: number }>();
  for (const { code, phoneCode } of desk.known.pupils) {
    const keepsIt = (pupils.get(code)?.phoneCode ?? null) === null;
    if (phoneCode !== null && keepsIt) holders.set(phoneCode, { code, line: 0 });
  }
  for (const pupil of pupils.values()) {
    if (pupil.phoneCode === null) continue;
    const holder = holders.get(pupil.phoneCode);
    if (holder === undefined) {
      holders.set(pupil.phoneCode, { code: pupil.code, line: pupil.place.line });
      continue;
    }
    desk.faults.add({
      severity: 'error',
      code: 'phone-code-twice',
      ...pupil.place,
      column: 'codice telefono',
      value: pupil.phoneCode,
      details: { pupil: holder.code, line: holder.line },
    });
  }
}
