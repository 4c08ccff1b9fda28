// A pupil's day as a family reads it: the state in force, why, until when, and the facts that the same rule decides from.
import type { DayView } from '#bookings/api.ts';
import type { DayState, PupilDay } from '#bookings/model.ts';
import { decideDayState } from '#bookings/day-rules.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { SpecialPlates } from '#diets/special-plates.ts';
import type { Instant } from '#ground/instant.ts';
import { romeIso, timeAt } from '#platform/rome.ts';

export interface ViewMeans {
  readonly calendar: TenantCalendar;
  readonly classIdOn: (pupilDay: PupilDay) => string;
  readonly plates: SpecialPlates;
  /** Who asked, by receipt: a guardian's name, or which office. */
  readonly makers: ReadonlyMap<string, string>;
  readonly now: Instant;
  readonly outsideYear: string;
}

export function dayViewOf(pupilDay: PupilDay, means: ViewMeans): DayView {
  const { classDay } = pupilDay;
  const state = decideDayState(pupilDay);
  const { advisedAt } = means.calendar.cutOff(
    means.classIdOn(pupilDay),
    pupilDay.serviceId,
    pupilDay.day,
  );
  return {
    day: pupilDay.day,
    state,
    reason: reasonOf(classDay, means.outsideYear),
    cutOffAt: romeIso(pupilDay.cutOffAt),
    advisedBy: means.now < advisedAt && advisedAt < pupilDay.cutOffAt ? timeAt(advisedAt) : null,
    cutOff: timeAt(pupilDay.cutOffAt),
    dietLabel: means.plates.get(pupilDay.pupilId)?.plateLabel ?? null,
    changedBy: means.makers.get(receiptBehind(state, pupilDay) ?? '') ?? null,
    facts: {
      ...pupilDay,
      classDay: { ...classDay },
      undoneReceipts: { ...pupilDay.undoneReceipts },
    },
  };
}

/** The change that made the day what it is. */
export function receiptBehind(state: DayState, pupilDay: PupilDay): string | null {
  switch (state) {
    case 'suspended':
      return pupilDay.suspensionReceipt;
    case 'plain':
      return pupilDay.plainReceipt ?? pupilDay.certificateReceipt;
    case 'absent':
      return pupilDay.absenceReceipt;
    case 'expected':
      return pupilDay.optInReceipt;
    default:
      return null;
  }
}

function reasonOf(classDay: PupilDay['classDay'], outsideYear: string): string | null {
  if (classDay.kind !== 'not-served') return null;
  return classDay.because === 'outside-school-year' ? outsideYear : classDay.reason;
}
