// A morning of two towns side by side through every use case there is, told as what each of them saw.
import { randomUUID } from 'node:crypto';
import type { InjectOptions, Response } from 'light-my-request';
import { sampleMasterKey } from '#bookings/sample.ts';
import { advisedBySetting } from '#calendar/tenant-calendar.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { isoInstant, plusSeconds } from '#ground/instant.ts';
import { fileKeys, files } from '#registry-import/files.ts';
import { importRegistry } from '#registry-import/import-registry.ts';
import { templateCsv } from '#registry-import/templates.ts';
import { verifyReceipts } from '#receipts/verify-receipts.ts';
import { listTenants } from '#tenancy/list-tenants.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { cookieOf, password } from './two-towns.ts';
import type { JourneyTown, TwoTowns } from './two-towns.ts';

/** What a town saw, step by step, without identifiers: two towns that live the same see the same. */
export type Story = readonly (readonly [step: string, seen: unknown])[];

/** `atNoon` looks at the database before a month passes and old things are forgotten. */
export async function liveMorning(
  two: TwoTowns,
  atNoon: () => Promise<void> = async () => undefined,
): Promise<readonly Story[]> {
  const { application, clock, towns } = two;
  const stories = towns.map((): [string, unknown][] => []);
  const codes = towns.map(() => ({ receipt: '', etag: '' }));
  let addresses = 0;

  const send = (
    town: JourneyTown,
    cookie: string | undefined,
    options: InjectOptions,
  ): Promise<Response> => {
    addresses += 1;
    const headers = {
      ...options.headers,
      host: town.host,
      ...(cookie === undefined ? {} : { cookie }),
    };
    return application.http.inject({
      ...options,
      headers,
      remoteAddress: `10.2.0.${addresses % 250}`,
    });
  };
  /** One step of both towns, one after the other. */
  const each = async (
    step: string,
    act: (town: JourneyTown, index: number) => Promise<unknown>,
  ): Promise<void> => {
    clock.set(isoInstant(plusSeconds(clock.now(), 1)));
    for (const [index, town] of towns.entries()) {
      const seen = await act(town, index);
      stories[index]?.push([step, isAnswer(seen) ? seenIn(seen) : seen]);
    }
  };
  const asFamily = (
    step: string,
    family: number,
    options: (town: JourneyTown, index: number) => InjectOptions,
  ) =>
    each(step, (town, index) => send(town, cookieOf(familyOf(town, family)), options(town, index)));
  const asStaff = (
    step: string,
    role: keyof JourneyTown['staff'],
    options: (town: JourneyTown, index: number) => InjectOptions,
  ) => each(step, (town, index) => send(town, town.staff[role], options(town, index)));
  const change = (
    url: string,
    pupilIds: readonly (string | undefined)[],
    day: string,
  ): InjectOptions => ({
    method: 'POST',
    url,
    headers: { 'idempotency-key': randomUUID() },
    payload: { entries: pupilIds.map((pupilId) => ({ pupilId, days: [day] })) },
  });
  const run = async (job: string): Promise<void> => {
    await application.jobs.find(({ name }) => name === job)?.run();
  };
  const sheet = (town: JourneyTown): InjectOptions => ({
    url: `/api/v1/kitchens/${town.kitchenId}/days/2026-11-23`,
  });

  clock.set('2026-11-23T08:12:00+01:00');
  await each('a guardian mistypes', (town) =>
    send(town, undefined, {
      method: 'POST',
      url: '/api/v1/session',
      payload: { login: town.logins[0], password: 'sbagliata' },
    }),
  );
  await each('a guardian signs in', (town) =>
    send(town, undefined, {
      method: 'POST',
      url: '/api/v1/session',
      payload: { login: town.logins[0], password },
    }),
  );
  await asFamily('who am I', 0, () => ({ url: '/api/v1/session' }));
  await asFamily('today', 0, () => ({ url: '/api/v1/family/today' }));
  await asFamily('the month', 0, (town) => ({
    url: `/api/v1/pupils/${familyOf(town, 0).pupilIds[1]}/months/2026-11`,
  }));
  await asFamily('both stay at home', 0, (town) =>
    change('/api/v1/absences', familyOf(town, 0).pupilIds, '2026-11-23'),
  );
  await asFamily('the neighbour too, on Wednesday', 1, (town) =>
    change('/api/v1/absences', familyOf(town, 1).pupilIds, '2026-11-25'),
  );
  await asFamily('the second comes after all', 0, (town) =>
    change('/api/v1/absences/undo', familyOf(town, 0).pupilIds.slice(1), '2026-11-23'),
  );
  await asFamily('asked again', 0, (town) =>
    change('/api/v1/absences', familyOf(town, 0).pupilIds.slice(0, 1), '2026-11-23'),
  );
  await each('the receipts', async (town, index) => {
    const answer = await send(town, cookieOf(familyOf(town, 0)), { url: '/api/v1/receipts' });
    const [newest] = answer.json<{ receipts: { code: string }[] }>().receipts;
    codes[index] = { receipt: newest?.code ?? '', etag: '' };
    return answer;
  });
  await asFamily('one receipt', 0, (_, index) => ({
    url: `/api/v1/receipts/${codes[index]?.receipt}`,
  }));
  await asFamily('its proof', 0, (_, index) => ({
    url: `/api/v1/receipts/${codes[index]?.receipt}/proof`,
  }));
  await each('the public keys', (town) => send(town, undefined, { url: '/api/v1/receipt-keys' }));
  await asStaff('the cook lists', 'kitchen', () => ({ url: '/api/v1/kitchens' }));
  await asStaff('the office lists', 'office', () => ({ url: '/api/v1/kitchens' }));
  await asStaff('the live sheet', 'kitchen', sheet);
  await each('a password forgotten', (town) =>
    send(town, undefined, {
      method: 'POST',
      url: '/api/v1/recovery',
      payload: { login: town.logins[1] },
    }),
  );

  await run('check-schools');
  clock.set('2026-11-23T09:31:20+01:00');
  await run('close-due-days');
  await asFamily('too late', 0, (town) =>
    change('/api/v1/absences', familyOf(town, 0).pupilIds.slice(1), '2026-11-23'),
  );
  await asStaff('the final sheet', 'kitchen', sheet);
  await asStaff('the final sheet of the office', 'office', sheet);
  await asStaff('the secretary takes the roll call', 'school', (town) => ({
    method: 'POST',
    url: '/api/v1/staff/roll-calls',
    headers: { 'idempotency-key': randomUUID() },
    payload: {
      classId: town.classIds.everyDay,
      serviceId: town.serviceId,
      day: '2026-11-23',
      pupils: town.families.map(({ pupilIds: [pupilId] }) => ({ pupilId, present: true })),
    },
  }));
  await asStaff("the secretary's schools", 'school', () => ({ url: '/api/v1/staff/today' }));
  await asStaff("the secretary's list", 'school', (town) => ({
    url: `/api/v1/staff/classes/${town.classIds.everyDay}/services/${town.serviceId}/days/2026-11-23`,
  }));
  await asStaff('a child is sent home', 'school', (town) => ({
    method: 'POST',
    url: '/api/v1/staff/corrections',
    headers: { 'idempotency-key': randomUUID() },
    payload: {
      kind: 'sent-home',
      day: '2026-11-23',
      serviceId: town.serviceId,
      whose: { pupilIds: familyOf(town, 0).pupilIds.slice(1) },
      reason: 'Ha chiamato la nonna',
    },
  }));
  await asStaff('the first comes after all', 'office', (town) => ({
    method: 'POST',
    url: '/api/v1/staff/corrections',
    headers: { 'idempotency-key': randomUUID() },
    payload: {
      kind: 'came-unbooked',
      day: '2026-11-23',
      serviceId: town.serviceId,
      whose: { pupilIds: familyOf(town, 0).pupilIds.slice(0, 1) },
      reason: 'Arriva con il pulmino',
    },
  }));
  await asStaff('the van breaks down', 'administrator', (town) => ({
    method: 'POST',
    url: '/api/v1/staff/corrections',
    headers: { 'idempotency-key': randomUUID() },
    payload: {
      kind: 'not-delivered',
      day: '2026-11-23',
      serviceId: town.serviceId,
      whose: { schoolId: town.schoolId },
      reason: 'Il furgone è fermo',
    },
  }));
  await asStaff('the corrections', 'school', () => ({
    url: '/api/v1/staff/days/2026-11-23/corrections',
  }));
  await asStaff('who can be corrected', 'serving-site', (town) => ({
    url: `/api/v1/staff/days/2026-11-23/schools/${town.schoolId}/services/${town.serviceId}/meals`,
  }));
  await asFamily('today, closed', 0, () => ({ url: '/api/v1/family/today' }));
  for (const job of ['sweep-outbox', 'sweep-outbox', 'seal-receipts']) await run(job);
  await each('the messages', async (town) =>
    application.database.asOwner(
      `select address, subject, state from notifications.message where tenant_id = ${town.tenantId} order by address, subject, message_id`,
    ),
  );
  await each('the chain', async (town) => {
    const tenant = (await listTenants(application.database)).find(
      ({ tenantId }) => tenantId === town.tenantId,
    );
    return tenant === undefined ? 'no tenant' : verifyReceipts(application.database, tenant);
  });

  await each('a setting', (town) =>
    application.database.inTenant(town.tenantId, 'system', async (tx) =>
      recordSetting(tx, clock, systemActor('journey'), {
        definition: advisedBySetting,
        scope: { kind: 'tenant' },
        value: '09:05',
        validFrom: asDay('2026-12-01'),
        firstDayNotYetOpen: asDay('2026-11-24'),
      }),
    ),
  );
  await each('the files of the municipality', async (town) => {
    const outcome = await application.database.inTenant(town.tenantId, 'system', (tx) =>
      importRegistry(tx, clock, systemActor('journey'), {
        files: fileKeys.map((key) => ({
          name: files[key].name,
          bytes: Buffer.from(templateCsv(key)),
        })),
        isDryRun: false,
        schoolYear: 2026,
        masterKey: sampleMasterKey,
      }),
    );
    return outcome.ok
      ? {
          outcome: outcome.value.outcome,
          counts: outcome.value.counts,
          faults: outcome.value.faults,
        }
      : outcome;
  });

  await atNoon();
  clock.set('2026-12-28T08:00:00+01:00');
  for (const job of ['sweep-outbox', 'blank-old-messages', 'forget-old']) await run(job);
  await each('what is left', (town) => countRows(two, town));
  await each('signed out', (town) =>
    send(town, cookieOf(familyOf(town, 0)), { method: 'DELETE', url: '/api/v1/session' }),
  );
  await asFamily('and gone', 0, () => ({ url: '/api/v1/session' }));
  return stories.map((story, index) => toStory(story, towns[index]));
}

function familyOf(town: JourneyTown, index: number): JourneyTown['families'][number] {
  const family = town.families[index];
  if (family === undefined) throw new Error('no such family');
  return family;
}

function isAnswer(seen: unknown): seen is Response {
  return seen instanceof Object && 'statusCode' in seen;
}

function seenIn(answer: Response): unknown {
  const isJson = answer.headers['content-type']?.toString().includes('json') === true;
  return { status: answer.statusCode, body: isJson ? answer.json<unknown>() : answer.body };
}

/** Rows of the town in each table that has towns. */
async function countRows(
  { application: { database } }: TwoTowns,
  town: JourneyTown,
): Promise<unknown> {
  const tables = await database.asOwner(`
    select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind in ('r', 'p') and not c.relispartition order by 1`);
  const counts: Record<string, unknown> = {};
  for (const { name } of tables) {
    const [row] = await database.asOwner(
      `select count(*) as rows from ${String(name)} where tenant_id = ${town.tenantId}`,
    );
    counts[String(name)] = row?.['rows'];
  }
  return counts;
}

/** Identifiers, codes, keys and signatures differ in every run; what they are of does not. */
function toStory(story: Story, town: JourneyTown | undefined): Story {
  const text = JSON.stringify(story)
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'id')
    .replaceAll(/"[\da-f]{64}"/g, '"hash"')
    .replaceAll(/"([A-Za-z\d+/]{22,})={0,2}"/g, '"bytes"')
    .replaceAll(/(?<=keyId":")[^"]+/g, 'key')
    .replaceAll(/\b\d{9}\b/g, 'code')
    .replaceAll(/(?<=canonicalText":")(?:[^"\\]|\\.)*/g, 'text')
    .replaceAll(`borgo-${town?.host.replaceAll(/\D/g, '')}`, 'slug')
    .replaceAll(/Borgo \d|borgo\d/g, 'town')
    .replaceAll(/\bf\d+-(?=\d)/g, 'login-');
  return inOrder(JSON.parse(text)) as Story;
}

/** Children of one request come in the order of their identifiers, which is another one in every run. */
function inOrder(value: unknown): unknown {
  if (typeof value === 'string') return value.replace('Bimbo102, Bimbo101', 'Bimbo101, Bimbo102');
  if (Array.isArray(value)) {
    const items: unknown[] = value.map(inOrder);
    return items.every((item) => item instanceof Object && 'pupilFirstName' in item)
      ? items.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inOrder(inner)]));
}
