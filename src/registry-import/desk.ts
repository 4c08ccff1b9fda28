// What is on the desk while the files are read one after the other: the codes known so far, and how rows name them.
import { foldText } from '#ground/text-forms.ts';
import { readCode, readSchoolYear, readText } from '#registry-import/cell.ts';
import { closestOf, codeBook, foldCode } from '#registry-import/code-book.ts';
import type { CodeBook } from '#registry-import/code-book.ts';
import type { FaultLog } from '#registry-import/fault.ts';
import type { ClassKey, Known, ServiceRecord } from '#registry-import/model.ts';
import type { RowReader } from '#registry-import/row-reader.ts';

/** What the authority decides about its files. */
export interface ImportSettings {
  /** Of rows that name none; 2026 for 2026/27. */
  readonly schoolYear: number;
  readonly phoneCodeDigits: number;
}

export interface NamedClass {
  readonly key: ClassKey;
  readonly name: string;
}

export interface Desk {
  readonly settings: ImportSettings;
  readonly known: Known;
  readonly faults: FaultLog;
  readonly schools: CodeBook;
  readonly schoolNames: Map<string, string>;
  readonly pupils: CodeBook;
  /** By school year and folded code or name. */
  readonly classes: Map<string, NamedClass[]>;
  readonly shifts: Map<string, Set<string>>;
  readonly services: Map<string, ServiceRecord>;
}

export function openDesk(settings: ImportSettings, known: Known, faults: FaultLog): Desk {
  const desk: Desk = {
    settings,
    known,
    faults,
    schools: codeBook(known.schools.map((school) => school.code)),
    schoolNames: new Map(known.schools.map((school) => [foldText(school.name), school.code])),
    pupils: codeBook(known.pupils.map((pupil) => pupil.code)),
    classes: new Map(),
    shifts: new Map(),
    services: new Map(known.services.map((service) => [service.code, service])),
  };
  for (const one of known.classes) addClass(desk, one);
  for (const shift of known.shifts) addShift(desk, shift.schoolCode, shift.name);
  return desk;
}

export function addClass(desk: Desk, one: NamedClass): void {
  for (const word of new Set([foldCode(one.key.classCode), foldCode(one.name)])) {
    const key = `${one.key.schoolYear}/${word}`;
    const there = desk.classes.get(key) ?? [];
    if (
      there.some(
        ({ key: { schoolCode, classCode } }) =>
          schoolCode === one.key.schoolCode && classCode === one.key.classCode,
      )
    )
      continue;
    desk.classes.set(key, [...there, one]);
  }
}

export function addShift(desk: Desk, schoolCode: string, name: string): void {
  desk.shifts.set(schoolCode, (desk.shifts.get(schoolCode) ?? new Set()).add(name));
}

/** The school that a row names by code or by name; undefined after a fault. */
export function schoolNamed<Key extends string>(
  desk: Desk,
  row: RowReader<Key>,
  column: Key,
): string | undefined {
  const text = row.required(column, readCode);
  if (text === undefined) return undefined;
  const found = desk.schools.find(text)?.code ?? desk.schoolNames.get(foldText(text));
  if (found === undefined) unknown(row, column, 'school-unknown', desk.schools.closest(text));
  return found;
}

/** The pupil that a row names; zeros that Excel took away are given back with a warning. */
export function pupilNamed<Key extends string>(
  desk: Desk,
  row: RowReader<Key>,
  column: Key,
): string | undefined {
  const text = row.required(column, readCode);
  if (text === undefined) return undefined;
  const found = desk.pupils.find(text);
  if (found === undefined) unknown(row, column, 'pupil-unknown', desk.pupils.closest(text));
  else if (found.restored) row.fault('warning', 'zeros-restored', column, { restored: found.code });
  return found?.code;
}

/** The class by code or name, within the school where one is named; undefined after a fault. */
export function classNamed<Key extends string>(
  desk: Desk,
  row: RowReader<Key>,
  column: Key,
  text: string,
  schoolCode: string | null,
  schoolYear: number = desk.settings.schoolYear,
): ClassKey | undefined {
  const sameWord = desk.classes.get(`${schoolYear}/${foldCode(text)}`) ?? [];
  const found = sameWord.filter(({ key }) => schoolCode === null || key.schoolCode === schoolCode);
  const byCode = found.filter(({ key }) => foldCode(key.classCode) === foldCode(text));
  const [first, second] = byCode.length > 0 ? byCode : found;
  if (first === undefined) {
    unknown(row, column, 'class-unknown', closestClass(desk, text, schoolCode, schoolYear));
  } else if (second !== undefined) {
    const schools = found.map(({ key }) => key.schoolCode).join(', ');
    row.fault('error', 'class-ambiguous', column, { schools });
  }
  return second === undefined ? first?.key : undefined;
}

/** The year of the row, or that of the import; undefined after a fault. */
export function schoolYearOf<Key extends string>(
  desk: Desk,
  row: RowReader<Key>,
  column: Key,
): number | undefined {
  const year = row.optional(column, readSchoolYear);
  return year === null ? desk.settings.schoolYear : year;
}

/**
 * The meal service by code or name. An empty cell means the only service, or 'mensa'. A file that says where meals
 * are served may bring a new one (`mayBeNew`); in the others an unknown name is a mistake.
 */
export function serviceNamed<Key extends string>(
  desk: Desk,
  row: RowReader<Key>,
  column: Key,
  mayBeNew: boolean,
): string | undefined {
  const text = row.optional(column, (cell) => readText(cell, 60));
  if (text === undefined) return undefined;
  if (text === null) return theService(desk);
  const code = foldText(text).replaceAll(' ', '-');
  const found = [...desk.services.values()].find(
    (service) => service.code === code || foldText(service.name) === foldText(text),
  );
  if (found !== undefined) return found.code;
  if (mayBeNew) {
    if (desk.services.size > 0) row.fault('warning', 'service-new', column);
    desk.services.set(code, { code, name: text });
    return code;
  }
  unknown(row, column, 'service-unknown', closestOf(text, desk.services.keys()));
  return undefined;
}

function theService(desk: Desk): string {
  const [only, another] = desk.services.values();
  if (only !== undefined && another === undefined) return only.code;
  const usual = desk.services.get('mensa') ?? { code: 'mensa', name: 'Mensa' };
  desk.services.set(usual.code, usual);
  return usual.code;
}

function closestClass(
  desk: Desk,
  text: string,
  schoolCode: string | null,
  schoolYear: number,
): string | undefined {
  const inYear = [...desk.classes.values()]
    .flat()
    .filter(
      ({ key }) =>
        key.schoolYear === schoolYear && (schoolCode === null || key.schoolCode === schoolCode),
    );
  return closestOf(
    text,
    inYear.map(({ key }) => key.classCode),
  );
}

function unknown<Key extends string>(
  row: RowReader<Key>,
  column: Key,
  code: 'school-unknown' | 'pupil-unknown' | 'class-unknown' | 'service-unknown',
  closest: string | undefined,
): void {
  row.fault('error', code, column, {
    closest: closest ?? '',
    hasClosest: closest === undefined ? 'no' : 'yes',
  });
}
