// Finding a pupil by any scrap: what of a pupil can be found, what a clerk's words mean, and who comes first.
import { ascending } from '#ground/order.ts';
import { foldText } from '#ground/text-forms.ts';

/** Raise it when suffixes are made in another way: a job makes all anew (`refresh-search.ts`). */
export const searchVersion = 1;

export interface GuardianTexts {
  readonly firstName: string;
  readonly lastName: string;
  readonly fiscalCode: string | null;
}

/** What a pupil is found by; null and empty where the reader may not search it. */
export interface PupilTexts {
  readonly pupilCode: string;
  readonly phoneCode: string | null;
  readonly fiscalCode: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly guardians: readonly GuardianTexts[];
}

/** A word from its beginning, or what is left of it from a letter inside. */
export interface Suffix {
  readonly suffix: string;
  readonly isInner: boolean;
  /** Schools neither see nor try out fiscal codes, phone codes and guardians (RULES E2). */
  readonly officeOnly: boolean;
}

/** A shorter scrap is looked for at the beginning of words only: inside it is everywhere. */
const innerLengthMin = 3;
/** A single letter narrows the others ("Rossi M"), and finds nobody by itself. */
const scrapLengthMin = 2;
const wordLengthMax = 40;
const wordsMax = 5;

export function suffixesOf(pupil: PupilTexts): readonly Suffix[] {
  const kept = new Map<string, Suffix[]>();
  const add = (suffix: string, isInner: boolean, officeOnly: boolean): void => {
    const same = kept.get(suffix) ?? [];
    // What schools may find too, and from its beginning, needs no second line.
    if (same.some((one) => one.isInner <= isInner && one.officeOnly <= officeOnly)) return;
    kept.set(suffix, [...same, { suffix, isInner, officeOnly }]);
  };
  const { open, officeOnly, fromTheirBeginning } = searchedWords(pupil);
  for (const word of open) add(word, false, false);
  for (const word of open) for (const inner of innersOf(word)) add(inner, true, false);
  for (const word of [...officeOnly, ...fromTheirBeginning]) add(word, false, true);
  for (const word of officeOnly) for (const inner of innersOf(word)) add(inner, true, true);
  return [...kept.values()].flat();
}

export interface Query {
  /** Each must be found; nothing is looked for without one. */
  readonly scraps: readonly Scrap[];
  /** Single letters that some word must begin with. */
  readonly initials: readonly string[];
}

export interface Scrap {
  readonly text: string;
  readonly alsoInner: boolean;
}

/** Words in any order, without accents and capitals; a code that was typed in groups of digits is one word. */
export function queryOf(text: string): Query {
  const folded = foldText(text);
  const isCode = /^[\d ]+$/.test(folded);
  const words = wordsOf(isCode ? folded.replaceAll(' ', '') : folded).slice(0, wordsMax);
  return {
    scraps: words
      .filter((word) => word.length >= scrapLengthMin)
      .map((word) => ({ text: word, alsoInner: [...word].length >= innerLengthMin })),
    initials: words.filter((word) => word.length < scrapLengthMin),
  };
}

export interface Ranked<T> {
  readonly pupil: T;
  /** Through whom the pupil was found, where its own names and codes do not say so. */
  readonly guardian: number | null;
}

/** Those who fit, best first: a whole code, words of the pupil's own, scraps of them, then the guardians'. */
export function rankFound<T extends PupilTexts & { readonly sortKey: string }>(
  query: Query,
  found: readonly T[],
): readonly Ranked<T>[] {
  if (query.scraps.length === 0) return [];
  return found
    .flatMap((pupil) => {
      const fit = fitOf(query, pupil);
      return fit === undefined ? [] : [{ pupil, ...fit }];
    })
    .toSorted((a, b) => a.rank - b.rank || ascending(a.pupil.sortKey, b.pupil.sortKey))
    .map(({ pupil, guardian }) => ({ pupil, guardian }));
}

function fitOf(
  { scraps, initials }: Query,
  pupil: PupilTexts,
): { readonly rank: number; readonly guardian: number | null } | undefined {
  const codes = codesOf(pupil);
  const own = [...namesOf(pupil), ...codes];
  const ofGuardians = pupil.guardians.map(guardianWords);
  let rank = 0;
  let guardian: number | null = null;
  for (const { text, alsoInner } of scraps) {
    if (codes.includes(text)) continue;
    const place = placeIn(own, text, alsoInner);
    const through = ofGuardians.findIndex((words) => placeIn(words, text, alsoInner) !== undefined);
    if (place === undefined && through < 0) return undefined;
    rank += place ?? 3;
    if (place === undefined) guardian = through;
  }
  const all = [...own, ...ofGuardians.flat()];
  const hasInitials = initials.every((initial) => all.some((word) => word.startsWith(initial)));
  return hasInitials ? { rank, guardian } : undefined;
}

/** 1 at the beginning of a word, 2 inside. */
function placeIn(words: readonly string[], scrap: string, alsoInner: boolean): 1 | 2 | undefined {
  if (words.some((word) => word.startsWith(scrap))) return 1;
  return alsoInner && words.some((word) => word.includes(scrap)) ? 2 : undefined;
}

function searchedWords(pupil: PupilTexts) {
  return {
    open: [...namesOf(pupil), codeWord(pupil.pupilCode)],
    officeOnly: [
      ...codesOf({ ...pupil, pupilCode: '' }),
      ...pupil.guardians.flatMap((one) => nameWords(one.lastName, one.firstName)),
    ],
    fromTheirBeginning: pupil.guardians.flatMap((one) =>
      one.fiscalCode === null ? [] : [codeWord(one.fiscalCode)],
    ),
  };
}

const namesOf = (pupil: PupilTexts): readonly string[] =>
  nameWords(pupil.lastName, pupil.firstName);

const codesOf = ({ pupilCode, phoneCode, fiscalCode }: PupilTexts): readonly string[] =>
  [pupilCode, phoneCode ?? '', fiscalCode ?? ''].filter((code) => code !== '').map(codeWord);

function guardianWords({ firstName, lastName, fiscalCode }: GuardianTexts): readonly string[] {
  return [
    ...nameWords(lastName, firstName),
    ...(fiscalCode === null ? [] : [codeWord(fiscalCode)]),
  ];
}

/** "De Luca" is found by "luca", and by "deluca" as well. */
function nameWords(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const words = wordsOf(foldText(name));
    return words.length > 1 ? [...words, words.join('').slice(0, wordLengthMax)] : words;
  });
}

const wordsOf = (folded: string): readonly string[] =>
  folded
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => [...word].slice(0, wordLengthMax).join(''));

const codeWord = (code: string): string => foldText(code).replaceAll(' ', '');

function innersOf(word: string): readonly string[] {
  const letters = [...word];
  return letters
    .slice(1, Math.max(1, letters.length - innerLengthMin + 1))
    .map((_, index) => letters.slice(index + 1).join(''));
}
