// How the routes of day events answer: a refusal as a problem of the room that knows its sentence, nothing in a cache.
import type { FastifyReply } from 'fastify';
import { calendarRefusals } from '#calendar/api.ts';
import { dayEventsRefusals } from '#day-events/api.ts';
import type { EventTellingMeans } from '#day-events/tell-event.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Database } from '#platform/database.ts';
import { problemOfRefusal } from '#platform/problem.ts';

export interface DayEventsContext extends EventTellingMeans {
  readonly database: Database;
  /** The real one: sessions do not follow the demo's time. */
  readonly securityClock: Clock;
}

export function valueOf<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value;
  const own = Object.hasOwn(dayEventsRefusals.statuses, outcome.refusal);
  throw problemOfRefusal(own ? dayEventsRefusals : calendarRefusals, outcome);
}

export function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store');
}
