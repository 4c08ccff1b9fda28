// What an authority decides about who is known on the telephone, dated.
import { z } from 'zod';
import type { Day } from '#ground/day.ts';
import type { SettingDefinition, SettingRow } from '#tenancy/model.ts';
import { resolveSetting } from '#tenancy/settings.ts';

/** Whether a call from a number on file is offered the family's children at once; off, every call gives a phone code. */
export const callerNumberSetting: SettingDefinition<boolean> = {
  key: 'enrolment.caller-number-recognised',
  schema: z.boolean(),
  default: true,
};

/** Whether a caller whose number is not on file gives the pupil's PIN beside its phone code. */
export const phonePinSetting: SettingDefinition<boolean> = {
  key: 'enrolment.phone-pin-asked',
  schema: z.boolean(),
  default: false,
};

/** Since when the PIN is asked for: this day at the latest, or a day to come, so that PINs are given before; null: it is not. */
export function phonePinFrom(settings: readonly SettingRow[], today: Day): Day | null {
  const asked = (day: Day): boolean => resolveSetting(phonePinSetting, settings, { day });
  const coming = settings
    .filter(({ key, validFrom }) => key === phonePinSetting.key && validFrom > today)
    .map(({ validFrom }) => validFrom)
    .toSorted();
  return [today, ...coming].find(asked) ?? null;
}
