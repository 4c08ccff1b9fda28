// The contract of enrolment's refusals on the wire.
import english from '#enrolment/texts/en.json' with { type: 'json' };
import italian from '#enrolment/texts/it.json' with { type: 'json' };
import type { FamilyRefusal } from '#enrolment/model.ts';
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Record<FamilyRefusal, number> = {
  'pupil-not-found': 404,
  'guardian-restricted': 403,
};

export const enrolmentRefusals: RefusalCatalogue = {
  room: 'enrolment',
  statuses,
  texts: { it: italian, en: english },
};
