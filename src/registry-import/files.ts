// The files of a municipality and their columns: the one description from which reading, templates and guide are made.
import { foldText } from '#ground/text-forms.ts';

export interface Column {
  /** As the template writes it. */
  readonly header: string;
  /** What other programs call the same thing; capitals, accents and spaces do not matter. */
  readonly synonyms: readonly string[];
  /** `required`: the file cannot be read without the column, nor a row without the cell. */
  readonly need: 'required' | 'optional';
  /** The cells of the template's example rows; every file has the same number of rows in all columns. */
  readonly examples: readonly string[];
}

/** Names of columns in a file; what is under `column.<file>.<key>` in the texts explains each in the guide. */
export interface FileKind<Key extends string = string> {
  readonly key: FileKey;
  readonly name: string;
  readonly columns: Readonly<Record<Key, Column>>;
}

export type FileKey =
  | 'schools'
  | 'classes'
  | 'pupils'
  | 'guardians'
  | 'enrolments'
  | 'closures'
  | 'diets'
  | 'staff'
  | 'menus';

const required = (
  header: string,
  synonyms: readonly string[],
  ...examples: readonly string[]
): Column => ({ header, synonyms, need: 'required', examples });

const optional = (
  header: string,
  synonyms: readonly string[],
  ...examples: readonly string[]
): Column => ({ header, synonyms, need: 'optional', examples });

const from = ['valida dal', 'valido dal', 'data inizio', 'inizio', 'decorrenza', 'dalla data'];
const to = ['valida al', 'valido al', 'data fine', 'fine', 'scadenza', 'alla data', 'fino al'];
const lastName = ['cognome alunno', 'cognome utente', 'cognome genitore', 'cognome dipendente'];
const firstName = ['nome alunno', 'nome utente', 'nome genitore', 'nome dipendente'];
const fiscalCode = ['cod fiscale', 'cf', 'c f', 'codicefiscale', 'cod fisc'];
const pupilCode = ['codice utente', 'cod alunno', 'cod utente', 'alunno', 'utente', 'id alunno'];
const schoolCode = ['codice scuola', 'cod scuola', 'plesso', 'codice plesso', 'scuola frequentata'];
const service = ['mensa', 'tipo servizio', 'codice servizio'];
const weekdays = [
  'giorni mensa',
  'giorni di mensa',
  'giorni settimana',
  'rientri',
  'giorni rientro',
];

export const files = {
  schools: {
    key: 'schools',
    name: 'scuole.csv',
    columns: {
      code: required(
        'codice',
        ['codice scuola', 'cod scuola', 'codice meccanografico', 'codice plesso'],
        'BGEE82201Q',
        'BGAA82201E',
      ),
      name: required(
        'nome',
        ['scuola', 'denominazione', 'nome scuola', 'plesso', 'denominazione scuola'],
        'Primaria Rodari',
        'Infanzia Munari',
      ),
      grade: required(
        'grado',
        ['ordine', 'tipo', 'tipo scuola', 'ordine di scuola', 'grado scolastico'],
        'primaria',
        'infanzia',
      ),
      institute: required(
        'istituto',
        ['istituto comprensivo', 'ic', 'nome istituto', 'istituto di riferimento'],
        'IC Valserena',
        'IC Valserena',
      ),
      kitchen: optional(
        'centro di cottura',
        ['cucina', 'centro cottura', 'centro di produzione'],
        'Cucina centrale',
        'Cucina centrale',
      ),
      servingSite: optional(
        'refettorio',
        ['mensa', 'sala mensa', 'terminale', 'luogo di consumo'],
        'Refettorio Rodari',
        'Refettorio Munari',
      ),
      service: optional('servizio', ['tipo servizio', 'codice servizio'], '', ''),
      from: optional('dal', from, '', ''),
    },
  },
  classes: {
    key: 'classes',
    name: 'classi.csv',
    columns: {
      school: required('scuola', schoolCode, 'BGEE82201Q', 'BGEE82201Q'),
      code: required(
        'codice',
        ['codice classe', 'cod classe', 'classe', 'sezione', 'id classe'],
        '1A',
        '1B',
      ),
      name: optional('nome', ['nome classe', 'denominazione', 'descrizione'], '1ª A', '1ª B'),
      schoolYear: optional('anno scolastico', ['a s', 'as', 'anno'], '2026/27', '2026/27'),
      weekdays: required('giorni mensa', weekdays.concat('giorni'), 'lun-ven', 'lun, mer, ven'),
      shift: optional('turno', ['turno mensa', 'nome turno'], 'Primo turno', 'Secondo turno'),
      shiftTime: optional(
        'orario turno',
        ['ora turno', 'orario', 'ora', 'inizio turno'],
        '12:15',
        '13:00',
      ),
      service: optional('servizio', service, '', ''),
      from: optional('valida dal', from.concat('dal'), '', ''),
      to: optional('valida al', to.concat('al'), '', ''),
    },
  },
  pupils: {
    key: 'pupils',
    name: 'alunni.csv',
    columns: {
      code: required(
        'codice utente',
        [
          'codice alunno',
          'codice',
          'cod utente',
          'cod alunno',
          'id utente',
          'id alunno',
          'matricola',
        ],
        '000123',
        '000124',
      ),
      phoneCode: optional(
        'codice telefono',
        ['codice telefonico', 'codice disdetta', 'codice disdette', 'pin', 'pin telefono'],
        '004711',
        '004712',
      ),
      lastName: required('cognome', lastName, 'Rossi', "D'Angelo"),
      firstName: required('nome', firstName, 'Giulia', 'Omar'),
      fiscalCode: optional('codice fiscale', fiscalCode.concat('codice fiscale alunno'), '', ''),
      bornOn: optional(
        'data di nascita',
        ['data nascita', 'nato il', 'nata il', 'nascita'],
        '09/01/2018',
        '30/06/2019',
      ),
      school: optional('scuola', schoolCode, 'BGEE82201Q', 'BGEE82201Q'),
      schoolClass: required(
        'classe',
        ['codice classe', 'cod classe', 'sezione', 'classe frequentata'],
        '1A',
        '1B',
      ),
      from: optional('dal', from, '', '10/11/2026'),
      to: optional('al', to, '', ''),
    },
  },
  guardians: {
    key: 'guardians',
    name: 'genitori.csv',
    columns: {
      pupil: required('codice alunno', pupilCode, '000123', '000124'),
      lastName: required('cognome', lastName, 'Rossi', "D'Angelo"),
      firstName: required('nome', firstName, 'Anna', 'Karim'),
      fiscalCode: optional('codice fiscale', fiscalCode.concat('codice fiscale genitore'), '', ''),
      email: optional(
        'email',
        ['e mail', 'posta elettronica', 'mail', 'indirizzo email'],
        'anna.rossi@example.org',
        '',
      ),
      mobile: optional(
        'cellulare',
        ['telefono', 'cell', 'telefono cellulare', 'numero cellulare', 'tel'],
        '333 123 4567',
        '+39 347 7654321',
      ),
      language: optional('lingua', ['lingua preferita'], 'it', 'en'),
      relation: optional(
        'relazione',
        ['parentela', 'ruolo', 'grado di parentela', 'tipo'],
        'madre',
        'padre',
      ),
      restricted: optional('limitato', ['limitazioni', 'escluso'], '', ''),
    },
  },
  enrolments: {
    key: 'enrolments',
    name: 'iscrizioni.csv',
    columns: {
      pupil: required('codice alunno', pupilCode, '000123', '000124'),
      service: optional('servizio', service, '', ''),
      weekdays: optional('giorni', weekdays, '', 'lun, mer'),
      from: optional('dal', from, '', '10/11/2026'),
      to: optional('al', to, '', ''),
    },
  },
  closures: {
    key: 'closures',
    name: 'chiusure.csv',
    columns: {
      from: required('dal', from.concat('data', 'giorno'), '07/12/2026', '30/11/2026'),
      to: optional('al', to, '', ''),
      reason: required(
        'motivo',
        ['descrizione', 'causale', 'nota'],
        'Ponte dell’Immacolata',
        'Seggio elettorale',
      ),
      scope: optional('ambito', ['tipo', 'livello'], 'ente', 'scuola'),
      target: optional('quale', ['scuola o classe', 'riferimento', 'codice'], '', 'BGEE82201Q'),
    },
  },
  diets: {
    key: 'diets',
    name: 'diete.csv',
    columns: {
      pupil: required('codice alunno', pupilCode, '000124', '000123'),
      kind: required('tipo', ['tipo dieta', 'motivo', 'natura'], 'sanitaria', 'etica'),
      variant: required(
        'variante',
        ['dieta', 'menu', 'tipo menu', 'variante menu'],
        'Senza glutine',
        'Vegetariano',
      ),
      plateLabel: required(
        'etichetta piatto',
        ['etichetta', 'etichetta vassoio'],
        'NO GLUTINE',
        'VEGETARIANO',
      ),
      from: optional('dal', from, '10/11/2026', ''),
      to: optional('al', to, '', ''),
      note: optional('note', ['nota', 'annotazioni', 'osservazioni'], '', ''),
    },
  },
  staff: {
    key: 'staff',
    name: 'personale.csv',
    columns: {
      code: required('codice', ['codice dipendente', 'matricola', 'cod'], 'D001', 'D002'),
      lastName: required('cognome', lastName, 'Bianchi', 'Locatelli'),
      firstName: required('nome', firstName, 'Carla', 'Ugo'),
      school: required('scuola', schoolCode, 'BGEE82201Q', 'BGEE82201Q'),
      shift: optional('turno', ['turno mensa', 'nome turno'], 'Primo turno', 'Secondo turno'),
      weekdays: required('giorni', weekdays, 'lun, mar', 'lun-ven'),
      service: optional('servizio', service, '', ''),
      from: optional('dal', from, '', ''),
      to: optional('al', to, '', ''),
    },
  },
  menus: {
    key: 'menus',
    name: 'menu.csv',
    columns: {
      season: required('stagione', ['nome menu', 'menu'], 'Menù invernale', 'Menù invernale'),
      from: optional('dal', from, '19/10/2026', ''),
      to: optional('al', to, '09/04/2027', ''),
      week: optional('settimana', ['settimane', 'sett', 'n settimana'], '1', ''),
      weekday: optional('giorno', ['giorni', 'giorno della settimana'], 'lun', ''),
      course: optional('portata', ['tipo piatto', 'categoria'], 'primo', ''),
      dish: required(
        'piatto',
        ['descrizione', 'pietanza', 'ricetta'],
        'Pasta al pomodoro',
        'Riso al pomodoro',
      ),
      allergens: optional('allergeni', ['allergene'], 'glutine, sedano', 'sedano'),
      foods: optional('contiene', ['ingredienti'], '', ''),
      variant: optional('variante', ['dieta', 'variante menu'], '', 'Senza glutine'),
      insteadOf: optional('al posto di', ['sostituisce', 'invece di'], '', 'Pasta al pomodoro'),
      grade: optional('grado', ['ordine', 'ordine di scuola'], '', ''),
      service: optional('servizio', service, '', ''),
    },
  },
} as const satisfies Readonly<Record<FileKey, FileKind>>;

export type ColumnKey<Key extends FileKey> = keyof (typeof files)[Key]['columns'] & string;

/** The order in which files are read, because later ones name what is in earlier ones. */
export const fileKeys: readonly FileKey[] = [
  'schools',
  'classes',
  'pupils',
  'guardians',
  'enrolments',
  'closures',
  'diets',
  'staff',
  'menus',
];

/** The kind of file that a name on disk means, capitals and spaces forgiven: 'Alunni .CSV'. */
export function fileKeyOf(fileName: string): FileKey | undefined {
  const plain = foldName(fileName);
  return fileKeys.find((key) => foldName(files[key].name) === plain);
}

/** For comparing headers: 'Cod. Fiscale' and 'COD FISCALE' are one name. */
export function foldHeader(header: string): string {
  return foldText(header.replaceAll(/[._:*()?°º]/g, ' '));
}

function foldName(fileName: string): string {
  return foldText(fileName.replaceAll(/[._-]/g, ' '))
    .replace(/^refettorio /, '')
    .replaceAll(' ', '');
}
