// `refettorio migrate`: brings the tables to this version, and makes the partitions of the coming months.
import { openAsOwner } from '#command/open-database.ts';
import type { Command } from '#command/operator.ts';
import { configOf, refuseWords, whenOpened, yearOf } from '#command/operator.ts';
import { migrate } from '#platform/migrate.ts';

export const migrateCommand: Command = async (operator, args) => {
  refuseWords(args);
  const year = yearOf(operator.clock);
  const opened = whenOpened(await openAsOwner(configOf(operator), year));
  try {
    const applied = await migrate(opened.database, year);
    operator.write(
      applied.length === 0 ? 'The tables are of this version.' : `Applied: ${applied.join(', ')}`,
    );
    return 0;
  } finally {
    await opened.close();
  }
};
