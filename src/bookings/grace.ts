// The start-up grace period: until its end forgotten absences of its days are taken, and not charged (RULES A8).
import { graceSetting } from '#bookings/settings.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import { contains } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import { instantOf } from '#platform/rome.ts';

/** The last minute in which a forgotten absence of that day is still taken; null: the day is in no grace period. */
export function graceUntil(calendar: TenantCalendar, day: Day): Instant | null {
  const grace = calendar.setting(graceSetting, day);
  return grace !== null && contains(grace, day) ? instantOf(grace.to, '23:59') : null;
}
