// What an authority decides about its SMS: who stands as sender, when they may ring, how many a month.
import { z } from 'zod';
import type { QuietHours, SmsSender } from '#notifications/sms-rules.ts';
import { isSenderValid, quietHoursDefault } from '#notifications/sms-rules.ts';
import type { SettingDefinition } from '#tenancy/model.ts';

/** Without one, and while it is pending, no SMS goes out. */
export const smsSenderSetting: SettingDefinition<SmsSender | null> = {
  key: 'notifications.sms-sender',
  schema: z.object({
    sender: z.string().refine(isSenderValid),
    state: z.enum(['pending', 'approved']),
  }),
  default: null,
};

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const hours = z
  .object({ from: time, to: time })
  .refine(({ from, to }) => from < to, 'the hours end before they begin');

export const quietHoursSetting: SettingDefinition<QuietHours> = {
  key: 'notifications.quiet-hours',
  schema: z.object({ weekdays: hours, saturday: hours }),
  default: quietHoursDefault,
};

/** Segments, because that is what is paid for. 0: none. */
export const smsMonthlySegmentsSetting: SettingDefinition<number> = {
  key: 'notifications.sms-monthly-segments',
  schema: z.int().min(0).max(10_000_000),
  default: 2000,
};
