// `refettorio open-school-year`: gives an authority the official calendar of its Region for a school year.
import { openSchoolYear } from '#calendar/open-school-year.ts';
import { regionalRules } from '#calendar/regional-rules.ts';
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

export const openSchoolYearCommand: Command = async (operator, args) => {
  const { values } = optionsOf(args, {
    tenant: { type: 'string' },
    rule: { type: 'string' },
    year: { type: 'string' },
  });
  const rule = regionalRules[required(values.rule, '--rule')];
  if (rule === undefined)
    throw new Refusal(`--rule is one of: ${Object.keys(regionalRules).join(', ')}.`);
  const schoolYear = Number(required(values.year, '--year'));
  if (!Number.isInteger(schoolYear) || schoolYear < 2020 || schoolYear > 2100) {
    throw new Refusal('--year is the calendar year in which the school year starts, as 2026.');
  }
  return withDatabase(operator, configOf(operator), async (database) => {
    const { tenantId } = await tenantCalled(database, values.tenant);
    const added = await database.inTenant(tenantId, 'system', (tx) =>
      openSchoolYear(tx, operator.clock, systemActor('open-school-year'), { rule, schoolYear }),
    );
    operator.write(
      added === 0
        ? 'Nothing was missing.'
        : `Added ${added} facts to the calendar (${rule.source}).`,
    );
    return 0;
  });
};
