// For tests: a small municipality's files, in which single lines can be changed.
import type { GivenFile } from '#registry-import/plan.ts';

export type SampleFolder = Readonly<Record<string, string>>;

export const sampleFolder = {
  'scuole.csv': `codice;nome;grado;istituto;centro di cottura;refettorio
P1;Primaria Rodari;primaria;IC Valserena;Cucina centrale;Sala Rodari
I1;Infanzia Munari;infanzia;IC Valserena;Cucina piccola;
`,
  'classi.csv': `scuola;codice;nome;giorni mensa;turno;orario turno;valida dal
P1;1A;Prima A;lun-ven;Primo;12:15;
P1;1B;Prima B;lun, mer;Secondo;13:00;
I1;S1;Coccinelle;lun-ven;;11:45;
`,
  'alunni.csv': `codice utente;codice telefono;cognome;nome;codice fiscale;data di nascita;classe;dal;al
0001;111111;Rossi;Giulia;;09/01/2020;1A;;
0002;222222;D'Angelo;Omar;;30/06/2020;1B;;
0003;333333;Rossi;Leo;;14/02/2022;S1;;
`,
  'genitori.csv': `codice alunno;cognome;nome;codice fiscale;email;cellulare;relazione;limitato
0001;Rossi;Anna;RSSMRA85T10A562S;anna@example.org;333 1234567;madre;
0003;Rossi;Anna;RSSMRA85T10A562S;;;madre;
0002;D'Angelo;Karim;;karim@example.org;;padre;
0002;Neri;Sara;;;347 7654321;madre;sì
`,
  'iscrizioni.csv': `codice alunno;giorni;dal;al
0001;;;
0002;lun;;
0003;;;
`,
  'chiusure.csv': `dal;al;motivo;ambito;quale
07/12/2026;;Ponte;;
30/11/2026;;Seggio elettorale;scuola;P1
`,
  'diete.csv': `codice alunno;tipo;variante;etichetta piatto;dal;al;note
0001;sanitaria;Senza glutine;NO GLUTINE;01/09/2026;;stoviglie a parte
`,
  'personale.csv': `codice;cognome;nome;scuola;turno;giorni
D1;Bianchi;Carla;P1;Primo;lun, mar
`,
} as const satisfies SampleFolder;

/** The files, with texts replaced in one of them: `{ 'alunni.csv': ['Rossi', 'Verdi'] }`. */
export function sampleFiles(
  replaced: Readonly<Partial<Record<keyof typeof sampleFolder, readonly [string, string]>>> = {},
): GivenFile[] {
  return filesOf(
    Object.fromEntries(
      Object.entries(sampleFolder).map(([name, text]) => {
        const [, change] = Object.entries(replaced).find(([key]) => key === name) ?? [];
        if (change === undefined) return [name, text];
        if (!text.includes(change[0])) throw new Error(`${name} does not say ${change[0]}`);
        return [name, text.replace(...change)];
      }),
    ),
  );
}

export function filesOf(folder: SampleFolder): GivenFile[] {
  return Object.entries(folder).map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(text),
  }));
}
