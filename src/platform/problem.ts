// What a refused request answers on the wire: problem+json (RFC 9457) with a stable code and a sentence.
import type { RefusalDetails, Refused } from '#ground/refusal.ts';
import type { Language, Messages } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import { inWords } from '#platform/in-words.ts';
import platformEnglish from '#platform/texts/en.json' with { type: 'json' };
import platformItalian from '#platform/texts/it.json' with { type: 'json' };

/** A room's sentences in every language, and the HTTP status of each of its refusals. */
export interface RefusalCatalogue {
  readonly room: string;
  readonly statuses: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<Language, Messages>>;
}

/** Thrown by routes, and only there: use cases return refusals as values. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly sentenceIn: (language: Language) => string;
  readonly details: RefusalDetails;

  constructor(
    code: string,
    status: number,
    sentenceIn: (language: Language) => string,
    details: RefusalDetails,
  ) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.sentenceIn = sentenceIn;
    this.details = details;
  }
}

/** Refusals of the door itself, before any room is reached. */
export const requestRefusals: RefusalCatalogue = {
  room: 'request',
  statuses: {
    'not-found': 404,
    'foreign-origin': 403,
    invalid: 422,
    unreadable: 400,
    'too-large': 413,
    fault: 500,
    'database-away': 503,
  },
  texts: { it: platformItalian, en: platformEnglish },
};

export function problemOf(
  room: 'request',
  code: string,
  status: number,
  details: RefusalDetails = {},
): Problem {
  return new Problem(
    `${room}.${code}`,
    status,
    (language) => say(requestRefusals.texts[language], `refusal.${code}`, details, language),
    details,
  );
}

/** The problem of a use case's refusal, by its room's catalogue. */
export function problemOfRefusal(catalogue: RefusalCatalogue, refused: Refused<string>): Problem {
  const status = catalogue.statuses[refused.refusal];
  if (status === undefined)
    throw new Error(`refusal without a status: ${catalogue.room}.${refused.refusal}`);
  const details = refused.details ?? {};
  return new Problem(
    `${catalogue.room}.${refused.refusal}`,
    status,
    (language) =>
      say(
        catalogue.texts[language],
        `refusal.${refused.refusal}`,
        inWords(details, language),
        language,
      ),
    details,
  );
}

export function problemBody(problem: Problem, language: Language) {
  const sentence = problem.sentenceIn(language);
  return {
    type: `/api/errors#${problem.code}`,
    title: sentence,
    status: problem.status,
    code: problem.code,
    detail: sentence,
    ...(Object.keys(problem.details).length === 0 ? {} : { facts: problem.details }),
  };
}
