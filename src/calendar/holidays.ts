// Which days are holidays where an authority is: all Italy's, and those of its own that a setting names.
import { isLocalHoliday } from '#calendar/holiday-rules.ts';
import { easterOf, isNationalHoliday } from '#calendar/official-calendar.ts';
import { localHolidaysSetting } from '#calendar/settings.ts';
import type { Day } from '#ground/day.ts';
import type { SettingRow } from '#tenancy/model.ts';
import { resolveSetting } from '#tenancy/settings.ts';

/** Sundays apart. `settings`: all of a tenant. */
export function holidaysUnder(settings: readonly SettingRow[]): (day: Day) => boolean {
  return (day) =>
    isNationalHoliday(day) ||
    isLocalHoliday(
      resolveSetting(localHolidaysSetting, settings, { day }),
      day,
      easterOf(Number(day.slice(0, 4))),
    );
}
