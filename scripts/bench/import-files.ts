// The files of an invented municipality of any size, as its office would hand them in.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '#registry-import/templates.ts';
import { fiscalCodeOf, inventedPeople } from './invented-people.ts';

const pupilsOfClass = 25;
const classesOfSchool = 10;
const pupilsOfSchool = pupilsOfClass * classesOfSchool;

/** Two guardians for seven children of ten, a special diet for four of a hundred. */
export async function writeImportFiles(folder: string, pupils: number): Promise<void> {
  const schools = Array.from({ length: Math.ceil(pupils / pupilsOfSchool) }, (_, index) => index);
  const tables = {
    'scuole.csv': [
      ['codice', 'nome', 'grado', 'istituto', 'centro di cottura', 'refettorio'],
      ...schools.map((s) => [
        `S${s}`,
        `Primaria ${s}`,
        'primaria',
        `IC ${s}`,
        'Cucina',
        `Sala ${s}`,
      ]),
    ],
    'classi.csv': [
      ['scuola', 'codice', 'giorni mensa', 'turno', 'orario turno'],
      ...schools.flatMap((s) =>
        Array.from({ length: classesOfSchool }, (_, c) => [
          `S${s}`,
          `${c}A`,
          'lun-ven',
          'Unico',
          '12:30',
        ]),
      ),
    ],
    ...peopleTables(pupils),
  };
  for (const [name, rows] of Object.entries(tables))
    await writeFile(join(folder, name), rows.map((cells) => csvLine(cells)).join(''));
}

function peopleTables(count: number): Readonly<Record<string, readonly (readonly string[])[]>> {
  const { chance, surname, firstName } = inventedPeople(7);
  const pupils = [
    ['codice utente', 'codice telefono', 'cognome', 'nome', 'codice fiscale', 'scuola', 'classe'],
  ];
  const guardians = [
    ['codice alunno', 'cognome', 'nome', 'codice fiscale', 'email', 'cellulare', 'relazione'],
  ];
  const enrolments = [['codice alunno', 'giorni']];
  const diets = [['codice alunno', 'tipo', 'variante', 'etichetta piatto']];
  for (let number = 0; number < count; number += 1) {
    const code = String(number).padStart(7, '0');
    const last = surname();
    const school = `S${Math.floor(number / pupilsOfSchool)}`;
    const schoolClass = `${Math.floor(number / pupilsOfClass) % classesOfSchool}A`;
    pupils.push([
      code,
      String(number).padStart(6, '0'),
      last,
      firstName(),
      fiscalCodeOf(number),
      school,
      schoolClass,
    ]);
    enrolments.push([code, '']);
    if (number % 25 === 0) diets.push([code, 'sanitaria', 'Senza glutine', 'NO GLUTINE']);
    for (const [lastName, relation] of [
      [surname(), 'madre'],
      [last, 'padre'],
    ] as const) {
      if (relation === 'padre' && chance() > 0.7) continue;
      const person = count + guardians.length;
      guardians.push([
        code,
        lastName,
        firstName(),
        fiscalCodeOf(person),
        `g${person}@famiglie.example`,
        `333${String(person).padStart(7, '0')}`,
        relation,
      ]);
    }
  }
  return {
    'alunni.csv': pupils,
    'genitori.csv': guardians,
    'iscrizioni.csv': enrolments,
    'diete.csv': diets,
  };
}
