// `refettorio set-sms`: the sender of an authority's SMS, whether it is approved, and how many segments a month may cost, who may write to it, on which feasts it is silent.
import type { LocalHoliday } from '#calendar/holiday-rules.ts';
import { localHolidaysSetting } from '#calendar/settings.ts';
import type { Command } from '#command/operator.ts';
import {
  configOf,
  optionsOf,
  Refusal,
  required,
  tenantCalled,
  withDatabase,
} from '#command/operator.ts';
import { systemActor } from '#ground/actor.ts';
import { parseDay } from '#ground/day.ts';
import { smsMonthlySegmentsSetting, smsSenderSetting } from '#notifications/settings.ts';
import type { SenderFault } from '#notifications/sms-rules.ts';
import { aliasFault, isE164 } from '#notifications/sms-rules.ts';
import { dayAt } from '#platform/rome.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { smsFromKnownNumbersOnlySetting } from '#voice/sms-settings.ts';

const states = ['pending', 'approved', 'none'];
const faults: Readonly<Record<SenderFault, string>> = {
  empty: '--sender is empty.',
  'too-long': 'An alias has 11 characters at the most.',
  'only-digits': 'An alias is not only digits; a number is written whole, as +39….',
  'letter-not-allowed':
    'An alias has letters without capital accents, digits, spaces and a few signs.',
  'spaces-not-single': 'An alias has single spaces, and none at its ends.',
};

export const setSmsCommand: Command = async (operator, args) => {
  const { values } = optionsOf(args, {
    tenant: { type: 'string' },
    sender: { type: 'string' },
    state: { type: 'string' },
    'monthly-segments': { type: 'string' },
    'known-numbers-only': { type: 'string' },
    patron: { type: 'string' },
  });
  const state = required(values.state, '--state');
  if (!states.includes(state)) throw new Refusal(`--state is one of: ${states.join(', ')}.`);
  const sender = state === 'none' ? null : { sender: senderOf(values.sender), state };
  const segments = values['monthly-segments'];
  if (segments !== undefined && !/^\d{1,8}$/.test(segments))
    throw new Refusal('--monthly-segments is a whole number.');
  const knownOnly = values['known-numbers-only'];
  if (knownOnly !== undefined && knownOnly !== 'yes' && knownOnly !== 'no')
    throw new Refusal('--known-numbers-only is "yes" or "no".');
  const patron = values.patron === undefined ? undefined : patronOf(values.patron);
  return withDatabase(operator, configOf(operator), async (database) => {
    const { tenantId } = await tenantCalled(database, values.tenant);
    const today = dayAt(operator.clock.now());
    await database.inTenant(tenantId, 'system', async (tx) => {
      const record = <T>(definition: SettingDefinition<T>, value: unknown): void => {
        const outcome = recordSetting(tx, operator.clock, systemActor('set-sms'), {
          definition,
          scope: { kind: 'tenant' },
          value,
          validFrom: today,
          // It changes who writes to whom, and no day of the canteen.
          firstDayNotYetOpen: today,
        });
        if (!outcome.ok) throw new Error(`a setting of SMS was refused: ${outcome.refusal}`);
      };
      record(smsSenderSetting, sender);
      if (segments !== undefined) record(smsMonthlySegmentsSetting, Number(segments));
      if (knownOnly !== undefined) record(smsFromKnownNumbersOnlySetting, knownOnly === 'yes');
      if (patron !== undefined) record(localHolidaysSetting, patron);
    });
    operator.write(
      state === 'approved'
        ? 'SMS go out from now on, if SMS_URL is set.'
        : 'No SMS goes out until the sender is approved.',
    );
    return 0;
  });
};

function senderOf(value: string | undefined): string {
  const sender = required(value, '--sender');
  const fault = isE164(sender) ? undefined : aliasFault(sender);
  if (fault !== undefined) throw new Refusal(faults[fault]);
  return sender;
}

/** "11-11": month and day, 2028 because it has a 29 February. */
function patronOf(value: string): readonly LocalHoliday[] {
  if (value === 'none') return [];
  const day = parseDay(`2028-${value}`);
  if (day === undefined)
    throw new Refusal('--patron is month and day of the patron saint, as 11-11, or "none".');
  return [{ month: Number(day.slice(5, 7)), day: Number(day.slice(8)) }];
}
