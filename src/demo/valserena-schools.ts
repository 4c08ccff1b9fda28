// The schools of Valserena: two kitchens, shifts, and classes whose canteen days differ. Their codes are the authority's own.
import type { DemoClass, DemoSchool, DemoShift } from '#demo/model.ts';

export const institute = 'Istituto comprensivo di Valserena';
export const centralKitchen = 'Centro cottura comunale';
/** The one with a login for its secretary. */
export const secretarysSchool = 'Scuola primaria Ada Fontanalta';
export const nurseryKitchen = "Cucina della scuola dell'infanzia";

/** A child of the first year of primary school in 2026/27 was born in 2020. */
const firstYearBirth = 2020;
const wholeYear = { from: '', to: '' };
const everyDay = 'lun-ven';

export const schools: readonly DemoSchool[] = [nursery(), primary(), hamletPrimary(), middle()];

function nursery(): DemoSchool {
  const shift = { name: 'Turno unico', startsAt: '11:45' };
  const sections = ['Coccinelle', 'Farfalle', 'Ricci', 'Scoiattoli'];
  return {
    code: 'INF1',
    name: "Scuola dell'infanzia Il Girasole",
    grade: 'nursery',
    kitchen: nurseryKitchen,
    servingSite: 'Sala pranzo del Girasole',
    classes: sections.map((name, index) => ({
      schoolCode: 'INF1',
      code: `SEZ${index + 1}`,
      name: `Sezione ${name}`,
      shift,
      canteenDays: [{ weekdays: everyDay, ...wholeYear }],
      seats: 22,
      birthYears: [2021, 2022, 2023],
    })),
  };
}

function primary(): DemoSchool {
  const first = { name: 'Primo turno', startsAt: '12:10' };
  const second = { name: 'Secondo turno', startsAt: '13:00' };
  const seats = [21, 19, 20, 18, 22, 20, 19, 21, 20, 20];
  const classes = [1, 2, 3, 4, 5].flatMap((year) =>
    ['A', 'B'].map((section, index): DemoClass => {
      const shift = year <= 3 ? first : second;
      return {
        ...primaryClass('PRI1', `${year}${section}`, `${year}ª ${section}`, shift, [year]),
        canteenDays: canteenDaysOf(year, section),
        seats: seats[(year - 1) * 2 + index] ?? 20,
      };
    }),
  );
  return {
    code: 'PRI1',
    name: secretarysSchool,
    grade: 'primary',
    kitchen: centralKitchen,
    servingSite: 'Refettorio di via dei Tigli',
    classes,
  };
}

/** A is full time; B comes back on some afternoons, and 4B on one more since the second of November. */
function canteenDaysOf(year: number, section: string): DemoClass['canteenDays'] {
  if (section === 'A') return [{ weekdays: everyDay, ...wholeYear }];
  if (year !== 4) return [{ weekdays: 'lun, mer', ...wholeYear }];
  return [
    { weekdays: 'lun, mer', from: '', to: '01/11/2026' },
    { weekdays: 'lun, mer, ven', from: '02/11/2026', to: '' },
  ];
}

function hamletPrimary(): DemoSchool {
  const shift = { name: 'Turno unico', startsAt: '12:30' };
  const canteenDays = [{ weekdays: 'lun, mar, gio', ...wholeYear }];
  return {
    code: 'PRI2',
    name: 'Scuola primaria Rio Chiaro',
    grade: 'primary',
    kitchen: centralKitchen,
    servingSite: 'Saletta di Rio Chiaro',
    classes: [
      {
        ...primaryClass('PRI2', 'P12', 'Pluriclasse 1ª-2ª', shift, [1, 2]),
        canteenDays,
        seats: 14,
      },
      {
        ...primaryClass('PRI2', 'P345', 'Pluriclasse 3ª-4ª-5ª', shift, [3, 4, 5]),
        canteenDays,
        seats: 16,
      },
    ],
  };
}

function middle(): DemoSchool {
  const shift = { name: 'Turno unico', startsAt: '13:30' };
  const classes = [1, 2, 3].flatMap((year) =>
    ['A', 'B'].map((section): DemoClass => ({
      schoolCode: 'SEC1',
      code: `${year}${section}`,
      name: `${year}ª ${section}`,
      shift,
      canteenDays: [{ weekdays: section === 'A' ? 'lun, mer' : 'mar, gio, ven', ...wholeYear }],
      seats: 17,
      birthYears: [firstYearBirth - 4 - year],
    })),
  );
  return {
    code: 'SEC1',
    name: 'Scuola secondaria Elio Ventaglia',
    grade: 'middle',
    kitchen: centralKitchen,
    servingSite: 'Mensa di piazza del Mulino',
    classes,
  };
}

function primaryClass(
  schoolCode: string,
  code: string,
  name: string,
  shift: DemoShift,
  years: readonly number[],
): Omit<DemoClass, 'canteenDays' | 'seats'> {
  const birthYears = years.map((year) => firstYearBirth + 1 - year);
  return { schoolCode, code, name, shift, birthYears };
}
