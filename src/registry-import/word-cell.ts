// Cells that hold one word of a short list: grade, kind of diet, relation, scope of a closure, language.
import type { Grade } from '#calendar/model.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import { foldText } from '#ground/text-forms.ts';
import type { Reading } from '#registry-import/cell.ts';
import type { ClosureTarget, DietKind, Relation } from '#registry-import/model.ts';

/** Words that mean each value, folded; a cell counts when it begins with one of them. */
type Words<Value extends string> = Readonly<Record<Value, readonly string[]>>;

const grades: Words<Grade> = {
  nursery: [
    'infanzia',
    'scuola dell infanzia',
    'scuola dellinfanzia',
    'materna',
    'scuola materna',
    'nursery',
  ],
  primary: ['primaria', 'scuola primaria', 'elementar', 'scuola elementare', 'primary'],
  middle: [
    'secondaria',
    'scuola secondaria',
    'medi',
    'scuola media',
    'sec 1',
    'sec i',
    'ssig',
    'middle',
  ],
};
const dietKinds: Words<DietKind> = {
  health: ['sanitari', 'salute', 'medica', 'health', 'allergi', 'intolleran', 'celiac'],
  ethical: ['etic', 'religios', 'ideologic', 'culturale', 'ethical', 'vegetarian', 'vegan'],
};
const relations: Words<Relation> = {
  mother: ['madre', 'mamma', 'mother'],
  father: ['padre', 'papa', 'father'],
  guardian: ['tutor', 'tutrice', 'guardian', 'esercente'],
  'foster-parent': ['affid', 'foster'],
  other: ['altr', 'genitore', 'nonn', 'zi', 'delegat', 'other'],
};
const scopes: Words<ClosureTarget['kind']> = {
  tenant: ['ente', 'comune', 'tutt', 'tenant'],
  grade: ['grado', 'ordine', 'grade'],
  school: ['scuola', 'plesso', 'school'],
  class: ['classe', 'sezione', 'class'],
};
const languages: Words<Language> = { it: ['it', 'ita'], en: ['en', 'eng', 'inglese'] };

export const readGrade = (text: string): Reading<Grade> => readWord(text, grades, 'grade-unknown');
export const readDietKind = (text: string): Reading<DietKind> =>
  readWord(text, dietKinds, 'diet-kind-unknown');
export const readRelation = (text: string): Reading<Relation> =>
  readWord(text, relations, 'relation-unknown');
export const readScope = (text: string): Reading<ClosureTarget['kind']> =>
  readWord(text, scopes, 'scope-unknown');
export const readLanguage = (text: string): Reading<Language> =>
  readWord(text, languages, 'language-unknown');

function readWord<Value extends string>(
  text: string,
  words: Words<Value>,
  code:
    | 'grade-unknown'
    | 'diet-kind-unknown'
    | 'relation-unknown'
    | 'scope-unknown'
    | 'language-unknown',
): Reading<Value> {
  const plain = foldText(text);
  for (const value in words) {
    if (words[value].some((word) => plain.startsWith(word))) return accept(value);
  }
  return refuse(code);
}
