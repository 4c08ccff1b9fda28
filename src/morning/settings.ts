// How the morning check is made: an authority's to decide, dated, for a school where it wants.
import { z } from 'zod';
import type { CheckSetting } from '#morning/model.ts';
import { checkDefault } from '#morning/rules.ts';
import type { SettingDefinition } from '#tenancy/model.ts';

export const checkSetting: SettingDefinition<CheckSetting> = {
  key: 'morning.check',
  schema: z.object({
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    weeks: z.int().min(3).max(8),
    percent: z.int().min(1).max(100),
    meals: z.int().min(1).max(500),
  }),
  default: checkDefault,
};
