// What the outbox hands to bookings: tells the guardians of a change, settles what it asked of closed days.
import type { SettlingMeans } from '#bookings/settle-closed-days.ts';
import { settleClosedDays } from '#bookings/settle-closed-days.ts';
import { tellChange } from '#bookings/tell-change.ts';
import type { OutboxHandler } from '#platform/outbox.ts';

/** Outbox kinds of bookings. */
export function bookingsHandlers(means: SettlingMeans): Readonly<Record<string, OutboxHandler>> {
  return {
    'bookings.change-recorded': {
      inTransaction: async (tx, { payload }) => {
        await tellChange(tx, means.clock, { changeId: String(payload['changeId']) });
        return 'done';
      },
    },
    'bookings.closed-day-changed': {
      inTransaction: async (tx, { payload }) => {
        await settleClosedDays(tx, means, { changeId: String(payload['changeId']) });
        return 'done';
      },
    },
  };
}
