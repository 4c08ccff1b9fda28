// `refettorio give-phone-secret`: the secret with which an authority's telephone provider signs its requests; read from the environment.
import type { Command } from '#command/operator.ts';
import { configOf, optionsOf, Refusal, tenantCalled, withDatabase } from '#command/operator.ts';
import { giveWebhookSecret } from '#voice/webhook-secret.ts';

const charactersMin = 16;

export const givePhoneSecretCommand: Command = async (operator, args) => {
  const { values } = optionsOf(args, { tenant: { type: 'string' } });
  // Not a word of the command: those stand in the shell's history and in the list of processes.
  const secret = operator.environment['REFETTORIO_PHONE_SECRET']?.trim() ?? '';
  if (secret.length < charactersMin) {
    throw new Refusal(
      `REFETTORIO_PHONE_SECRET must hold the secret that the telephone provider signs with (its "auth token"), ${charactersMin} characters or more.`,
    );
  }
  const config = configOf(operator);
  return withDatabase(operator, config, async (database) => {
    const { tenantId, name } = await tenantCalled(database, values.tenant);
    const { clock } = operator;
    await database.inTenant(tenantId, 'system', (tx) =>
      giveWebhookSecret(tx, { masterKey: config.masterKey, clock }, secret),
    );
    operator.write(
      `Calls of ${name} that its provider signs with this secret are answered from now on.`,
    );
    return 0;
  });
};
