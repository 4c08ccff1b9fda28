// What the outbox hands to day events: the guardians of a school to tell.
import { tellEventKind } from '#day-events/record-event.ts';
import type { EventTellingMeans } from '#day-events/tell-event.ts';
import { tellEvent } from '#day-events/tell-event.ts';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import type { OutboxHandler, OutboxPayload } from '#platform/outbox.ts';

export function dayEventsHandlers(
  means: EventTellingMeans,
): Readonly<Record<string, OutboxHandler>> {
  return {
    [tellEventKind]: {
      inTransaction: async (tx, { payload }) => {
        await tellEvent(tx, means, {
          id: String(payload['id']),
          schoolId: String(payload['schoolId']),
          act: payload['act'] === 'undone' ? 'undone' : 'recorded',
          at: asInstant(Number(payload['at'])),
          from: dayIn(payload, 'from'),
          to: dayIn(payload, 'to'),
        });
        return 'done';
      },
    },
  };
}

function dayIn(payload: OutboxPayload, name: 'from' | 'to') {
  const value = payload[name];
  return typeof value === 'string' ? asDay(value) : null;
}
