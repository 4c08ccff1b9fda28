// `refettorio receipts verify`: every receipt and the whole chain, against what was published outside.
import type { Command } from '#command/operator.ts';
import { configOf, optionsOf, Refusal, withDatabase } from '#command/operator.ts';
import { verifyCommand } from '#receipts/verify-command.ts';

export const receiptsCommand: Command = async (operator, args) => {
  const { values, positionals } = optionsOf(args, {
    tenant: { type: 'string' },
    published: { type: 'string' },
  });
  if (positionals[0] !== 'verify') throw new Refusal('Say: refettorio receipts verify');
  return withDatabase(operator, configOf(operator), (database) =>
    verifyCommand(database, {
      ...(values.tenant === undefined ? {} : { tenant: values.tenant }),
      ...(values.published === undefined ? {} : { published: values.published }),
      write: operator.write,
    }),
  );
};
