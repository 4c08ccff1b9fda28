// What an authority decides about who is known on the telephone, dated.
import { z } from 'zod';
import type { SettingDefinition } from '#tenancy/model.ts';

/** Whether a call from a number on file is offered the family's children at once; off, every call gives a phone code. */
export const callerNumberSetting: SettingDefinition<boolean> = {
  key: 'enrolment.caller-number-recognised',
  schema: z.boolean(),
  default: true,
};
