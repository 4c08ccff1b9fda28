// Composition: the only file that knows every room; reads the environment once, and is the executable's entry.
import { apiServer, hasPages, servePages } from '#api/server.ts';
import { dueDayCloser } from '#bookings/close-due-days.ts';
import { bookingsHandlers } from '#bookings/jobs.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { holidaysUnder } from '#calendar/holidays.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { forgetFiles } from '#certificates/forget-files.ts';
import { certificatesHandlers } from '#certificates/jobs.ts';
import { closeDayCommand } from '#command/close-day.ts';
import { createStaffCommand } from '#command/create-staff.ts';
import { createTenantCommand } from '#command/create-tenant.ts';
import { givePasswordCommand } from '#command/give-password.ts';
import { givePhoneSecretCommand } from '#command/give-phone-secret.ts';
import { importCommand } from '#command/import.ts';
import { migrateCommand } from '#command/migrate.ts';
import { openSchoolYearCommand } from '#command/open-school-year.ts';
import { promptsCommand } from '#command/prompts.ts';
import { receiptsCommand } from '#command/receipts.ts';
import { rewrapKeysCommand } from '#command/rewrap-keys.ts';
import { serveCommand } from '#command/serve.ts';
import { setPhoneCommand } from '#command/set-phone.ts';
import { setSmsCommand } from '#command/set-sms.ts';
import { usage } from '#command/usage.ts';
import type { Command, Operator } from '#command/operator.ts';
import { Refusal } from '#command/operator.ts';
import { dayEventsHandlers } from '#day-events/jobs.ts';
import { refreshSearchBehind } from '#enrolment/refresh-search.ts';
import type { Clock } from '#ground/clock.ts';
import { say } from '#ground/sentence.ts';
import { asInstant, isoInstant, plusSeconds } from '#ground/instant.ts';
import { sendRecoveryKind } from '#identity/ask-recovery.ts';
import { sendCredentialKind } from '#identity/ask-credential-sms.ts';
import { forgetOld } from '#identity/forget-old.ts';
import { credentialSender } from '#identity/send-credential-sms.ts';
import { recoverySender } from '#identity/send-recovery.ts';
import { morningChecker } from '#morning/jobs.ts';
import { blankOldMessages } from '#notifications/blank-messages.ts';
import { messageDeliverer } from '#notifications/deliver-message.ts';
import type { MailMeans } from '#notifications/deliver-message.ts';
import { deliverKind, queueMessage } from '#notifications/send-message.ts';
import { smtpSender } from '#notifications/smtp-sender.ts';
import { remindFamilies } from '#open-suspensions/remind-families.ts';
import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/database.ts';
import { clockSkewMs, clockSkewMsMax } from '#platform/health.ts';
import { forgetAnswered } from '#platform/idempotency.ts';
import type { HttpApp } from '#platform/http-server.ts';
import type { Log } from '#platform/log.ts';
import { faultName, logTo } from '#platform/log.ts';
import type { OutboxHandler } from '#platform/outbox.ts';
import { forgetSettled, sweepOutbox } from '#platform/outbox.ts';
import type { Job } from '#platform/scheduler.ts';
import type { ReceiptIssuer } from '#receipts/issue-receipt.ts';
import { receiptIssuer } from '#receipts/issue-receipt.ts';
import { publishHeads } from '#receipts/publish-heads.ts';
import { sealReceipts } from '#receipts/seal-receipts.ts';
import receiptTexts from '#receipts/texts/it.json' with { type: 'json' };
import { findTenantById, listTenants } from '#tenancy/list-tenants.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import type { LineDirectory } from '#tenancy/phone-lines.ts';
import { tenantDirectory } from '#tenancy/serve-host.ts';
import { cachedByVersion } from '#tenancy/version.ts';
import { blankIncomingSms } from '#voice/blank-incoming-sms.ts';
import { forgetCalls } from '#voice/forget-calls.ts';
import { openLines } from '#voice/open-lines.ts';
import type { Lines } from '#voice/open-lines.ts';
import { webhookSecrets } from '#voice/webhook-secret.ts';

export interface ApplicationOptions {
  readonly config: Config;
  readonly database: Database;
  /** The product's time; the demo's can be moved. */
  readonly clock: Clock;
  /** Sessions, attempts and links end by real time. */
  readonly securityClock: Clock;
  readonly log: Log;
  readonly isDemo: boolean;
}

export interface Application extends ApplicationOptions, Omit<Lines, 'jobs' | 'bind'> {
  readonly http: HttpApp;
  readonly jobs: readonly Job[];
  readonly calendarAt: CalendarAt;
  readonly issueReceipt: ReceiptIssuer;
  readonly hasSms: boolean;
  /** The numbers that are answered. */
  readonly lines: LineDirectory;
}

export const machineClock: Clock = { now: () => asInstant(Date.now()) };
export const machineLog: Log = logTo(
  (line) => process.stdout.write(line),
  () => isoInstant(machineClock.now()),
);
export const version = '0.1.0';

/** Every room bound to one database, one clock and one configuration; nothing listens or runs yet. */
export async function composeApplication(options: ApplicationOptions): Promise<Application> {
  const { config, database } = options;
  const common = {
    ...options,
    masterKey: config.masterKey,
    calendarAt: cachedByVersion(loadTenantCalendar),
    issueReceipt: receiptIssuer(config.masterKey),
    lines: lineDirectory(database),
  };
  const { jobs: linesJobs, bind: bindLines, ...carriers } = await openLines(common);
  const means = { ...common, ...carriers, hasSms: carriers.sms !== undefined };
  const directory = tenantDirectory(database);
  const http = await apiServer({
    ...means,
    secrets: webhookSecrets(means),
    tenantAt: directory.tenantAt,
    trustedProxies: config.trustedProxies,
    https: config.https,
    version,
  });
  await bindLines(http);
  if (hasPages()) await servePages(http);
  return { ...means, http, jobs: [...jobsOf(means), ...linesJobs] };
}

function jobsOf(means: Omit<Application, 'http' | 'jobs'>): readonly Job[] {
  const { config, database, clock, securityClock, log } = means;
  const closeDueDays = dueDayCloser(means);
  const handlers = handlersOf(means);
  const everyTenant = async (work: Parameters<Database['inTenant']>[2]): Promise<void> => {
    for (const { tenantId } of await listTenants(database))
      await database.inTenant(tenantId, 'system', work);
  };
  return [
    { name: 'close-due-days', everySeconds: 5, run: async () => void (await closeDueDays()) },
    { name: 'check-schools', everySeconds: 20, run: morningChecker(means) },
    {
      name: 'remind-families',
      everySeconds: 600,
      run: () => everyTenant(async (tx) => void (await remindFamilies(tx, means))),
    },
    {
      name: 'sweep-outbox',
      everySeconds: 2,
      run: async () => void (await sweepOutbox({ database, clock, log, handlers, limit: 100 })),
    },
    {
      name: 'seal-receipts',
      everySeconds: 5,
      run: async () => void (await sealReceipts(database, clock)),
    },
    {
      name: 'publish-heads',
      everySeconds: 600,
      run: async () => void (await publishHeads(database, clock, publicationOf(means))),
    },
    {
      name: 'blank-old-messages',
      everySeconds: 3600,
      run: () =>
        everyTenant(async (tx) => {
          await blankOldMessages(tx, clock);
          await blankIncomingSms(tx, clock);
        }),
    },
    {
      name: 'check-clock',
      everySeconds: 60,
      run: async () => {
        const skewMs = await clockSkewMs(database, securityClock);
        if (skewMs > clockSkewMsMax) log.alarm('clock-skew', { durationMs: Math.round(skewMs) });
      },
    },
    // Elsewhere autovacuum does it.
    ...(config.databaseUrl === undefined
      ? [{ name: 'take-statistics', everySeconds: 3600, run: () => database.takeStatistics() }]
      : []),
    {
      name: 'refresh-search',
      everySeconds: 60,
      run: async () =>
        void (await refreshSearchBehind(
          database,
          (await listTenants(database)).map((one) => one.tenantId),
        )),
    },
    {
      name: 'forget-old',
      everySeconds: 3600,
      run: () =>
        everyTenant(async (tx) => {
          const monthAgo = plusSeconds(clock.now(), -30 * 86_400);
          forgetAnswered(tx, monthAgo);
          forgetSettled(tx, monthAgo);
          await forgetOld(tx, securityClock);
          await forgetFiles(tx, clock);
          forgetCalls(tx, securityClock);
        }),
    },
  ];
}

function handlersOf(
  means: Omit<Application, 'http' | 'jobs'>,
): Readonly<Record<string, OutboxHandler>> {
  const { config, clock, securityClock, sms } = means;
  return {
    ...bookingsHandlers(means),
    ...dayEventsHandlers(means),
    ...certificatesHandlers(means),
    [sendRecoveryKind]: recoverySender({ clock: securityClock, sceneClock: clock }),
    [sendCredentialKind]: credentialSender({
      ...means,
      clock: securityClock,
      sceneClock: clock,
      masterKey: config.masterKey,
      holidaysUnder,
    }),
    [deliverKind]: messageDeliverer({
      ...means,
      mail: config.smtpUrl === undefined ? undefined : mailOf(config.smtpUrl, means),
      sms: sms === undefined ? undefined : { ...sms, holidaysUnder, masterKey: config.masterKey },
    }),
  };
}

function mailOf(url: string, { database }: ApplicationOptions): MailMeans {
  return {
    sender: smtpSender({ url }),
    mailFromOf: async (tenantId) => (await findTenantById(database, tenantId)).mailFrom,
  };
}

function publicationOf({
  config,
  clock,
}: Pick<Application, 'config' | 'clock'>): Parameters<typeof publishHeads>[2] {
  return {
    folder: config.headsFolder,
    masterKey: config.masterKey,
    tell: (tx, line, { mailFrom }) =>
      queueMessage(tx, clock.now(), {
        address: mailFrom,
        subject: say(receiptTexts, 'head.subject'),
        body: say(receiptTexts, 'head.body', { line }),
        expiresAt: asInstant(clock.now() + 7 * 86_400_000),
      }),
  };
}

const commands: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  migrate: migrateCommand,
  'create-tenant': createTenantCommand,
  'open-school-year': openSchoolYearCommand,
  'create-staff': createStaffCommand,
  'give-password': givePasswordCommand,
  'give-phone-secret': givePhoneSecretCommand,
  'set-phone': setPhoneCommand,
  'set-sms': setSmsCommand,
  import: importCommand,
  'close-day': closeDayCommand,
  receipts: receiptsCommand,
  prompts: promptsCommand,
  'rewrap-keys': rewrapKeysCommand,
};

export async function main(args: readonly string[]): Promise<void> {
  const [name = '--help', ...rest] = args;
  const operator: Operator = {
    environment: process.env,
    clock: machineClock,
    log: machineLog,
    write: (line) => process.stdout.write(`${line}\n`),
    compose: (config, database) =>
      composeApplication({
        config,
        database,
        clock: machineClock,
        securityClock: machineClock,
        log: machineLog,
        isDemo: false,
      }),
  };
  try {
    const command = commands[name];
    if (command !== undefined && rest.includes('--help')) operator.write(usage);
    else if (command !== undefined) process.exitCode = await command(operator, rest);
    else if (name === '--help' || name === 'help') operator.write(usage);
    else if (name === '--version') operator.write(version);
    else throw new Refusal(`There is no command "${name}". Try: refettorio --help`);
  } catch (fault) {
    process.stderr.write(`${sentenceOf(fault)}\n`);
    process.exitCode = 1;
  }
}

/** What went wrong, for whoever typed the command; the place in the code only for what nobody foresaw. */
function sentenceOf(fault: unknown): string {
  if (fault instanceof Refusal) return fault.message;
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  if (code === 'EADDRINUSE')
    return 'The port is taken by another program: set PORT (or VOICE_AGI_PORT) to a free one.';
  if (code === 'ECONNREFUSED') return 'The database does not answer at DATABASE_URL.';
  const message = fault instanceof Error ? fault.message : String(fault);
  return `Refettorio stopped: ${message} (${faultName(fault)})`;
}
