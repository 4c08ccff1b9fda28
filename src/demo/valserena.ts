// The invented municipality of Valserena as the files that a municipality really has, ready for `refettorio import`.
import type { DemoClass, DemoFamily, DemoPupil } from '#demo/model.ts';
import { csvOf } from '#demo/csv.ts';
import type { Chance } from '#demo/seeded-chance.ts';
import { seededChance } from '#demo/seeded-chance.ts';
import { valserenaDiets } from '#demo/valserena-diets.ts';
import { valserenaFamilies } from '#demo/valserena-families.ts';
import { valserenaMenus } from '#demo/valserena-menus.ts';
import { institute, schools } from '#demo/valserena-schools.ts';
import { valserenaStaff } from '#demo/valserena-staff.ts';
import type { Day } from '#ground/day.ts';
import { ascending } from '#ground/order.ts';
import type { PhoneLine } from '#tenancy/model.ts';

export interface MunicipalityFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const municipality = {
  slug: 'valserena',
  name: 'Comune di Valserena',
  province: 'BG',
  regionName: 'Lombardia',
  mailFrom: 'mensa@comune.valserena.example',
} as const;

/** Invented: there is no area 0399 555, so that nobody is ever rung up by a demonstration. */
const cost = {
  it: 'Una telefonata costa come una chiamata a un numero fisso, secondo il tuo operatore.',
  en: 'A call costs as much as one to a landline, as your operator charges.',
};
const smsCost = {
  it: 'Un SMS costa secondo il tuo operatore.',
  en: 'A text message costs what your operator charges.',
};
export const phoneLines: readonly PhoneLine[] = [
  { number: '+3903995550101', kind: 'voice', cost },
  { number: '+3903995550102', kind: 'sms', cost: smsCost },
];

/** What the office would export from its own programs; the same bytes on every machine. */
export function valserenaFiles(): readonly MunicipalityFile[] {
  const families = valserenaFamilies();
  return [
    { name: 'scuole.csv', bytes: csvOf(schoolRows()) },
    { name: 'classi.csv', bytes: csvOf(classRows()) },
    { name: 'alunni.csv', bytes: csvOf(pupilRows(families)) },
    { name: 'genitori.csv', bytes: csvOf(guardianRows(families)) },
    { name: 'iscrizioni.csv', bytes: csvOf(enrolmentRows(families)) },
    { name: 'chiusure.csv', bytes: csvOf(closureRows()) },
    { name: 'diete.csv', bytes: csvOf(dietRows(families)) },
    { name: 'personale.csv', bytes: csvOf(valserenaStaff()) },
    { name: 'menu.csv', bytes: csvOf(valserenaMenus()) },
  ];
}

type Rows = readonly (readonly string[])[];

function schoolRows(): Rows {
  return [
    ['codice', 'nome', 'grado', 'istituto', 'centro di cottura', 'refettorio'],
    ...schools.map((school) => [
      school.code,
      school.name,
      { nursery: 'infanzia', primary: 'primaria', middle: 'secondaria' }[school.grade],
      institute,
      school.kitchen,
      school.servingSite,
    ]),
  ];
}

function classRows(): Rows {
  return [
    [
      'scuola',
      'codice',
      'nome',
      'anno scolastico',
      'giorni mensa',
      'turno',
      'orario turno',
      'valida dal',
      'valida al',
    ],
    ...schools
      .flatMap((school) => school.classes)
      .flatMap((one) =>
        one.canteenDays.map(({ weekdays, from, to }) => [
          one.schoolCode,
          one.code,
          one.name,
          '2026/27',
          weekdays,
          one.shift.name,
          one.shift.startsAt,
          from,
          to,
        ]),
      ),
  ];
}

function pupilRows(families: readonly DemoFamily[]): Rows {
  return [
    [
      'codice utente',
      'codice telefono',
      'cognome',
      'nome',
      'codice fiscale',
      'data di nascita',
      'scuola',
      'classe',
    ],
    ...pupilsOf(families).map((pupil) => [
      pupil.code,
      pupil.phoneCode,
      pupil.lastName,
      pupil.firstName,
      pupil.fiscalCode,
      italianDay(pupil.bornOn),
      pupil.schoolClass.schoolCode,
      pupil.schoolClass.code,
    ]),
  ];
}

function guardianRows(families: readonly DemoFamily[]): Rows {
  const header = [
    'codice alunno',
    'cognome',
    'nome',
    'codice fiscale',
    'email',
    'cellulare',
    'lingua',
    'relazione',
    'limitato',
  ];
  const rows = families.flatMap(({ pupils, guardians }) =>
    guardians.flatMap((guardian) =>
      pupils.map((pupil) => [
        pupil.code,
        guardian.lastName,
        guardian.firstName,
        guardian.fiscalCode,
        guardian.email,
        guardian.mobile,
        guardian.language,
        guardian.relation,
        guardian.isRestricted ? 'sì' : '',
      ]),
    ),
  );
  return [header, ...rows];
}

/** Most eat whenever their class does; some on fewer days, one came in October, one has left. */
function enrolmentRows(families: readonly DemoFamily[]): Rows {
  const chance = seededChance(612);
  const rows = pupilsOf(families).map(({ code, schoolClass }, index) => {
    if (index === 40) return [code, '', '12/10/2026', ''];
    if (index === 90) return [code, '', '', '30/10/2026'];
    const isPartly = index > 10 && chance.happens(0.06);
    return [code, isPartly ? someDaysOf(chance, schoolClass) : '', '', ''];
  });
  return [['codice alunno', 'giorni', 'dal', 'al'], ...rows];
}

function someDaysOf(chance: Chance, { canteenDays }: DemoClass): string {
  const days = canteenDays[0]?.weekdays ?? '';
  if (days === 'lun-ven') return chance.oneOf(['lun, mer', 'lun, mar, gio', 'mar, gio']);
  return days.split(', ')[0] ?? '';
}

/** The authority's own; national holidays and the Region's days come from the official calendar. */
function closureRows(): Rows {
  return [
    ['dal', 'al', 'motivo', 'ambito', 'quale'],
    ['11/11/2026', '', 'Festa del patrono di Valserena', 'ente', ''],
    ['07/12/2026', '', 'Ponte dell’Immacolata', 'ente', ''],
    ['16/10/2026', '', 'Lavori all’impianto idrico', 'scuola', 'PRI2'],
    ['27/11/2026', '', 'Uscita didattica', 'classe', 'PRI1/5A'],
  ];
}

function dietRows(families: readonly DemoFamily[]): Rows {
  return [
    ['codice alunno', 'tipo', 'variante', 'etichetta piatto', 'dal', 'al'],
    ...valserenaDiets(families).map((diet) => [
      diet.pupilCode,
      diet.kind,
      diet.variant,
      diet.plateLabel,
      diet.from,
      diet.to,
    ]),
  ];
}

/** In the order of the register: by school, class and name, as an office's list is. */
function pupilsOf(families: readonly DemoFamily[]): readonly DemoPupil[] {
  return families
    .flatMap((family) => family.pupils)
    .toSorted((one, other) => ascending(one.code, other.code));
}

const italianDay = (day: Day): string => day.split('-').toReversed().join('/');
