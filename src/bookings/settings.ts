// What an authority decides about changes, dated and with the circular's values by default (RULES B7).
import { z } from 'zod';
import { plainRunDefault } from '#bookings/plain-run-rules.ts';
import type { SettingDefinition } from '#tenancy/model.ts';

/** RULES B7: how many plain meals may follow one another without a certificate. */
export const plainRunSetting: SettingDefinition<number> = {
  key: 'bookings.plain-run',
  schema: z.int().min(1).max(5),
  default: plainRunDefault,
};
