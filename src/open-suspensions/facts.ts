// What is known of the suspensions that are open on a day: whose, since when, and what the family was told.
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { schoolYearAround } from '#calendar/rules.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { OpenSuspension, ReminderSetting } from '#open-suspensions/model.ts';
import { openSuspensions } from '#open-suspensions/rules.ts';
import { reminderSetting } from '#open-suspensions/settings.ts';
import type { PupilRow, SentRow } from '#open-suspensions/store.ts';
import { findOpenRows } from '#open-suspensions/store.ts';
import type { Tx } from '#platform/database.ts';
import { resolveSetting } from '#tenancy/settings.ts';

export interface OpenMeans {
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
}

export interface KnownSuspension extends OpenSuspension {
  readonly pupil: PupilRow;
  readonly sent: readonly SentRow[];
  readonly setting: ReminderSetting;
  readonly authority: string;
}

export async function loadOpen(
  tx: Tx,
  { calendarAt }: OpenMeans,
  day: Day,
): Promise<readonly KnownSuspension[]> {
  const rows = await findOpenRows(tx, day, reminderSetting.key);
  if (rows.spans.length === 0) return [];
  const calendar = await calendarAt(tx, rows.version);
  const pupils = new Map(rows.pupils.map((one) => [seatOf(one), one]));
  const yearEndOf = (one: Seat): Day | null => {
    const pupil = pupils.get(seatOf(one));
    if (pupil === undefined) return null;
    const classCalendar = calendar.classCalendar(pupil.classId, one.serviceId);
    return schoolYearAround(classCalendar, day)?.lastCanteenOn ?? null;
  };
  return openSuspensions(rows.spans, day, yearEndOf).flatMap((suspension) => {
    const pupil = pupils.get(seatOf(suspension));
    if (pupil === undefined) return [];
    const { serviceId, from } = suspension;
    const isAbout = (one: SentRow): boolean =>
      seatOf(one) === seatOf(suspension) && one.from === from;
    return [
      {
        ...suspension,
        pupil,
        sent: rows.sent.filter(isAbout),
        setting: resolveSetting(reminderSetting, rows.settings, { serviceId, day }),
        authority: rows.authority,
      },
    ];
  });
}

interface Seat {
  readonly pupilId: string;
  readonly serviceId: string;
}

const seatOf = ({ pupilId, serviceId }: Seat): string => `${pupilId} ${serviceId}`;
