// The contract of tenancy: its refusals, with their status on the wire and their sentences.
import type { RefusalCatalogue } from '#platform/problem.ts';
import type { SettingRefusal } from '#tenancy/record-setting.ts';
import english from '#tenancy/texts/en.json' with { type: 'json' };
import italian from '#tenancy/texts/it.json' with { type: 'json' };

export const tenancyRefusals: RefusalCatalogue = {
  room: 'tenancy',
  statuses: {
    'not-allowed': 403,
    'setting-not-valid': 422,
    'day-already-open': 409,
  } satisfies Record<SettingRefusal, number>,
  texts: { it: italian, en: english },
};
