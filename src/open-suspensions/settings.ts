// When families are reminded of an open suspension: an authority's to decide, dated.
import { z } from 'zod';
import type { ReminderSetting } from '#open-suspensions/model.ts';
import { reminderDefault } from '#open-suspensions/rules.ts';
import type { SettingDefinition } from '#tenancy/model.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const reminderSetting: SettingDefinition<ReminderSetting> = {
  key: 'open-suspensions.reminders',
  schema: z.object({
    time,
    earliest: time,
    latest: time,
    everyDays: z.int().min(1).max(60),
    smsEveryDays: z.int().min(1).max(60),
    yearEndDaysBefore: z.int().min(1).max(60),
  }),
  default: reminderDefault,
};
