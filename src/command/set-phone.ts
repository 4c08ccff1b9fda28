// `refettorio set-phone`: whether an authority's telephone goes by the calling number, and whether it asks others for a PIN.
import type { Command } from '#command/operator.ts';
import { configOf, optionsOf, Refusal, tenantCalled, withDatabase } from '#command/operator.ts';
import { callerNumberSetting, phonePinSetting } from '#enrolment/settings.ts';
import { systemActor } from '#ground/actor.ts';
import { parseDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { dayAt } from '#platform/rome.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import { recordSetting } from '#tenancy/record-setting.ts';

export const setPhoneCommand: Command = async (operator, args) => {
  const { values } = optionsOf(args, {
    tenant: { type: 'string' },
    pin: { type: 'string' },
    'known-numbers': { type: 'string' },
    from: { type: 'string' },
  });
  const pin = choiceOf('--pin', values.pin);
  const knownNumbers = choiceOf('--known-numbers', values['known-numbers']);
  if (pin === undefined && knownNumbers === undefined)
    throw new Refusal('Say what changes: --pin yes|no, --known-numbers yes|no, or both.');
  const today = dayAt(operator.clock.now());
  const from = fromOf(values.from, today);
  return withDatabase(operator, configOf(operator), async (database) => {
    const { tenantId, name } = await tenantCalled(database, values.tenant);
    await database.inTenant(tenantId, 'system', async (tx) => {
      const record = (definition: SettingDefinition<boolean>, value: boolean): void => {
        const outcome = recordSetting(tx, operator.clock, systemActor('set-phone'), {
          definition,
          scope: { kind: 'tenant' },
          value,
          validFrom: from,
          // It changes who is known on the telephone, and no day of the canteen.
          firstDayNotYetOpen: today,
        });
        if (!outcome.ok) throw new Error(`a setting of the phone was refused: ${outcome.refusal}`);
      };
      if (pin !== undefined) record(phonePinSetting, pin);
      if (knownNumbers !== undefined) record(callerNumberSetting, knownNumbers);
    });
    operator.write(`Recorded: the telephone of ${name} does so from ${from} on.`);
    if (pin === true)
      operator.write(
        'PINs come with the letters of an import, from the office on the pupil’s page, or from the families themselves on the portal.',
      );
    return 0;
  });
};

function choiceOf(option: string, value: string | undefined): boolean | undefined {
  if (value !== undefined && value !== 'yes' && value !== 'no')
    throw new Refusal(`${option} is "yes" or "no".`);
  return value === undefined ? undefined : value === 'yes';
}

function fromOf(value: string | undefined, today: Day): Day {
  const day = value === undefined ? today : parseDay(value);
  if (day === undefined || day < today)
    throw new Refusal(`--from is a day to come, as 2026-12-01; today is ${today}.`);
  return day;
}
