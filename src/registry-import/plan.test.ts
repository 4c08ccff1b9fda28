// Whole folders: what they bring, and every fault at its file, line and column.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listWeekdays } from '#ground/weekdays.ts';
import { faultSentence } from '#registry-import/fault.ts';
import type { Fault } from '#registry-import/fault.ts';
import { fileKeys, files } from '#registry-import/files.ts';
import { nothingKnown } from '#registry-import/model.ts';
import type { Known } from '#registry-import/model.ts';
import { planImport } from '#registry-import/plan.ts';
import type { Plan } from '#registry-import/plan.ts';

const settings = { schoolYear: 2026, phoneCodeDigits: 6 };

const schools = `codice;nome;grado;istituto;centro di cottura;refettorio
P1;Primaria Rodari;primaria;IC Valserena;Cucina centrale;Sala Rodari
P2;Primaria Munari;primaria;IC Valserena;Cucina centrale;
I1;Infanzia Lodi;Infanzia;IC Valserena;Cucina piccola;
`;
const classes = `scuola;codice;nome;giorni mensa;turno;orario turno
P1;1A;1ª A;lun-ven;Primo;12:15
P1;1B;1ª B;lun, mer;Secondo;13.00
P2;1A;1ª A;lun-ven;;12:30
`;
const pupils = `codice utente;codice telefono;cognome;nome;codice fiscale;data di nascita;scuola;classe;dal;al
0001;111111;ROSSI;GIULIA;;09/01/2018;P1;1A;;
0002;222222;D'ANGELO;OMAR;;30/06/2019;P1;1B;;
0003;;Verdi;Ugo;;;P2;1A;;
`;

function plan(folder: Readonly<Record<string, string>>, known: Known = nothingKnown): Plan {
  const given = Object.entries(folder).map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(text),
  }));
  return planImport(given, known, settings);
}

const base = { 'scuole.csv': schools, 'classi.csv': classes, 'alunni.csv': pupils };
const brief = ({ file, line, column, severity, code }: Fault): string =>
  `${file}:${line} ${column ?? '-'} ${severity} ${code}`;
const sentences = (of: Plan): string[] => of.faults.map((fault) => faultSentence(fault));
const briefs = (of: Plan): string[] => of.faults.map(brief);

describe('a folder in order', () => {
  const { registry, faults, hasErrors } = plan(base);

  test('gives no fault', () => {
    expect(faults).toEqual([]);
    expect(hasErrors).toBe(false);
  });

  test('brings schools with the kitchen that cooks for each; without a serving site they eat at school', () => {
    expect(registry.schools.map(({ code, grade }) => [code, grade])).toEqual([
      ['P1', 'primary'],
      ['P2', 'primary'],
      ['I1', 'nursery'],
    ]);
    expect(registry.supplies.map((supply) => [supply.kitchenName, supply.servingSiteName])).toEqual(
      [
        ['Cucina centrale', 'Sala Rodari'],
        ['Cucina centrale', 'Primaria Munari'],
        ['Cucina piccola', 'Infanzia Lodi'],
      ],
    );
    expect(registry.services).toEqual([{ code: 'mensa', name: 'Mensa' }]);
  });

  test('brings classes with shift and canteen weekdays', () => {
    expect(registry.classes.map(({ key, shiftName }) => [key.classCode, shiftName])).toEqual([
      ['1A', 'Primo'],
      ['1B', 'Secondo'],
      ['1A', 'Turno unico'],
    ]);
    expect(registry.shifts.map((shift) => shift.startsAt)).toEqual(['12:15', '13:00', '12:30']);
    expect(registry.canteenWeekdays.map(({ weekdays }) => listWeekdays(weekdays).length)).toEqual([
      5, 2, 5,
    ]);
  });

  test('brings pupils with their names as a person writes them', () => {
    expect(registry.pupils.map(({ lastName, firstName }) => `${lastName} ${firstName}`)).toEqual([
      'Rossi Giulia',
      "D'Angelo Omar",
      'Verdi Ugo',
    ]);
    expect(registry.memberships.map(({ classKey }) => classKey.schoolCode)).toEqual([
      'P1',
      'P1',
      'P2',
    ]);
  });
});

describe('files', () => {
  test('a missing file is no fault: nothing of its kind changes', () => {
    const { registry, faults } = plan({ 'scuole.csv': schools });
    expect(faults).toEqual([]);
    expect([registry.pupils, registry.classes]).toEqual([[], []]);
  });

  test('names on disk may have capitals and spaces; an unknown one is told', () => {
    expect(briefs(plan({ 'Scuole .CSV': schools, 'alunno.csv': 'x' }))).toEqual([
      'alunno.csv:0 - warning file-unknown',
    ]);
  });

  test('an empty folder, or one of other files, is an error', () => {
    expect(briefs(plan({}))).toEqual([':0 - error nothing-to-import']);
    expect(plan({ 'foto.jpg': 'x' }).hasErrors).toBe(true);
  });

  test('two files of one name are an error', () => {
    expect(briefs(plan({ 'scuole.csv': schools, 'SCUOLE.csv': schools }))).toEqual([
      'SCUOLE.csv:0 - error file-twice',
    ]);
  });
});

describe('codes that point to nothing', () => {
  test('an unknown school, class or pupil is an error, with the one that was probably meant', () => {
    const of = plan({
      ...base,
      'alunni.csv': `${pupils}0004;;Neri;Ada;;;P3;1A;;\n0005;;Neri;Leo;;;P1;1D;;\n`,
      'iscrizioni.csv': 'codice alunno\n00O2\n',
    });
    expect(briefs(of)).toEqual([
      'alunni.csv:5 scuola error school-unknown',
      'alunni.csv:6 classe error class-unknown',
      'iscrizioni.csv:2 codice alunno error pupil-unknown',
    ]);
    expect(sentences(of)[2]).toContain('Intendevi “0002”?');
  });

  test('a class that several schools have needs the school', () => {
    const withoutSchool = 'codice utente;cognome;nome;classe\n1;Rossi;Ada;1A\n2;Rossi;Leo;1B\n';
    expect(briefs(plan({ ...base, 'alunni.csv': withoutSchool }))).toEqual([
      'alunni.csv:2 classe error class-ambiguous',
    ]);
  });

  test('schools by name and classes with ordinals are understood', () => {
    const named = 'codice utente;cognome;nome;scuola;classe\n1;Rossi;Ada;primaria rodari;1^ b\n';
    const { registry, faults } = plan({ ...base, 'alunni.csv': named });
    expect(faults).toEqual([]);
    expect(registry.memberships[0]?.classKey).toEqual({
      schoolCode: 'P1',
      schoolYear: 2026,
      classCode: '1B',
    });
  });

  test('what an earlier import brought may be named without its file', () => {
    const known: Known = {
      ...nothingKnown,
      services: [{ code: 'mensa', name: 'Mensa' }],
      pupils: [{ code: '0001', phoneCode: '111111' }],
    };
    const { registry, faults } = plan({ 'iscrizioni.csv': 'codice alunno;giorni\n1;lun\n' }, known);
    expect(faults.map(brief)).toEqual(['iscrizioni.csv:2 codice alunno warning zeros-restored']);
    expect(registry.enrolments[0]?.pupilCode).toBe('0001');
  });
});

describe('one true fault', () => {
  test('of a row is told once, not again in every file that names its code', () => {
    const of = plan({
      'scuole.csv': schools.replace('primaria;IC', 'ginnasio;IC'),
      'classi.csv': classes,
      'alunni.csv': pupils.replace('09/01/2018', '31/02/2018'),
      'iscrizioni.csv': 'codice alunno\n0001\n',
    });
    expect(briefs(of)).toEqual([
      'scuole.csv:2 grado error grade-unknown',
      'alunni.csv:2 data di nascita error date-impossible',
    ]);
  });

  test('of a file that cannot be read is told alone', () => {
    const of = plan({
      ...base,
      'alunni.csv': 'PK\u0003\u0004',
      'iscrizioni.csv': 'codice alunno\n0001\n',
    });
    expect(briefs(of)).toEqual(['alunni.csv:0 - error file-spreadsheet']);
  });
});

describe('pupils', () => {
  const header =
    'codice utente;codice telefono;cognome;nome;codice fiscale;data di nascita;scuola;classe;dal;al\n';
  const withRows = (...lines: string[]): Plan =>
    plan({ ...base, 'alunni.csv': header + lines.map((line) => `${line}\n`).join('') });

  test('two pupils with one phone code are an error, also when the other is only in the database', () => {
    const known = { ...nothingKnown, pupils: [{ code: '9999', phoneCode: '333333' }] };
    const lines =
      '0001;111111;Rossi;Ada;;;P1;1A;;\n0002;111111;Rossi;Leo;;;P1;1A;;\n0003;333333;Neri;Eva;;;P1;1A;;\n';
    const of = plan({ ...base, 'alunni.csv': header + lines }, known);
    expect(briefs(of)).toEqual([
      'alunni.csv:3 codice telefono error phone-code-twice',
      'alunni.csv:4 codice telefono error phone-code-twice',
    ]);
    expect(sentences(of)[1]).toContain('9999');
  });

  test('two pupils may swap their phone codes in one import', () => {
    const known = {
      ...nothingKnown,
      pupils: [
        { code: '0001', phoneCode: '222222' },
        { code: '0002', phoneCode: '111111' },
      ],
    };
    expect(plan(base, known).faults).toEqual([]);
  });

  test('a pupil who changes class has two rows, and the first ends where the second begins', () => {
    const { registry, faults } = withRows(
      '0001;;Rossi;Ada;;;P1;1B;11/01/2027;',
      '0001;;Rossi;Ada;;;P1;1A;;',
    );
    expect(faults).toEqual([]);
    expect(registry.memberships.map(({ classKey, range }) => [classKey.classCode, range])).toEqual([
      ['1A', { from: null, to: '2027-01-10' }],
      ['1B', { from: '2027-01-11', to: null }],
    ]);
  });

  test('two classes on the same day are an error at the later row', () => {
    expect(
      briefs(
        withRows('0001;;Rossi;Ada;;;P1;1A;;20/01/2027', '0001;;Rossi;Ada;;;P1;1B;11/01/2027;'),
      ),
    ).toEqual(['alunni.csv:3 - error range-overlap']);
    expect(briefs(withRows('0001;;Rossi;Ada;;;P1;1A;;', '0001;;Rossi;Ada;;;P1;1B;;'))).toEqual([
      'alunni.csv:3 - error range-overlap',
    ]);
  });

  test('the same row twice counts once; one code for two children is an error', () => {
    expect(briefs(withRows('0001;;Rossi;Ada;;;P1;1A;;', '0001;;Rossi;Ada;;;P1;1A;;'))).toEqual([
      'alunni.csv:3 - warning row-twice',
    ]);
    expect(briefs(withRows('0001;;Rossi;Ada;;;P1;1A;;', '0001;;Rossi;Leo;;;P1;1A;;'))).toEqual([
      'alunni.csv:3 - error row-contradicts',
    ]);
  });

  test('codes that have lost their zeros among others that kept them are warned of', () => {
    expect(briefs(withRows('000123;;Rossi;Ada;;;P1;1A;;', '124;;Rossi;Leo;;;P1;1A;;'))).toEqual([
      'alunni.csv:3 codice utente warning zeros-suspected',
    ]);
    expect(briefs(withRows('000123;;Rossi;Ada;;;P1;1A;;', '123;;Rossi;Leo;;;P1;1A;;'))).toEqual([
      'alunni.csv:3 codice utente error zeros-suspected',
    ]);
  });

  test('a known pupil whose code lost its zeros is not imported a second time', () => {
    const known = { ...nothingKnown, pupils: [{ code: '000123', phoneCode: null }] };
    const of = plan({ ...base, 'alunni.csv': `${header}123;;Rossi;Ada;;;P1;1A;;\n` }, known);
    expect(of.registry.pupils.map(({ code }) => code)).toEqual(['000123']);
    expect(briefs(of)).toEqual(['alunni.csv:2 codice utente warning zeros-restored']);
  });

  test('a fiscal code is checked; another day of birth is only warned of; two children cannot share it', () => {
    expect(
      briefs(
        withRows(
          '0001;;Rossi;Mario;RSSMRA85T10A562S;10/12/1985;P1;1A;;',
          '0002;;Rossi;Mario;RSSMRA85T10A562X;;P1;1A;;',
          '0003;;Rossi;Mario;RSSMRA85T10A562S;11/12/1985;P1;1A;;',
        ),
      ),
    ).toEqual([
      'alunni.csv:3 codice fiscale error fiscal-code-control-character',
      'alunni.csv:4 codice fiscale error fiscal-code-twice',
      'alunni.csv:4 data di nascita warning birth-differs',
    ]);
  });

  test('every fault of a row is told at once', () => {
    expect(briefs(withRows('4,23E+10;12345678;;Ada;;01/09/18;P1;1A;31/02/2027;'))).toEqual([
      'alunni.csv:2 codice utente error code-scientific',
      'alunni.csv:2 codice telefono error digits-length',
      'alunni.csv:2 cognome error cell-missing',
      'alunni.csv:2 data di nascita error date-short-year',
      'alunni.csv:2 dal error date-impossible',
    ]);
  });
});

describe('classes', () => {
  test('canteen weekdays that change in January are two rows of one class', () => {
    const { registry, faults } = plan({
      'scuole.csv': schools,
      'classi.csv':
        'scuola;codice;giorni mensa;orario turno;valida dal\nP1;1A;lun-ven;12:15;\nP1;1A;lun, mer;;11/01/2027\n',
    });
    expect(faults).toEqual([]);
    expect(registry.classes).toHaveLength(1);
    expect(registry.canteenWeekdays.map(({ range }) => range)).toEqual([
      { from: null, to: '2027-01-10' },
      { from: '2027-01-11', to: null },
    ]);
  });

  test('one shift cannot begin at two times, one class not have two names', () => {
    const rows = 'P1;1A;A;lun;Primo;12:15\nP1;1B;B;lun;Primo;12:30\nP1;1A;Prima A;mar;Primo;\n';
    expect(
      briefs(
        plan({
          'scuole.csv': schools,
          'classi.csv': `scuola;codice;nome;giorni mensa;turno;orario turno\n${rows}`,
        }),
      ),
    ).toEqual([
      'classi.csv:3 orario turno error shift-two-times',
      'classi.csv:4 - error row-contradicts',
      'classi.csv:4 - error range-overlap',
    ]);
  });

  test('a class known as 1A is not doubled by a file that writes 1ª A', () => {
    const key = { schoolCode: 'P1', schoolYear: 2026, classCode: '1A' };
    const known = { ...nothingKnown, classes: [{ key, name: 'Prima A' }] };
    const of = plan(
      { 'scuole.csv': schools, 'classi.csv': 'scuola;codice;giorni mensa\nP1;1ª A;lun\n' },
      known,
    );
    expect(of.registry.classes.map((one) => one.key)).toEqual([key]);
  });
});

describe('guardians', () => {
  const header = 'codice alunno;cognome;nome;codice fiscale;email;cellulare;relazione\n';
  const withRows = (...lines: string[]): Plan =>
    plan({ ...base, 'genitori.csv': header + lines.map((line) => `${line}\n`).join('') });
  const pairs = ({ registry }: Plan): string[][] =>
    registry.guardianships.map(({ guardianKey, pupilCode }) => [guardianKey, pupilCode]);

  test('the mother of two pupils is one guardian, by fiscal code', () => {
    const of = withRows(`0001;Rossi;Anna;${code};a@b.it;;madre`, `0002;ROSSI;ANNA;${code};;;madre`);
    expect(of.faults).toEqual([]);
    expect(of.registry.guardians).toMatchObject([{ email: 'a@b.it', lastName: 'Rossi' }]);
    expect(pairs(of).map(([, pupil]) => pupil)).toEqual(['0001', '0002']);
  });

  test('by name and e-mail, or name and mobile, where there is no fiscal code', () => {
    const of = withRows(
      '0001;Rossi;Anna;;a@b.it;333 1234567;madre',
      '0002;Rossi;Anna;;A@B.IT;;madre',
      '0003;Rossi;Anna;;;+393331234567;madre',
    );
    expect(of.registry.guardians).toHaveLength(1);
    expect(pairs(of)).toHaveLength(3);
  });

  test('a fiscal code found later completes the same person', () => {
    const of = withRows('0001;Rossi;Anna;;a@b.it;;madre', `0002;Rossi;Anna;${code};a@b.it;;madre`);
    expect(of.registry.guardians.map(({ fiscalCode }) => fiscalCode)).toEqual([code]);
  });

  test('and by it a row without any contact is of that person too', () => {
    const of = withRows(
      '0001;Rossi;Anna;;a@b.it;;madre',
      `0002;Rossi;Anna;${code};a@b.it;;madre`,
      `0003;Rossi;Anna;${code};;;madre`,
    );
    expect(of.registry.guardians).toHaveLength(1);
    expect(pairs(of)).toHaveLength(3);
  });

  test('each of two parents who share an e-mail is found by it again', () => {
    const of = withRows(
      '0001;Rossi;Anna;;a@b.it;;madre',
      '0001;Bianchi;Ugo;;a@b.it;;padre',
      '0002;Rossi;Anna;;a@b.it;;madre',
      '0002;Bianchi;Ugo;;a@b.it;;padre',
    );
    expect(of.registry.guardians).toHaveLength(2);
    expect(pairs(of)).toHaveLength(4);
  });

  test('two parents who share an e-mail stay two', () => {
    expect(
      withRows('0001;Rossi;Anna;;a@b.it;;madre', '0001;Bianchi;Ugo;;a@b.it;;padre').registry
        .guardians,
    ).toHaveLength(2);
  });

  test('unreadable contacts are left out with a warning, without any contact another warning', () => {
    expect(briefs(withRows('0001;Rossi;Anna;;vedi padre;no;zia acquisita'))).toEqual([
      'genitori.csv:2 email warning email-unreadable',
      'genitori.csv:2 cellulare warning phone-number-unreadable',
      'genitori.csv:2 - warning guardian-unlinked',
    ]);
  });

  test('one fiscal code with two last names is an error', () => {
    expect(briefs(withRows(`0001;Rossi;Anna;${code};;;`, `0002;Verdi;Anna;${code};;;`))).toEqual([
      'genitori.csv:3 codice fiscale error guardian-two-names',
    ]);
  });

  const code = 'RSSMRA85T10A562S';
});

describe('enrolments, closures, diets and staff', () => {
  test('a pupil enrolled for a weekday on which the class has no canteen is warned of', () => {
    const of = plan({ ...base, 'iscrizioni.csv': 'codice alunno;giorni\n0002;lun, ven\n0001;\n' });
    expect(briefs(of)).toEqual(['iscrizioni.csv:2 giorni warning weekday-not-canteen']);
    expect(sentences(of)[0]).toBe(
      'L’alunno è iscritto per ven, ma la classe 1B in quei giorni non ha mensa.',
    );
    expect(of.registry.enrolments.map(({ weekdays }) => weekdays)).toEqual([17, 127]);
  });

  test('an unknown service is an error in enrolments and a new one where meals are served', () => {
    expect(
      briefs(plan({ ...base, 'iscrizioni.csv': 'codice alunno;servizio\n0001;merenda\n' })),
    ).toEqual(['iscrizioni.csv:2 servizio error service-unknown']);
    const withSnack = `${classes.replace('orario turno', 'orario turno;servizio')}P2;2A;2A;lun;;;Merenda\n`;
    const of = plan({ ...base, 'classi.csv': withSnack });
    expect(of.registry.services.map((service) => service.code)).toEqual(['mensa', 'merenda']);
    expect(briefs(of)).toEqual(['classi.csv:5 servizio warning service-new']);
  });

  test('closures of four scopes are read', () => {
    const of = plan({
      ...base,
      'chiusure.csv': `dal;al;motivo;ambito;quale
07/12/2026;;Ponte;;
23/12/2026;06/01/2027;Natale;ente;
30/11/2026;;Seggio;scuola;P1
01/12/2026;;Gita;classe;P2/1A
02/12/2026;;Festa;grado;infanzia
`,
    });
    expect(of.faults).toEqual([]);
    expect(of.registry.closures.map(({ target }) => target.kind)).toEqual([
      'tenant',
      'tenant',
      'school',
      'class',
      'grade',
    ]);
  });

  test('a closure that is backwards, endless or of nobody is told', () => {
    const text = `dal;al;motivo;ambito;quale
07/12/2026;06/12/2026;Ponte;;
07/12/2026;07/06/2027;Ponte;;
07/12/2026;;Ponte;;P1
07/12/2026;;Ponte;regno;P1
`;
    expect(briefs(plan({ ...base, 'chiusure.csv': text }))).toEqual([
      'chiusure.csv:2 al error range-backwards',
      'chiusure.csv:3 al warning closure-long',
      'chiusure.csv:4 quale error target-without-scope',
      'chiusure.csv:5 ambito error scope-unknown',
    ]);
  });

  test('a diet is a dated fact of a pupil', () => {
    const of = plan({
      ...base,
      'diete.csv':
        'codice alunno;tipo;variante;etichetta piatto;dal\n0001;Sanitaria;Senza glutine;NO GLUTINE;10/11/2026\n0001;etica;Vegetariano;VEG;\n0001;xx;Y;Z;\n',
    });
    expect(briefs(of)).toEqual(['diete.csv:4 tipo error diet-kind-unknown']);
    expect(of.registry.diets.map(({ kind, variant }) => [kind, variant])).toEqual([
      ['health', 'Senza glutine'],
      ['ethical', 'Vegetariano'],
    ]);
  });

  test('an adult needs a shift only where the school has several', () => {
    const of = plan({
      ...base,
      'personale.csv':
        'codice;cognome;nome;scuola;turno;giorni\nD1;Bianchi;Carla;P2;;lun\nD2;Neri;Ugo;P1;;lun\nD3;Neri;Eva;P1;secondo;lun\nD4;Neri;Pia;P1;terzo;lun\n',
    });
    expect(briefs(of)).toEqual([
      'personale.csv:3 turno error shift-missing',
      'personale.csv:5 turno error shift-unknown',
    ]);
    expect(of.registry.adults.map(({ shiftName }) => shiftName)).toEqual([
      'Turno unico',
      'Secondo',
    ]);
  });
});

test('whatever is in the files, the plan is made and every fault has its sentence', () => {
  const words = [
    ...Object.values(files).flatMap((kind) => Object.values(kind.columns).map((one) => one.header)),
    'P1',
    '1A',
    '0001',
    'lun',
    '23/11/2026',
    'si',
    'primaria',
    '',
    '',
    '4,23E+10',
    '{',
    '<b>',
    "'",
  ];
  const line = fc
    .array(fc.constantFrom(...words), { maxLength: 12 })
    .map((cells) => cells.join(';'));
  const folder = fc.array(
    fc.tuple(
      fc.constantFrom(...fileKeys),
      fc.boolean(),
      fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n')),
    ),
  );
  fc.assert(
    fc.property(folder, (given) => {
      const texts = given.map(([key, withHeader, text]) => {
        const header = Object.values(files[key].columns).map((one) => one.header);
        return [files[key].name, withHeader ? `${header.join(';')}\n${text}` : text];
      });
      const of = plan(Object.fromEntries(texts) as Record<string, string>);
      for (const fault of of.faults) {
        expect(faultSentence(fault, 'it').length).toBeGreaterThan(10);
        expect(faultSentence(fault, 'en').length).toBeGreaterThan(10);
      }
    }),
    { numRuns: 100 },
  );
});
