// All files of a folder, read together: what they say as one value, and everything that is wrong with them. Pure.
import { asWeekdays, listWeekdays, weekdaysWithout } from '#ground/weekdays.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import { readClasses } from '#registry-import/classes-file.ts';
import { readClosures } from '#registry-import/closures-file.ts';
import { openDesk } from '#registry-import/desk.ts';
import type { Desk, ImportSettings } from '#registry-import/desk.ts';
import { readDiets } from '#registry-import/diets-file.ts';
import { readEnrolments, wheneverClassEats } from '#registry-import/enrolments-file.ts';
import { faultLog } from '#registry-import/fault.ts';
import type { Fault, FaultLog } from '#registry-import/fault.ts';
import { fileKeyOf, fileKeys, files } from '#registry-import/files.ts';
import type { FileKey } from '#registry-import/files.ts';
import { readGuardians } from '#registry-import/guardians-file.ts';
import { classKeyText } from '#registry-import/model.ts';
import type { Known, Registry } from '#registry-import/model.ts';
import { readMenus } from '#registry-import/menu-file.ts';
import { readPupils } from '#registry-import/pupils-file.ts';
import { readTable } from '#registry-import/read-table.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readSchools } from '#registry-import/schools-file.ts';
import { readStaff } from '#registry-import/staff-file.ts';
import { closestOf } from '#registry-import/code-book.ts';

/** A file as it lies in the folder. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Plan {
  readonly registry: Registry;
  readonly faults: readonly Fault[];
  /** With an error nothing is imported. */
  readonly hasErrors: boolean;
}

/** Reads whatever files are given; a missing one means that nothing of its kind changes. Throws nothing. */
export function planImport(
  given: readonly GivenFile[],
  known: Known,
  settings: ImportSettings,
): Plan {
  const faults = faultLog();
  const tables = readTables(given, faults);
  const desk = openDesk(settings, known, faults);
  const registry = readRegistry(tables, desk);
  checkWeekdays(registry, faults);
  return { registry, faults: faults.list(), hasErrors: faults.hasErrors() };
}

/** Undefined: given, but it cannot be read. */
type Tables = ReadonlyMap<FileKey, Table | undefined>;

function readTables(given: readonly GivenFile[], faults: FaultLog): Tables {
  const tables = new Map<FileKey, Table | undefined>();
  const names = fileKeys.map((key) => files[key].name);
  for (const { name, bytes } of given) {
    const key = fileKeyOf(name);
    const fault = { file: name, line: 0, column: null } as const;
    if (key === undefined) {
      const closest = closestOf(name, names);
      const hasClosest = closest === undefined ? 'no' : 'yes';
      const details = { files: names.join(', '), closest: closest ?? '', hasClosest };
      faults.add({ ...fault, severity: 'warning', code: 'file-unknown', details });
      continue;
    }
    if (tables.has(key)) faults.add({ ...fault, severity: 'error', code: 'file-twice' });
    else tables.set(key, readTable(files[key], name, bytes, faults));
  }
  if (given.every(({ name }) => fileKeyOf(name) === undefined)) {
    const details = { files: names.join(', ') };
    faults.add({
      severity: 'error',
      code: 'nothing-to-import',
      file: '',
      line: 0,
      column: null,
      details,
    });
  }
  return tables;
}

function readRegistry(tables: Tables, desk: Desk): Registry {
  const unreadable = fileKeys.findIndex((key) => tables.has(key) && tables.get(key) === undefined);
  // Behind a file that cannot be read every code would seem unknown: only the true fault is told.
  const read = <Records>(
    key: FileKey,
    reader: (table: Table, desk: Desk) => Records,
  ): Records | undefined => {
    const table = tables.get(key);
    const isBehind = unreadable !== -1 && fileKeys.indexOf(key) > unreadable;
    return table === undefined || isBehind ? undefined : reader(table, desk);
  };
  const schools = read('schools', readSchools);
  const classes = read('classes', readClasses);
  const pupils = read('pupils', readPupils);
  const guardians = read('guardians', readGuardians);
  const enrolments = read('enrolments', readEnrolments);
  const closures = read('closures', readClosures);
  const diets = read('diets', readDiets);
  const adults = read('staff', readStaff);
  const menus = read('menus', readMenus);
  return {
    schoolYear: desk.settings.schoolYear,
    services: [...desk.services.values()],
    schools: schools?.schools ?? [],
    supplies: schools?.supplies ?? [],
    shifts: classes?.shifts ?? [],
    classes: classes?.classes ?? [],
    canteenWeekdays: classes?.canteenWeekdays ?? [],
    pupils: pupils?.pupils ?? [],
    memberships: pupils?.memberships ?? [],
    guardians: guardians?.guardians ?? [],
    guardianships: guardians?.guardianships ?? [],
    enrolments: enrolments ?? [],
    closures: closures ?? [],
    diets: diets ?? [],
    adults: adults ?? [],
    menus: menus ?? [],
  };
}

/** A pupil enrolled for a Friday whose class never eats on Friday: nothing is wrong, but somebody expects a meal. */
function checkWeekdays(registry: Registry, faults: FaultLog): void {
  const ofClass = new Map<string, Weekdays>();
  for (const { classKey, serviceCode, weekdays } of registry.canteenWeekdays) {
    const key = `${classKeyText(classKey)} ${serviceCode}`;
    ofClass.set(key, asWeekdays((ofClass.get(key) ?? 0) | weekdays));
  }
  const classesOf = Map.groupBy(registry.memberships, (membership) => membership.pupilCode);
  for (const { pupilCode, serviceCode, weekdays, place } of registry.enrolments) {
    if (weekdays === wheneverClassEats) continue;
    for (const { classKey } of classesOf.get(pupilCode) ?? []) {
      const canteen = ofClass.get(`${classKeyText(classKey)} ${serviceCode}`);
      const inVain = canteen === undefined ? [] : listWeekdays(weekdaysWithout(weekdays, canteen));
      if (inVain.length === 0) continue;
      const details = {
        schoolClass: classKey.classCode,
        days: inVain.map((day) => abbreviations[day - 1]).join(', '),
      };
      faults.add({
        severity: 'warning',
        code: 'weekday-not-canteen',
        ...place,
        column: 'giorni',
        details,
      });
    }
  }
}

/** As the clerk writes them in the file, whatever the language of the sentence around them. */
const abbreviations = ['lun', 'mar', 'mer', 'gio', 'ven', 'sab', 'dom'];
