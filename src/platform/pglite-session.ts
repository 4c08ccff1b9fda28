// Speaks PostgreSQL's protocol with PGlite, so that statements are prepared once: parsing, row-level security and
// planning cost ten times the execution there, and `PGlite.query` does them every time.
import { messages, protocol } from '@electric-sql/pglite';
import type { PGlite } from '@electric-sql/pglite';
import { parseColumn } from '#platform/column-types.ts';
import type { Connection, DatabaseRole } from '#platform/database.ts';
import { parameterText } from '#platform/parameter-text.ts';
import { statementName } from '#platform/statement-name.ts';

const { serialize } = protocol;
type Message = Awaited<ReturnType<PGlite['execProtocol']>>['messages'][number];

/** Connections of one PGlite, by role; they share its one session and what is prepared in it. */
export function pgliteSession(db: PGlite): (role: DatabaseRole) => Connection {
  const prepared = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  /** Statements of a transaction are started without awaiting: here they take turns. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const send = async (...parts: readonly Uint8Array[]): Promise<readonly Message[]> => {
    const message = Buffer.concat([...parts, serialize.sync()]);
    return (await db.execProtocol(message, { syncToFs: false, throwOnError: true })).messages;
  };
  const command = (sql: string) => inTurn(() => send(serialize.query(sql)));
  return (role) => ({
    begin: () => command('begin'),
    query: (sql, params) =>
      inTurn(async () => {
        const statement = statementName(role, sql);
        if (!prepared.has(statement)) {
          await send(serialize.parse({ name: statement, text: sql }));
          prepared.add(statement);
        }
        const values = params.map(parameterText);
        return rowsOf(
          await send(
            serialize.bind({ statement, values }),
            serialize.describe({ type: 'P' }),
            serialize.execute({}),
          ),
        );
      }),
    commit: async () => {
      const answer = (await command('commit')).find(
        (one) => one instanceof messages.CommandCompleteMessage,
      );
      if (answer?.text !== 'COMMIT') throw new Error('the database rolled the transaction back');
    },
    rollback: async () => {
      await command('rollback');
    },
  });
}

function rowsOf(answers: readonly Message[]): readonly Record<string, unknown>[] {
  const fields = answers.find((one) => one instanceof messages.RowDescriptionMessage)?.fields ?? [];
  return answers
    .filter((one) => one instanceof messages.DataRowMessage)
    .map((row) =>
      Object.fromEntries(
        fields.map(({ name, dataTypeID }, index) => {
          const text = row.fields[index] ?? null;
          return [name, text === null ? null : parseColumn(dataTypeID, text)];
        }),
      ),
    );
}
