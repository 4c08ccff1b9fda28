// The control of the absences: the rows of one absence written by nobody (no session, no rule, no receipt's signature, no
// isolation), with the same driver and as many connections. A process of its own, as the server is.
import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { ownProcessorMs } from './processor.ts';

/** All statements in one trip, or as most programs write them: each after the answer to the one before. */
export type Style = 'pipelined' | 'awaited';

interface Order {
  readonly style: Style;
  readonly tenantIds: readonly number[];
  readonly seconds: number;
  /** How many transactions are wanted at once. */
  readonly clients: number;
}

export interface BareResult {
  readonly perSecond: number;
  readonly done: number;
  readonly processorMs: number;
}

export interface BareWriter {
  run(order: Order): Promise<BareResult>;
  stop(): void;
}

export async function forkBareWriter(url: string, connections: number): Promise<BareWriter> {
  const worker = fork(import.meta.filename, [url, String(connections)]);
  const ended = new Promise<never>((_, reject) => {
    worker.once('exit', () => reject(new Error('the bare writer has ended')));
  });
  ended.catch(() => undefined);
  const answer = (): Promise<unknown> =>
    Promise.race([new Promise((resolve) => worker.once('message', resolve)), ended]);
  await answer();
  return {
    run: async (order) => {
      worker.send(order);
      return toResult(await answer());
    },
    stop: () => void worker.kill(),
  };
}

function toResult(message: unknown): BareResult {
  return message as BareResult;
}

interface Child {
  readonly tenant_id: number;
  readonly pupil_id: string;
  readonly service_id: string;
}

async function serve(url: string, connections: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: connections, pipeline: true });
  // The server goes before this process does.
  pool.on('error', () => undefined);
  const { rows } = await pool.query<Child>(
    'select tenant_id, pupil_id, service_id from enrolment.service_enrolment order by pupil_id',
  );
  process.on('message', (message) => {
    const order = toOrder(message);
    const wanted = new Set(order.tenantIds);
    const children = rows.filter((row) => wanted.has(row.tenant_id));
    void run(pool, children, order).then((result) => process.send?.(result));
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
}

function toOrder(message: unknown): Order {
  return message as Order;
}

let serial = 0;

async function run(
  pool: pg.Pool,
  children: readonly Child[],
  { style, seconds, clients }: Order,
): Promise<BareResult> {
  const processorBefore = ownProcessorMs();
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < endsAt) {
        serial += 1;
        const child = children[serial % children.length];
        if (child === undefined) throw new Error('no pupils');
        await one(pool, rowsOf(child, serial), style);
        done += 1;
      }
    }),
  );
  return {
    perSecond: (done * 1000) / (performance.now() - startedAt),
    done,
    processorMs: ownProcessorMs() - processorBefore,
  };
}

async function one(pool: pg.Pool, rows: Rows, style: Style): Promise<void> {
  const client = await pool.connect();
  const statements = [
    () => client.query('begin'),
    ...rows.map(
      ([into, values]) =>
        () =>
          client.query(insert(into, values)),
    ),
    () => client.query('commit'),
  ];
  try {
    if (style === 'pipelined') {
      client.connection.stream.cork();
      process.nextTick(() => client.connection.stream.uncork());
      await Promise.all(statements.map((statement) => statement()));
    } else for (const statement of statements) await statement();
  } finally {
    client.release();
  }
}

/** Prepared once on each connection: the name is that of the table. */
function insert(into: string, values: readonly unknown[]): pg.QueryConfig {
  const places = values.map((_, index) => `$${index + 1}`).join(', ');
  return { name: into, text: `insert into ${into} values (${places})`, values: [...values] };
}

type Rows = readonly (readonly [table: string, values: readonly unknown[]])[];

/** As many bytes as ours have. */
function rowsOf(child: Child, serial: number): Rows {
  const { tenant_id: tenantId, pupil_id: pupilId, service_id: serviceId } = child;
  const at = '2026-11-23T07:50:00.000Z';
  const code = String(serial).padStart(9, '0');
  const changeId = randomUUID();
  const accountId = pupilId;
  const day = new Date(Date.UTC(2100, 0, 1) + serial * 86_400_000).toISOString().slice(0, 10);
  const hash = randomBytes(32);
  const signature = Buffer.alloc(64);
  const payload = JSON.stringify({ changeId });
  const facts = JSON.stringify({ pupils: [pupilId], receiptCode: code });
  return [
    [
      'receipts.receipt',
      [tenantId, `b${code}`, changeId, 1, 'key of the bench', hash, signature, hash, at],
    ],
    ['receipts.payload', [tenantId, `b${code}`, hash.subarray(0, 16), 'x'.repeat(420)]],
    ['receipts.unsealed', [tenantId, `b${code}`]],
    ['bookings.change', [tenantId, changeId, `b${code}`, 'portal', 'guardian', accountId, at, at]],
    ['bookings.change_line', [tenantId, changeId, 1, pupilId, serviceId, 'absence', [day]]],
    ['bookings.absent_day', [tenantId, pupilId, serviceId, day, changeId]],
    [
      'audit.event',
      [
        tenantId,
        at,
        changeId,
        'guardian',
        accountId,
        'portal',
        'bookings.absence',
        'change',
        changeId,
        facts,
      ],
    ],
    ['platform.outbox', [tenantId, changeId, 'bookings.change-recorded', payload, at, at]],
    [
      'platform.idempotent_request',
      [tenantId, accountId, changeId, hash.toString('base64url'), JSON.stringify(code), at],
    ],
  ];
}

if (import.meta.main) await serve(String(process.argv[2]), Number(process.argv[3]));
