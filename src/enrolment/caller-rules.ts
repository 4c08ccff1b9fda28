// Whose children a calling number opens: those of one account, and none that the caller might have been forbidden.
import type { Language } from '#ground/sentence.ts';

/** A pupil as a caller hears of it: only the first name is ever said, with the class where two share it. */
export interface CallerPupil {
  readonly pupilId: string;
  readonly firstName: string;
  /** Of today, or the next one; null while the child has none. */
  readonly className: string | null;
}

/** A pupil of an account that the number is on file for. */
export interface CallerLink extends CallerPupil {
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
export function decideCaller(links: readonly CallerLink[]): RecognisedFamily | undefined {
  const barred = new Set(links.filter((link) => link.restricted).map((link) => link.pupilId));
  const open = links.filter((link) => !barred.has(link.pupilId));
  const accountIds = [...new Set(open.map((link) => link.accountId))].toSorted();
  let family: RecognisedFamily | undefined;
  for (const accountId of accountIds) {
    const own = open.filter((link) => link.accountId === accountId);
    const [first] = own;
    if (first === undefined || own.length <= (family?.pupils.length ?? 0)) continue;
    family = { accountId, language: first.language, pupils: own.map(pupilOf) };
  }
  return family;
}

function pupilOf({ pupilId, firstName, className }: CallerLink): CallerPupil {
  return { pupilId, firstName, className };
}
