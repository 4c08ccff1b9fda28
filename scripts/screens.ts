// Measures 500 open screens on two processes while families change days: `npm run screens`. Decision 015 has the figures.
// From the moment a change is sent to the moment its event is in the screen's hands, through the other process or the same.
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { openScreen } from '#platform/test-event-stream.ts';
import type { OpenScreen } from '#platform/test-event-stream.ts';
import { sampleKitchen, signedInStaff } from '#kitchen/sample.ts';
import type { SampleKitchen } from '#kitchen/sample.ts';
import { migrate } from '#platform/migrate.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { startPostgres } from './postgres.ts';
import { forkSample } from './serve-sample.ts';
import type { SampleProcess } from './serve-sample.ts';

const screensTotal = Number(process.argv[4] ?? 500);
const kitchens = Number(process.argv[2] ?? 10);
const pupilsOfEach = Number(process.argv[3] ?? 400);
const changes = 200;
const day = '2026-11-23';

const towns: SampleKitchen[] = [];
const server = await startPostgres();
try {
  const owner = openPostgres({ url: server.url, connectionsMax: 2 });
  await migrate(owner, 2026);
  for (let index = 1; index <= kitchens; index += 1) {
    const town = await sampleKitchen(owner, index);
    await owner.asOwner(crowdSql(town));
    towns.push(town);
  }
  await owner.asOwner('vacuum analyze');
  const processes = [await forkSample(server.url), await forkSample(server.url)];
  const before = await usages(processes);
  const screens = await openAll(towns, processes);
  const after = await usages(processes);
  console.log(
    `${screens.length} screens of ${kitchens} kitchens with ${pupilsOfEach} pupils each, ${Math.round((screens[0]?.screen.heard[0]?.body.length ?? 0) / 1024)} KiB a sheet: opened with ${sum(after, before, 'cpuMs').toFixed(0)} ms of processor, ${(sum(after, before, 'memory') / 1024 / screens.length).toFixed(0)} KiB each`,
  );
  await settle(screens, changes);
  const moving = await usages(processes);
  console.log(
    `processor for the ${changes} changes and their events: ${sum(moving, after, 'cpuMs').toFixed(0)} ms`,
  );
  await reread(screens, processes);
  await wholeMinute(processes);
  for (const { screen } of screens) screen.close();
  for (const one of processes) await one.stop();
  await owner.close();

  /** One change after the other, by turns of kitchens and processes; each must reach every screen of its kitchen. */
  async function settle(all: typeof screens, count: number): Promise<void> {
    const delays: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const town = towns[index % towns.length];
      const sender = processes[index % processes.length];
      if (town === undefined || sender === undefined) throw new Error('nobody there');
      const watching = all.filter((one) => one.town === town).map(({ screen }) => screen);
      const seen = watching.map(({ heard }) => heard.length);
      const family = town.families[0];
      const isAbsence = Math.floor(index / towns.length) % 2 === 0;
      const at = performance.timeOrigin + performance.now();
      await post(
        sender.port,
        hostOf(towns.indexOf(town)),
        family?.token ?? '',
        isAbsence ? 'absences' : 'absences/undo',
        {
          entries: [{ pupilId: family?.pupilIds[0], days: [day] }],
        },
      );
      const arrived = await Promise.all(
        watching.map((screen, number) =>
          screen.until(
            (one) => one.event === 'sheet' && screen.heard.indexOf(one) >= (seen[number] ?? 0),
          ),
        ),
      );
      delays.push(...arrived.map((one) => one.at - at));
    }
    const sorted = delays.toSorted((one, other) => one - other);
    const p = (share: number): string =>
      (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
    console.log(
      `${count} changes, ${sorted.length} events: from the request of the family to the screen p50 ${p(0.5)} ms, p99 ${p(0.99)} ms, at most ${p(0.99999)} ms`,
    );
  }
} finally {
  await server.stop();
}

async function openAll(towns: readonly SampleKitchen[], processes: readonly SampleProcess[]) {
  const screens: { town: SampleKitchen; screen: OpenScreen; cookie: string; port: number }[] = [];
  const owner = openPostgres({ url: server.url, connectionsMax: 1 });
  let cookie = '';
  for (let index = 0; index < screensTotal; index += 1) {
    const number = index % towns.length;
    const town = towns[number];
    const { port } = processes[Math.floor(index / towns.length) % 2] ?? { port: 0 };
    if (town === undefined) throw new Error('no town');
    cookie = (await signedInStaff(owner, town.tenantId, 'kitchen', town.kitchenId)).cookie;
    const screen = await openScreen({
      port,
      path: `/api/v1/kitchens/${town.kitchenId}/days/${day}/events`,
      headers: { 'x-forwarded-host': hostOf(number), cookie },
    });
    await screen.until((heard) => heard.event === 'sheet');
    screens.push({ town, screen, cookie, port });
  }
  await owner.close();
  return screens;
}

/** What one change of every kitchen would cost if its screens were only told to read again. */
async function reread(
  screens: Awaited<ReturnType<typeof openAll>>,
  processes: readonly SampleProcess[],
): Promise<void> {
  const before = await usages(processes);
  for (const { town, cookie, port } of screens)
    await openScreen({
      port,
      path: `/api/v1/kitchens/${town.kitchenId}/days/${day}`,
      headers: { 'x-forwarded-host': hostOf(towns.indexOf(town)), cookie },
    }).then(({ ended }) => ended);
  const after = await usages(processes);
  console.log(
    `the same sheets read again by ${screens.length} screens one by one: ${sum(after, before, 'cpuMs').toFixed(0)} ms of processor`,
  );
}

/** What it costs when nobody changes anything: heartbeats, readings unasked, sessions looked at again. */
async function wholeMinute(processes: readonly SampleProcess[]): Promise<void> {
  const before = await usages(processes);
  await new Promise((resolve) => setTimeout(resolve, 60_000));
  const after = await usages(processes);
  console.log(
    `a quiet minute: ${sum(after, before, 'cpuMs').toFixed(0)} ms of processor (${(sum(after, before, 'cpuMs') / 600).toFixed(1)} % of one core)`,
  );
}

type Usage = Awaited<ReturnType<SampleProcess['usage']>>;

function usages(processes: readonly SampleProcess[]): Promise<readonly Usage[]> {
  return Promise.all(processes.map((one) => one.usage()));
}

function sum(after: readonly Usage[], before: readonly Usage[], key: keyof Usage): number {
  return after.reduce((total, one, index) => total + one[key] - (before[index]?.[key] ?? 0), 0);
}

function hostOf(index: number): string {
  return `borgo${index + 1}.example`;
}

function post(
  port: number,
  host: string,
  token: string,
  path: string,
  body: unknown,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: `/api/v1/${path}`,
        method: 'POST',
        headers: {
          'x-forwarded-host': host,
          cookie: `refettorio=${token}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
      },
      (answer) => {
        answer.resume();
        answer.once('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(String(answer.statusCode))),
        );
      },
    );
    sent.once('error', reject);
    sent.end(JSON.stringify(body));
  });
}

/** Pupils in the class that eats every day, one in twelve with a diet. */
function crowdSql({ tenantId: t, classIds, serviceId }: SampleKitchen): string {
  const rows = Array.from({ length: pupilsOfEach }, (_, index) => ({
    index,
    pupilId: randomUUID(),
  }));
  const recorded = `timestamptz '2026-09-01 06:00:00+00', 'sample'`;
  const list = (row: (one: (typeof rows)[number]) => string, some = rows): string =>
    some.map(row).join(', ');
  return `
    insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, first_name, last_name, sort_key, recorded_at) values
      ${list(({ index, pupilId }) => `(${t}, '${pupilId}', 'c${index}', 'Bimbo${index}', 'Folla', 'folla bimbo${index}', timestamptz '2026-09-01 06:00:00+00')`)};
    insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by) values
      ${list(({ pupilId }) => `(${t}, '${randomUUID()}', '${pupilId}', '${classIds.everyDay}', '2026-09-01', ${recorded})`)};
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by) values
      ${list(({ pupilId }) => `(${t}, '${randomUUID()}', '${pupilId}', '${serviceId}', 31, '2026-09-01', ${recorded})`)};
    insert into diets.special_diet (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, valid_to, recorded_at, recorded_by) values
      ${list(
        ({ pupilId }) =>
          `(${t}, '${randomUUID()}', '${pupilId}', 'health', 'senza-latte', 'Senza latte', '2026-10-01', null, ${recorded})`,
        rows.filter(({ index }) => index % 12 === 0),
      )};`;
}
