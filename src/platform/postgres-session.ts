// Speaks with one PostgreSQL connection in batches: the statements that are started together leave as one message with
// one Sync at its end, so the server answers once. `pg` by itself puts a Sync behind every statement, and each costs both
// sides a system call and a wake-up, which was a third of a change's time (decision 033).
import type pg from 'pg';
import { parseColumn } from '#platform/column-types.ts';

export interface Statement {
  /** Prepared under it once on each connection. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | null)[];
}

export interface StatementAnswer {
  readonly rows: readonly Record<string, unknown>[];
  /** The tag of what was done: INSERT 0 1. */
  readonly command: string;
}

/** Statements are carried out in the order in which they were started; when one fails, those that travel behind it fail with it. */
export type Session = (statement: Statement) => Promise<StatementAnswer>;

interface Started extends Statement {
  readonly resolve: (answer: StatementAnswer) => void;
  readonly reject: (fault: unknown) => void;
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

const lines = new WeakMap<pg.ClientBase, Line>();

export function sessionOn(client: pg.PoolClient): Session {
  const line = lines.get(client) ?? new Line(client);
  lines.set(client, line);
  return (statement) => line.ask(statement);
}

/** One connection: what the server keeps of it, and the batch that is under way; the next one waits for its end. */
class Line {
  readonly names = new Set<string>();
  /** The columns of each statement that has answered once: they are not asked for again. */
  readonly fields = new Map<string, readonly Field[]>();
  readonly #client: pg.PoolClient;
  #started: Started[] = [];
  #underWay: Batch | undefined;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    // `pg` does not hand this message on.
    client.connection.on('parseComplete', () => this.#underWay?.handleParseComplete());
  }

  ask(statement: Statement): Promise<StatementAnswer> {
    return new Promise((resolve, reject) => {
      // After whatever runs already: what is started until then travels along.
      if (this.#started.length === 0 && this.#underWay === undefined) this.#sendSoon();
      this.#started.push({ ...statement, resolve, reject });
    });
  }

  ended(): void {
    this.#underWay = undefined;
    if (this.#started.length > 0) this.#sendSoon();
  }

  #sendSoon(): void {
    process.nextTick(() => {
      this.#underWay = new Batch(this, this.#started);
      this.#started = [];
      this.#client.query(this.#underWay);
    });
  }
}

/** What `pg` calls a custom query: it is told every message from the server until the batch is answered. */
class Batch implements pg.Submittable {
  readonly #line: Line;
  readonly #statements: readonly Started[];
  readonly #parsing: string[] = [];
  #answered = 0;
  #rows: Record<string, unknown>[] = [];
  /** A value that we cannot read: known while its rows come in, told when they are all there. */
  #unreadable: unknown;

  constructor(line: Line, statements: readonly Started[]) {
    this.#line = line;
    this.#statements = statements;
  }

  submit(connection: pg.Connection): void {
    const { names, fields } = this.#line;
    connection.stream.cork();
    for (const { name, text, values } of this.#statements) {
      if (!names.has(name) && !this.#parsing.includes(name)) {
        connection.parse({ name, text, types: [] }, true);
        this.#parsing.push(name);
      }
      connection.bind({ statement: name, values: [...values] }, true);
      if (!fields.has(name)) connection.describe({ type: 'P' }, true);
      connection.execute({}, true);
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleParseComplete(): void {
    this.#line.names.add(this.#parsing.shift() ?? '');
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    const { name } = this.#current();
    this.#line.fields.set(
      name,
      fields.map((field) => ({ name: field.name, dataTypeID: field.dataTypeID })),
    );
  }

  handleDataRow({ fields: texts }: { readonly fields: readonly (string | null)[] }): void {
    try {
      const fields = this.#line.fields.get(this.#current().name) ?? [];
      this.#rows.push(rowOf(fields, texts));
    } catch (fault) {
      this.#unreadable = fault;
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const { name, resolve, reject } = this.#current();
    // Without columns nothing was described, and nothing needs to be.
    if (!this.#line.fields.has(name)) this.#line.fields.set(name, []);
    if (this.#unreadable === undefined) resolve({ rows: this.#rows, command: text });
    else reject(this.#unreadable);
    this.#rows = [];
    this.#unreadable = undefined;
    this.#answered += 1;
  }

  /** The server skips everything until the Sync. */
  handleError(fault: unknown): void {
    for (const { reject } of this.#statements.slice(this.#answered)) reject(fault);
    this.#line.ended();
  }

  handleReadyForQuery(): void {
    this.#line.ended();
  }

  #current(): Started {
    const statement = this.#statements[this.#answered];
    if (statement === undefined) throw new Error('an answer to a statement that nobody asked');
    return statement;
  }
}

function rowOf(
  fields: readonly Field[],
  texts: readonly (string | null)[],
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, { name, dataTypeID }] of fields.entries()) {
    const text = texts[index] ?? null;
    row[name] = text === null ? null : parseColumn(dataTypeID, text);
  }
  return row;
}
