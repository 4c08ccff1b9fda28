// A pupil's day as a family reads it: the state in force, why, until when, and the facts that the same rule decides from.
import type { DayView } from '#bookings/api.ts';
import type { PupilDay } from '#bookings/model.ts';
import { decideDayState } from '#bookings/rules.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { SpecialPlates } from '#diets/special-plates.ts';
import type { Instant } from '#ground/instant.ts';
import { romeIso, timeAt } from '#platform/rome.ts';

export interface ViewMeans {
  readonly calendar: TenantCalendar;
  readonly classIdOn: (pupilDay: PupilDay) => string;
  readonly plates: SpecialPlates;
  readonly makers: ReadonlyMap<string, string | null>;
  readonly now: Instant;
  readonly outsideYear: string;
}

export function dayViewOf(pupilDay: PupilDay, means: ViewMeans): DayView {
  const { classDay, absenceReceipt } = pupilDay;
  const { advisedAt } = means.calendar.cutOff(
    means.classIdOn(pupilDay),
    pupilDay.serviceId,
    pupilDay.day,
  );
  return {
    day: pupilDay.day,
    state: decideDayState(pupilDay),
    reason: reasonOf(classDay, means.outsideYear),
    cutOffAt: romeIso(pupilDay.cutOffAt),
    advisedBy: means.now < advisedAt && advisedAt < pupilDay.cutOffAt ? timeAt(advisedAt) : null,
    cutOff: timeAt(pupilDay.cutOffAt),
    dietLabel: means.plates.get(pupilDay.pupilId)?.plateLabel ?? null,
    changedBy: absenceReceipt === null ? null : (means.makers.get(absenceReceipt) ?? null),
    facts: { ...pupilDay, classDay: { ...classDay } },
  };
}

function reasonOf(classDay: PupilDay['classDay'], outsideYear: string): string | null {
  if (classDay.kind !== 'not-served') return null;
  return classDay.because === 'outside-school-year' ? outsideYear : classDay.reason;
}
