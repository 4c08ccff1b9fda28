// Measures one absence through HTTP with everything on, beside bare transactions of the same rows: `npm run spike`.
// Subject and control take turns within one run, because machines are noisy; the median of the ratios is what counts.
import autocannon from 'autocannon';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { SampleTown } from '#bookings/sample.ts';
import { sampleMasterKey, sampleTown, stillClock } from '#bookings/sample.ts';
import { officialCalendar } from '#calendar/official-calendar.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import { asDay, weekdayOf } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { readConfig } from '#platform/config.ts';
import { migrate } from '#platform/migrate.ts';
import { composeApplication } from '#main.ts';
import { startPostgres } from './postgres.ts';

const connections = 64;
const poolSize = 4;
const towns = 100;
const rounds = 5;
const roundSeconds = 3;

const { closures } = officialCalendar(lombardy, 2026);
const canteenDays = eachDay({ from: asDay('2026-11-24'), to: asDay('2027-06-08') }).filter(
  (day) => weekdayOf(day) < 6 && !closures.some(({ fromOn, toOn }) => fromOn <= day && day <= toOn),
);

const role = process.argv[2];
if (role === 'serve') await serve(String(process.argv[3]));
else if (role === 'bare') await bare(String(process.argv[3]));
else await measure();

async function measure(): Promise<void> {
  const server = await startPostgres();
  try {
    const database = openPostgres({ url: server.url, connectionsMax: 2 });
    await migrate(database, 2026);
    const sample: SampleTown[] = [];
    for (let index = 1; index <= towns; index += 1) sample.push(await sampleTown(database, index));
    await database.asOwner('vacuum analyze');
    const requests = absencesOf(sample);
    const subject = await child('serve', server.url);
    const control = await child('bare', server.url);
    const ratios: [number, number][] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const ours = await loadHttp(Number(subject.port), requests);
      const theirs = await control.run('pipelined');
      const awaited = await control.run('awaited');
      const name = round === 0 ? 'warm-up' : `round ${round}`;
      console.log(
        `${name}: absences ${ours.perSecond.toFixed(0)}/s (p50 ${ours.p50} ms, p99 ${ours.p99} ms, refused ${ours.refused}), bare pipelined ${theirs.toFixed(0)}/s, bare awaited ${awaited.toFixed(0)}/s`,
      );
      if (ours.firstRefusal !== undefined) console.log(`  the first refusal: ${ours.firstRefusal}`);
      if (round > 0) ratios.push([ours.perSecond / theirs, ours.perSecond / awaited]);
      // As autovacuum does in its minute: plans made for empty tables would be measured otherwise.
      else await database.asOwner('vacuum analyze');
    }
    console.log(
      `median ratio to bare transactions: pipelined in one trip ${median(ratios.map(([one]) => one))}, awaited statement by statement ${median(ratios.map(([, other]) => other))} (${connections} connections, pool of ${poolSize})`,
    );
    subject.stop();
    control.stop();
    await database.close();
  } finally {
    await server.stop();
  }
}

function median(values: readonly number[]): string {
  return (values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0).toFixed(
    2,
  );
}

interface Absence {
  readonly host: string;
  readonly cookie: string;
  readonly body: string;
}

/** Every pupil of every town on every canteen day left of the year: none is asked twice. */
function absencesOf(sample: readonly SampleTown[]): () => Absence | undefined {
  const all = sample.flatMap((town, index) =>
    town.families.flatMap((family) =>
      family.pupilIds.slice(0, 1).flatMap((pupilId) =>
        canteenDays.map((day) => ({
          host: `borgo${index + 1}.example`,
          cookie: `refettorio=${family.token}`,
          body: JSON.stringify({ entries: [{ pupilId, days: [day] }] }),
        })),
      ),
    ),
  );
  const shuffled = all
    .map((one) => ({ one, at: randomBytes(4).readUInt32BE() }))
    .sort((a, b) => a.at - b.at);
  return () => shuffled.pop()?.one;
}

async function loadHttp(port: number, requests: () => Absence | undefined) {
  let refused = 0;
  let firstRefusal: string | undefined;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/api/v1/absences`,
    connections,
    duration: roundSeconds,
    method: 'POST',
    setupClient: (client) => {
      const next = (): void => {
        const value = requests();
        if (value === undefined) throw new Error('the sample has run out of absences');
        client.setHeadersAndBody(
          {
            'x-forwarded-host': value.host,
            cookie: value.cookie,
            'content-type': 'application/json',
            'idempotency-key': randomUUID(),
          },
          value.body,
        );
      };
      next();
      client.on('body', (body: Buffer) => {
        if (!body.includes('"repeated":false')) {
          refused += 1;
          firstRefusal ??= body.toString();
        }
        next();
      });
    },
  });
  const seconds = result.duration;
  return {
    perSecond: (result.requests.total - refused) / seconds,
    p50: result.latency.p50,
    p99: result.latency.p99,
    refused,
    firstRefusal,
  };
}

async function child(name: string, url: string) {
  const worker = fork(import.meta.filename, [name, url]);
  const first = await messageOf(worker);
  return {
    port: first,
    stop: () => worker.kill(),
    run: async (style: Style): Promise<number> => {
      worker.send(style);
      return Number(await messageOf(worker));
    },
  };
}

function messageOf(worker: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    worker.once('message', (message: unknown) => resolve(message));
  });
}

async function serve(url: string): Promise<void> {
  const clock = stillClock('2026-11-23T08:50:00+01:00');
  const read = readConfig(
    {
      DATABASE_URL: url,
      REFETTORIO_MASTER_KEY: Buffer.from(sampleMasterKey.bytes).toString('base64'),
      TRUSTED_PROXIES: '127.0.0.1',
    },
    { allowPublicKeys: true },
  );
  if (!read.ok) throw new Error(read.faults.join(' '));
  const { http } = await composeApplication({
    config: read.config,
    database: openPostgres({ url, connectionsMax: poolSize }),
    clock,
    securityClock: clock,
    log: { info: () => undefined, alarm: (event, fields) => console.error(event, fields) },
    isDemo: false,
  });
  const address = await http.listen({ port: 0, host: '127.0.0.1' });
  process.send?.(Number(new URL(address).port));
}

/** All in one write and one trip, or as most programs write it: each statement after the answer to the one before. */
type Style = 'pipelined' | 'awaited';

/** The rows of one absence, written by nobody: no session, no rule, no receipt, no isolation; same driver, same pipeline. */
async function bare(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, pipeline: true });
  const { rows } = await pool.query<{ tenant_id: number; pupil_id: string; service_id: string }>(
    'select tenant_id, pupil_id, service_id from enrolment.service_enrolment',
  );
  // The server goes before this process does.
  pool.on('error', () => undefined);
  let serial = 0;
  process.on('message', (style: Style) => {
    void run(style).then((perSecond) => process.send?.(perSecond));
  });
  process.send?.('ready');

  async function run(style: Style): Promise<number> {
    const startedAt = performance.now();
    const endsAt = startedAt + roundSeconds * 1000;
    let count = 0;
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (performance.now() < endsAt) {
          await one(style);
          count += 1;
        }
      }),
    );
    return (count * 1000) / (performance.now() - startedAt);
  }

  async function one(style: Style): Promise<void> {
    serial += 1;
    const who = rows[serial % rows.length];
    if (who === undefined) throw new Error('no pupils');
    const at = '2026-11-23T07:50:00.000Z';
    const code = String(serial).padStart(9, '0') + randomBytes(4).toString('hex');
    const changeId = randomUUID();
    const day = new Date(Date.UTC(2100, 0, 1) + serial * 86_400_000).toISOString().slice(0, 10);
    const bytes = Buffer.alloc(32, 1);
    const client = await pool.connect();
    const insert = (name: string, text: string, values: unknown[]) => () =>
      client.query({ name, text, values });
    const statements = [
      () => client.query('begin'),
      insert('b1', 'insert into receipts.receipt values ($1,$2,$3,1,$4,$5,$6,$7,$8)', [
        who.tenant_id,
        code,
        changeId,
        'k',
        bytes,
        Buffer.alloc(64),
        bytes,
        at,
      ]),
      insert('b2', 'insert into receipts.payload values ($1,$2,$3,$4)', [
        who.tenant_id,
        code,
        bytes.subarray(0, 16),
        'x'.repeat(420),
      ]),
      insert('b3', 'insert into receipts.unsealed values ($1,$2)', [who.tenant_id, code]),
      insert('b4', 'insert into bookings.change values ($1,$2,$3,$4,$5,$6,$7,$7)', [
        who.tenant_id,
        changeId,
        code,
        'portal',
        'guardian',
        changeId,
        at,
      ]),
      insert('b5', 'insert into bookings.change_line values ($1,$2,1,$3,$4,$5,$6)', [
        who.tenant_id,
        changeId,
        who.pupil_id,
        who.service_id,
        'absence',
        [day],
      ]),
      insert('b6', 'insert into bookings.absent_day values ($1,$2,$3,$4,$5)', [
        who.tenant_id,
        who.pupil_id,
        who.service_id,
        day,
        changeId,
      ]),
      insert('b7', 'insert into audit.event values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)', [
        who.tenant_id,
        at,
        changeId,
        'guardian',
        changeId,
        'portal',
        'bookings.absence',
        'change',
        changeId,
        '{"receiptCode":"123456789"}',
      ]),
      insert('b8', 'insert into platform.outbox values ($1,$2,$3,$4,$5,$5)', [
        who.tenant_id,
        changeId,
        'bookings.change-recorded',
        JSON.stringify({ changeId }),
        at,
      ]),
      insert('b9', 'insert into platform.idempotent_request values ($1,$2,$3,$4,$5,$6)', [
        who.tenant_id,
        changeId,
        changeId,
        'hash',
        JSON.stringify(code),
        at,
      ]),
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
}
