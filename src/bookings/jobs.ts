// What the outbox hands to bookings: tells the guardians of a change.
import { tellChange } from '#bookings/tell-change.ts';
import type { Clock } from '#ground/clock.ts';
import type { OutboxHandler } from '#platform/outbox.ts';

/** Outbox kinds of bookings. */
export function bookingsHandlers(clock: Clock): Readonly<Record<string, OutboxHandler>> {
  return {
    'bookings.change-recorded': {
      inTransaction: async (tx, message) => {
        const changeId = String(message.payload['changeId']);
        await tellChange(tx, clock, { changeId });
        return 'done';
      },
    },
  };
}
