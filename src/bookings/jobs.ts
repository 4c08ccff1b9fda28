// What the outbox hands to bookings: tells guardians of changes and corrections, settles what was asked of closed days.
import type { SettlingMeans } from '#bookings/settle-closed-days.ts';
import { settleClosedDays } from '#bookings/settle-closed-days.ts';
import type { TellingMeans } from '#bookings/tell-change.ts';
import { tellChange } from '#bookings/tell-change.ts';
import { tellCorrection } from '#bookings/tell-correction.ts';
import { asDay } from '#ground/day.ts';
import type { OutboxHandler } from '#platform/outbox.ts';

/** Outbox kinds of bookings. */
export function bookingsHandlers(
  means: SettlingMeans & TellingMeans,
): Readonly<Record<string, OutboxHandler>> {
  return {
    'bookings.change-recorded': {
      inTransaction: async (tx, { payload }) => {
        await tellChange(tx, means, { changeId: String(payload['changeId']) });
        return 'done';
      },
    },
    'bookings.closed-day-changed': {
      inTransaction: async (tx, { payload }) => {
        await settleClosedDays(tx, means, { changeId: String(payload['changeId']) });
        return 'done';
      },
    },
    'bookings.meals-corrected': {
      inTransaction: async (tx, { payload }) => {
        await tellCorrection(tx, means, {
          correctionId: String(payload['correctionId']),
          day: asDay(String(payload['day'])),
          channel: payload['channel'] === 'office' ? 'office' : 'school',
        });
        return 'done';
      },
    },
  };
}
