// When an SMS that can wait may ring: at once inside the allowed hours, else when they next begin.
import type { Day } from '#ground/day.ts';
import { addDays, weekdayOf } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { QuietHours } from '#notifications/sms-rules.ts';
import { quietHoursSetting } from '#notifications/settings.ts';
import { allowedOn } from '#notifications/sms-rules.ts';
import { dayAt, instantOf } from '#platform/rome.ts';
import type { SettingRow } from '#tenancy/model.ts';
import { resolveSetting } from '#tenancy/settings.ts';

/** No holidays in a row are longer. */
const daysMax = 14;

/** What is a holiday under all the settings of an authority. */
export type Holidays = (settings: readonly SettingRow[]) => (day: Day) => boolean;

/** As the authority decided: its quiet hours, its holidays. */
export function ringsFrom(
  settings: readonly SettingRow[],
  holidaysUnder: Holidays,
  now: Instant,
): Instant {
  const quietHours = resolveSetting(quietHoursSetting, settings, { day: dayAt(now) });
  return mayRingFrom(quietHours, holidaysUnder(settings), now);
}

/** `now` itself when it may ring now. */
export function mayRingFrom(
  quietHours: QuietHours,
  isHoliday: (day: Day) => boolean,
  now: Instant,
): Instant {
  const today = dayAt(now);
  for (let ahead = 0; ahead < daysMax; ahead += 1) {
    const day = addDays(today, ahead);
    const hours = allowedOn(quietHours, { weekday: weekdayOf(day), isHoliday: isHoliday(day) });
    if (hours === undefined || now >= instantOf(day, hours.to)) continue;
    const opens = instantOf(day, hours.from);
    return now > opens ? now : opens;
  }
  throw new Error('no hour of the next two weeks may ring: the quiet hours leave none');
}
