// What an authority decides about text messages of families, dated.
import { z } from 'zod';
import type { SettingDefinition } from '#tenancy/model.ts';

/**
 * Whether only the numbers that the office has on file for a child may write for it, as in Fondi. Off by default: who
 * has the child's phone code may use it from any telephone (RULES E1: it opens meals only), as in Bologna and Pianiga.
 */
export const smsFromKnownNumbersOnlySetting: SettingDefinition<boolean> = {
  key: 'voice.sms-from-known-numbers-only',
  schema: z.boolean(),
  default: false,
};
