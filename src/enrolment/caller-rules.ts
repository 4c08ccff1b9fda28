// Whose children a calling number opens, and which child a phone code: none that the caller might have been forbidden.
import type { Day } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';

/** A pupil as a caller hears of it: only the first name is ever said, with the class where two share it. */
export interface CallerPupil {
  readonly pupilId: string;
  readonly firstName: string;
  /** Of today, or the next one; null while the child has none. */
  readonly className: string | null;
  /** Of a child that uses no service yet: from when it will. */
  readonly beginsOn?: Day;
}

/** A pupil as the register holds it. */
export interface FoundPupil extends Omit<CallerPupil, 'beginsOn'> {
  /** From when it uses a service, today or in time to come; null: it left, and uses none any more. */
  readonly eatsFrom: Day | null;
}

/** A pupil of an account that the number is on file for. */
export interface CallerLink extends FoundPupil {
  readonly accountId: string;
  readonly language: Language;
  readonly restricted: boolean;
}

export interface RecognisedFamily {
  readonly accountId: string;
  readonly language: Language;
  readonly pupils: readonly CallerPupil[];
}

/**
 * Of two accounts with one number that of more children counts: a change has one maker. A pupil of whom the number
 * belongs to a restricted guardian too is left out, because nobody knows which of them is calling.
 */
export function decideCaller(
  links: readonly CallerLink[],
  today: Day,
): RecognisedFamily | undefined {
  const barred = new Set(links.filter((link) => link.restricted).map((link) => link.pupilId));
  const open = links.filter((link) => link.eatsFrom !== null && !barred.has(link.pupilId));
  const accountIds = [...new Set(open.map((link) => link.accountId))].toSorted();
  let family: RecognisedFamily | undefined;
  for (const accountId of accountIds) {
    const own = open.filter((link) => link.accountId === accountId);
    const [first] = own;
    if (first === undefined || own.length <= (family?.pupils.length ?? 0)) continue;
    family = {
      accountId,
      language: first.language,
      pupils: own.map((link) => pupilOf(link, today)),
    };
  }
  return family;
}

function pupilOf({ pupilId, firstName, className, eatsFrom }: FoundPupil, today: Day): CallerPupil {
  const pupil = { pupilId, firstName, className };
  return eatsFrom !== null && eatsFrom > today ? { ...pupil, beginsOn: eatsFrom } : pupil;
}

/** What is known of a phone code that was given, and of the number it came from. */
export interface GivenCode {
  readonly pupil: FoundPupil | null;
  /** The number is on file for a restricted guardian of this very pupil. */
  readonly isRestricted: boolean;
  /** It is on file for another guardian of this very pupil, and the authority goes by numbers. */
  readonly isOwnNumber: boolean;
}

/** `not-asked`: the authority asks for no PIN; `none`: it does, and there was none (an SMS has no place for it). */
export type GivenPin = 'not-asked' | 'none' | 'right' | 'wrong';

/**
 * A code that nobody has, a pupil without a PIN and a wrong PIN are one and the same answer, so that nobody learns which
 * codes exist; without a PIN it is the same for every code too, but for a guardian's own number. A code outlives its use:
 * who left is not named any more, and the family hears why nothing opens.
 */
export function decideCode(
  { pupil, isRestricted, isOwnNumber }: GivenCode,
  pin: GivenPin,
  today: Day,
): Outcome<CallerPupil, 'unknown-code' | 'code-not-in-use' | 'pin-needed'> {
  if (pin === 'none' && !isOwnNumber) return refuse('pin-needed');
  if (pupil === null || isRestricted || pin === 'wrong') return refuse('unknown-code');
  return pupil.eatsFrom === null ? refuse('code-not-in-use') : accept(pupilOf(pupil, today));
}
