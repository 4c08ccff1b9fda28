// What an authority decides about changes and corrections, dated and with the circular's values by default (RULES A6, A8, B7).
import { z } from 'zod';
import { plainRunDefault } from '#bookings/plain-run-rules.ts';
import { asDay } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { SettingDefinition } from '#tenancy/model.ts';

/** RULES B7: how many plain meals may follow one another without a certificate. */
export const plainRunSetting: SettingDefinition<number> = {
  key: 'bookings.plain-run',
  schema: z.int().min(1).max(5),
  default: plainRunDefault,
};

/** RULES A6: for how many days back a closed day may be corrected, by a school and by the office. */
export const correctionDaysSetting: SettingDefinition<{
  readonly school: number;
  readonly office: number;
}> = {
  key: 'bookings.correction-days',
  schema: z.object({ school: z.int().min(0).max(400), office: z.int().min(0).max(400) }),
  default: { school: 7, office: 60 },
};

const day = z.iso.date().transform(asDay);

/** RULES A8: the start-up grace period; null: there is none. */
export const graceSetting: SettingDefinition<ClosedDayRange | null> = {
  key: 'bookings.grace-period',
  schema: z.object({ from: day, to: day }),
  default: null,
};
