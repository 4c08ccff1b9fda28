// `refettorio give-password`: a new first password for a family or a member of staff; printed once, to be changed.
import type { Command } from '#command/operator.ts';
import {
  configOf,
  optionsOf,
  Refusal,
  required,
  tenantCalled,
  withDatabase,
} from '#command/operator.ts';
import { say } from '#ground/sentence.ts';
import { identityRefusals } from '#identity/api.ts';
import { givePassword } from '#identity/give-password.ts';
import { initialPassword } from '#identity/initial-password.ts';

export const givePasswordCommand: Command = async (operator, args) => {
  const { values } = optionsOf(args, { tenant: { type: 'string' }, login: { type: 'string' } });
  const login = required(values.login, '--login');
  return withDatabase(operator, configOf(operator), async (database) => {
    const { tenantId } = await tenantCalled(database, values.tenant);
    const { password, passwordHash } = await initialPassword();
    const { clock } = operator;
    const outcome = await database.inTenant(tenantId, 'system', (tx) =>
      givePassword(tx, { clock, sceneClock: clock }, { login, passwordHash }),
    );
    if (!outcome.ok) {
      throw new Refusal(
        say(identityRefusals.texts.en, `refusal.${outcome.refusal}`, { login }, 'en'),
      );
    }
    operator.write(
      `${outcome.value.displayName}, login ${login}\nFirst password, to be changed at the next sign-in: ${password}`,
    );
    return 0;
  });
};
