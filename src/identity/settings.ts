// What an authority decides about accounts, dated.
import { z } from 'zod';
import type { SettingDefinition } from '#tenancy/model.ts';

/** RULES E1: how many hours a one-time code from the office can be used. */
export const recoveryCodeHoursSetting: SettingDefinition<number> = {
  key: 'identity.recovery-code-hours',
  schema: z.int().min(1).max(168),
  default: 48,
};
