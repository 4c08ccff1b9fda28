// How long a caller waits for the voice: `npm run measure:phone -- 200` lets that many families of the invented Valserena
// phone at once, by FastAGI, on a PostgreSQL of its own, and prints p50 and p99 from a key to the next sound.
import { seedValserena } from '#demo/seed.ts';
import { instantOf } from '#platform/rome.ts';
import { asDay } from '#ground/day.ts';
import type { Clock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { machineClock } from '#main.ts';
import { masterKeyOf } from '#platform/crypto.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import type { Log } from '#platform/log.ts';
import { migrate } from '#platform/migrate.ts';
import { receiptIssuer } from '#receipts/issue-receipt.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import { cachedByVersion } from '#tenancy/version.ts';
import { conversationOf } from '#voice/conversation.ts';
import { fastAgiServer } from '#voice/fast-agi.ts';
import { dial } from '#voice/test-agi-peer.ts';
import { turnSounds } from '#voice/turn-sounds.ts';
import { startPostgres } from './postgres.ts';

const wanted = Number(process.argv[2] ?? 200);
/** A caller listens and thinks before a key: between one and four seconds. */
const thinkMs = (): number => 1000 + Math.random() * 3000;
/** All dial within this time. */
const dialWithinMs = 4000;
const silence = '/sounds/silence';
const masterKey = masterKeyOf(new Uint8Array(32).fill(7));
/** Evening: the line is open, and the first useful day is tomorrow. */
const evening = instantOf(asDay('2026-11-23'), '19:30');
const startedMs = performance.now();
const clock: Clock = {
  now: () => plusSeconds(evening, Math.floor((performance.now() - startedMs) / 1000)),
};
let faults = 0;
let called = 0;
const log: Log = {
  info: () => undefined,
  alarm: (event, fields) => {
    faults += 1;
    console.log(`alarm: ${event} ${JSON.stringify(fields)}`);
  },
};

const server = await startPostgres();
const database = openPostgres({ url: server.url, connectionsMax: 6 });
try {
  await migrate(database, 2026);
  await seedValserena(database, masterKey, { info: () => undefined, alarm: () => undefined });
  await database.asOwner('vacuum analyze');
  console.log(`Valserena is there after ${seconds()} s.`);
  const callers = await database.asOwner(
    `with family as (
       select tenant_id, account_id, min(pupil_id::text)::uuid as pupil_id
       from enrolment.guardianship join enrolment.guardian using (tenant_id, guardian_id)
       where guardianship.superseded_at is null
       group by tenant_id, account_id having count(*) = 1
     )
     select pupil.phone_code as code, min(account.mobile) as mobile
     from enrolment.pupil
     join enrolment.class_membership membership using (tenant_id, pupil_id)
     left join family using (tenant_id, pupil_id)
     left join identity.family_account account using (tenant_id, account_id)
     where membership.superseded_at is null and phone_code is not null
     group by pupil_id, phone_code order by md5(phone_code) limit ${wanted}`,
  );
  const lines = lineDirectory(database);
  const means = {
    database,
    clock,
    securityClock: machineClock,
    calendarAt: cachedByVersion(loadTenantCalendar),
    issueReceipt: receiptIssuer(masterKey),
    masterKey,
    lines,
    log,
  };
  const agi = fastAgiServer({
    conversationFor: (call) => conversationOf(means, call),
    lineAt: (number) => lines.lineAt(number),
    soundsOf: async (turn) => turnSounds({ soundFileOf: () => '/sounds/one.wav' }, turn),
    silenceOf: () => silence,
    log,
  });
  const port = await agi.listen({ port: 0, bind: '127.0.0.1' });
  await measure('warming up', port, callers, '1');
  await measure('absences undone', port, callers, '3');
  await measure('absences', port, callers, '1');
  await agi.stop();
  const [{ count: changes } = { count: 0 }] = await database.asOwner(
    `select count(*)::int as count from bookings.change where channel = 'voice'`,
  );
  console.log(`${String(changes)} changes by telephone are recorded; ${faults} alarms.`);
} finally {
  await database.close();
  await server.stop();
}

type Caller = Readonly<Record<string, unknown>>;

async function measure(
  name: string,
  port: number,
  callers: readonly Caller[],
  choice: string,
): Promise<void> {
  const beganMs = performance.now();
  const waits: { step: string; ms: number }[] = [];
  await Promise.all(callers.map((caller, index) => phone(port, index, caller, choice, waits)));
  const took = ((performance.now() - beganMs) / 1000).toFixed(0);
  console.log(`\n${name}: ${callers.length} calls, ${waits.length} keys in ${took} s`);
  for (const step of [...new Set(waits.map((one) => one.step)), 'every key'])
    printWaits(
      step,
      waits.filter((one) => step === 'every key' || one.step === step).map(({ ms }) => ms),
    );
}

/** Every second one keys the code in, the others are known by their number; each: chosen, confirmed, receipt, hang up. */
async function phone(
  port: number,
  index: number,
  { mobile, code }: Caller,
  choice: string,
  waits: { step: string; ms: number }[],
): Promise<void> {
  const isKnown = index % 2 === 0 && typeof mobile === 'string';
  const steps = [
    ...(isKnown ? [] : [['the code', `${String(code)}#`]]),
    ['the choice', choice],
    ['the confirmation', '1'],
  ];
  await later(Math.random() * dialWithinMs);
  const from = isKnown ? mobile : 'anonymous';
  const peer = await dial(port, {
    callId: `${choice}-${(called += 1)}`,
    from,
    to: '+3903995550101',
  });
  let pressed: { step: string; atMs: number } | undefined;
  let rest = '';
  for (let said = await peer.next(); said !== undefined; said = await peer.next()) {
    if (pressed !== undefined && !said.startsWith('GET DATA')) {
      waits.push({ step: pressed.step, ms: performance.now() - pressed.atMs });
      pressed = undefined;
    }
    // The wait for a key is the last of what is played.
    if (said.includes(silence)) {
      const [step = '', keys = ''] = steps.shift() ?? [];
      if (keys === '') {
        peer.say('HANGUP');
        break;
      }
      await later(thinkMs());
      rest = keys.slice(1).replace('#', '');
      pressed = { step, atMs: performance.now() };
      peer.say(`200 result=${keys.charCodeAt(0)}`);
    } else if (said.startsWith('GET DATA')) {
      if (pressed !== undefined) pressed = { ...pressed, atMs: performance.now() };
      peer.say(`200 result=${rest}`);
    } else if (said.startsWith('GET VARIABLE')) peer.say('200 result=1 (SUCCESS)');
    else peer.say('200 result=0 endpos=8000');
  }
  peer.socket.destroy();
}

function printWaits(step: string, waits: readonly number[]): void {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  console.log(
    `${step.padEnd(18)} p50 ${at(0.5).padStart(6)} ms  p99 ${at(0.99).padStart(6)} ms  longest ${at(1).padStart(6)} ms`,
  );
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function seconds(): string {
  return ((performance.now() - startedMs) / 1000).toFixed(0);
}
