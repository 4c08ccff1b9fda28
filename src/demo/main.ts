// `npm start`: the invented municipality of Valserena on a school morning, on an embedded database of its own.
import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { announcement } from '#demo/announce.ts';
import { openDemoClock } from '#demo/demo-clock.ts';
import type { DemoClock } from '#demo/demo-clock.ts';
import {
  clear,
  demoFolder,
  keepSeed,
  markState,
  readState,
  restoreSeed,
} from '#demo/demo-folder.ts';
import { infoText, printInfo } from '#demo/demo-info.ts';
import type { DemoAddresses } from '#demo/demo-info.ts';
import { demoMasterKey } from '#demo/demo-key.ts';
import { keepFile } from '#demo/kept-file.ts';
import type { DemoLogin } from '#demo/logins.ts';
import { openMailSink } from '#demo/mail-sink.ts';
import { speaker } from '#demo/pages.ts';
import { demoRoutes } from '#demo/routes.ts';
import { demoLogins, seedValserena } from '#demo/seed.ts';
import { openSmsSink } from '#demo/sms-sink.ts';
import { phoneLines } from '#demo/valserena.ts';
import { buildWebIfStale } from '#demo/web-build.ts';
import { writeSmsRoutes } from '#demo/write-sms-routes.ts';
import { stopAsked } from '#command/serve.ts';
import { composeApplication, machineClock } from '#main.ts';
import type { Application } from '#main.ts';
import { isoInstant } from '#ground/instant.ts';
import type { Config } from '#platform/config.ts';
import { readConfig } from '#platform/config.ts';
import { holdDataFolder } from '#platform/data-folder.ts';
import { openPglite } from '#platform/database-pglite.ts';
import type { Database } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import { logTo } from '#platform/log.ts';
import { migrate } from '#platform/migrate.ts';
import type { SmsConfig } from '#platform/sms-config.ts';
import type { ServedLine } from '#tenancy/phone-lines.ts';
import { startScheduler } from '#platform/scheduler.ts';

const said = speaker('it');
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

export async function main(args: readonly string[]): Promise<void> {
  const read = readConfig(
    {
      ...process.env,
      DATABASE_URL: '',
      DATABASE_OWNER_URL: '',
      REFETTORIO_MASTER_KEY: demoMasterKey,
    },
    { allowPublicKeys: true },
  );
  if (!read.ok) return refuseStart(read.faults.join('\n'));
  const { config } = read;
  const path = resolve(config.dataFolder);
  if (args.includes('--info')) {
    process.exitCode = await printInfo(demoFolder(path).infoFile, write, complain);
    return;
  }
  if ((process.env['DATABASE_URL'] ?? '') !== '') write(said('start.ignored-database'));
  const held = await holdDataFolder(path);
  if (held === undefined) return refuseStart(said('start.held', { folder: path }));
  if ((await readState(path)) === 'foreign')
    return refuseStart(said('start.foreign', { folder: path }));
  if (!(await isFree(config)))
    return refuseStart(said('start.port-busy', { port: String(config.port) }));
  while ((await runOnce(config, path)) === 'reset') await restoreSeed(path);
  held.release();
}

function refuseStart(sentence: string): void {
  complain(sentence);
  process.exitCode = 1;
}

/** Until somebody stops it, or asks for the seed back. */
async function runOnce(config: Config, path: string): Promise<'stop' | 'reset'> {
  const folder = demoFolder(path);
  const log = fileLog(folder.logFile);
  const isFirst = (await readState(path)) !== 'ready';
  if (isFirst) write(said('start.preparing'));
  const [database] = await Promise.all([
    isFirst ? makeSeed(config, path, log) : openDatabase(folder.database),
    buildWebIfStale(),
  ]);
  const clock = await openDemoClock(folder.clockFile);
  const mail = await openMailSink(folder.mail);
  const sms = await openSmsSink(folder.sms, clock);
  const logins = await demoLogins(database);
  const application = await composeApplication({
    config: { ...config, smtpUrl: mail.url, sms: smsTo(sms.url), headsFolder: folder.heads },
    database,
    clock,
    securityClock: machineClock,
    log,
    isDemo: true,
  });
  const scheduler = startScheduler(application.jobs, log);
  const reset = Promise.withResolvers<'reset'>();
  await demoRoutes(application.http, {
    clock,
    mail,
    sms,
    logins,
    catchUp: async () => {
      for (const job of application.jobs) await scheduler.runOnce(job.name);
    },
    reset: () => reset.resolve('reset'),
    telephone: { calls: application.calls, line: await demoLine(application.lines) },
  });
  await writeSmsRoutes(application.http, {
    means: { ...application, masterKey: config.masterKey },
    line: await smsLine(application.lines),
  });
  const address = await application.http.listen({ port: config.port, host: config.bind });
  await tellWhere(path, clock, addressesAt(address), logins);
  const ended = new AbortController();
  const stopped = stopAsked(ended.signal).then(() => 'stop' as const);
  const why = await Promise.race([stopped, reset.promise]);
  ended.abort();
  await rm(folder.infoFile, { force: true });
  await application.http.close();
  await scheduler.stop();
  await mail.close();
  await sms.close();
  await database.close();
  return why;
}

const smsTo = (url: string): SmsConfig => ({
  transport: { kind: 'smpp', url, windowMax: 10 },
  webhookSecret: undefined,
  report: { id: 'id', state: 'status', delivered: [], failed: [] },
});
async function demoLine(lines: Application['lines']): Promise<ServedLine> {
  const [number] = phoneLines.flatMap((line) => (line.kind === 'voice' ? [line.number] : []));
  const line = await lines.lineAt(number ?? '');
  if (line === undefined) throw new Error('the demo has no telephone line');
  return line;
}

async function smsLine(lines: Application['lines']): Promise<ServedLine> {
  const number = phoneLines.find((line) => line.kind === 'sms')?.number ?? '';
  const line = await lines.lineAt(number);
  if (line === undefined) throw new Error('the demo has no number for SMS');
  return line;
}

async function tellWhere(
  path: string,
  clock: DemoClock,
  addresses: DemoAddresses,
  logins: readonly DemoLogin[],
): Promise<void> {
  await keepFile(demoFolder(path).infoFile, infoText(addresses, logins));
  write(announcement({ now: clock.now(), addresses, logins, folder: path }));
}

/** From nothing to the school morning; broken off, it begins again from nothing. */
async function makeSeed(config: Config, path: string, log: Log): Promise<Database> {
  await markState(path, 'half-made');
  await clear(path);
  const database = await openDatabase(demoFolder(path).database);
  await seedValserena(database, config.masterKey, log);
  await database.asOwner('checkpoint');
  await keepSeed(path);
  await markState(path, 'ready');
  return database;
}

async function openDatabase(folder: string): Promise<Database> {
  const database = await openPglite({ folder });
  await migrate(database, 2026);
  return database;
}

/** Asked before the data is prepared: a sentence at once instead of a fault after ten seconds. */
async function isFree({ port, bind }: Config): Promise<boolean> {
  const probe = createServer();
  const listening = once(probe, 'listening');
  probe.listen(port, bind);
  try {
    await listening;
  } catch {
    // Whatever the reason, we could not listen there either.
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}

/** 'localhost' instead of the bare address: the one that a browser treats as safe without https. */
function addressesAt(address: string): DemoAddresses {
  const base = address.replace('127.0.0.1', 'localhost');
  return {
    portal: `${base}/`,
    office: `${base}/ufficio/`,
    telephone: `${base}/demo/telefono`,
    mail: `${base}/demo/mail`,
    api: `${base}/api/docs`,
    demo: `${base}/demo`,
  };
}

/** Beside the database, so that the terminal stays readable; alarms are said aloud too. */
function fileLog(file: string): Log {
  writeFileSync(file, '', { mode: 0o600 });
  const toFile = logTo(
    (line) => appendFileSync(file, line),
    () => isoInstant(machineClock.now()),
  );
  return {
    info: toFile.info,
    alarm: (event, fields) => {
      toFile.alarm(event, fields);
      complain(JSON.stringify({ alarm: event, ...fields }));
    },
  };
}
