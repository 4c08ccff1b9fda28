// `refettorio rewrap-keys`: changes the master key; sealed values and signatures stay as they are.
import type { Command } from '#command/operator.ts';
import { configOf, Refusal, refuseWords, withDatabaseOfAnyKey } from '#command/operator.ts';
import { masterKeyOf } from '#platform/crypto.ts';
import { rewrapKeys } from '#tenancy/rewrap-keys.ts';

export const rewrapKeysCommand: Command = async (operator, args) => {
  refuseWords(args);
  const config = configOf(operator);
  const bytes = Buffer.from(operator.environment['REFETTORIO_NEW_MASTER_KEY'] ?? '', 'base64');
  if (bytes.length !== 32) {
    throw new Refusal(
      'REFETTORIO_NEW_MASTER_KEY must be 32 bytes in base64, as `openssl rand -base64 32` prints.',
    );
  }
  return withDatabaseOfAnyKey(operator, config, async (database) => {
    const count = await rewrapKeys(database, config.masterKey, masterKeyOf(bytes));
    operator.write(
      `Wrapped anew: ${count} keys. From now on start with the new key as REFETTORIO_MASTER_KEY.`,
    );
    return 0;
  });
};
