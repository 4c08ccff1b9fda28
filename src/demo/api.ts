// The contract of the demo's own addresses: its clock and its refusals.
import { z } from 'zod';
import type { ClockRefusal } from '#demo/demo-clock.ts';
import english from '#demo/texts/en.json' with { type: 'json' };
import italian from '#demo/texts/it.json' with { type: 'json' };
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Readonly<Record<ClockRefusal | 'clock-unreadable', number>> = {
  'clock-backwards': 409,
  'clock-too-far': 422,
  'clock-unreadable': 422,
};

export const demoRefusals: RefusalCatalogue = {
  room: 'demo',
  statuses,
  texts: { it: italian, en: english },
};

/** Where to: ISO 8601 with an offset, or as the page's form writes a civil time of Valserena. */
export const moveClockSchema = z.object({ now: z.string().max(40) });
