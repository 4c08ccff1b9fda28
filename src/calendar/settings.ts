// What an authority may decide about its events and its phone line; the cut-off's settings stand in tenant-calendar.ts.
import { z } from 'zod';
import type { LocalHoliday } from '#calendar/holiday-rules.ts';
import type { EventReporting, PhoneHours } from '#calendar/model.ts';
import type { SettingDefinition } from '#tenancy/model.ts';

/** 'HH:MM'. */
export const civilTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** RULES A5: whether families report outings and strikes themselves, as the circular says, or the school and the office record them. */
export const eventReportingSetting: SettingDefinition<EventReporting> = {
  key: 'calendar.event-reporting',
  schema: z.enum(['families', 'recorded']),
  default: 'families',
};

/** RULES A2: an extra opening told at least so many days before books everybody, else whoever opts in. */
export const openingNoticeSetting: SettingDefinition<number> = {
  key: 'calendar.opening-notice-days',
  schema: z.int().min(0).max(60),
  default: 3,
};

/** RULES B4: in the evening the line opens, and it stays open until the cut-off of the next morning. */
export const phoneHoursSetting: SettingDefinition<PhoneHours> = {
  key: 'calendar.phone-hours',
  schema: z.object({
    opensAt: civilTime,
    evenings: z.array(z.literal([1, 2, 3, 4, 5, 6, 7])).min(1),
  }),
  default: { opensAt: '18:00', evenings: [1, 2, 3, 4, 5, 6, 7] },
};

/** On these an SMS that can wait does not ring. What has no canteen is a closure all the same. */
export const localHolidaysSetting: SettingDefinition<readonly LocalHoliday[]> = {
  key: 'calendar.local-holidays',
  schema: z
    .array(
      z.union([
        z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) }),
        z.strictObject({ daysFromEaster: z.int().min(-60).max(100) }),
      ]),
    )
    .max(5),
  default: [],
};
