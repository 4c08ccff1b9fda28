// Looks in the database, as its owner, whether everything that clients were told is there, once, and nothing else.
import { layersInForce } from '#bookings/replay-rules.ts';
import { daysInForce, daysOfLog } from '#bookings/sample.ts';
import type { Database } from '#platform/database.ts';
import { verifyReceipts } from '#receipts/verify-receipts.ts';
import type { Deed } from './clients.ts';
import type { Tally } from './outcome.ts';
import type { TorturedTown } from './town.ts';

/** Every deed has been asked again before, so that no sender is in doubt any more. */
export async function audit(
  database: Database,
  towns: readonly TorturedTown[],
  deeds: readonly Deed[],
  tally: Tally,
): Promise<void> {
  await compareCodes(database, towns, deeds, tally);
  for (const [what, sql] of Object.entries(mustBeEmpty)) {
    const rows = await database.asOwner(sql);
    if (rows.length === 0) continue;
    tally.doubled += what.includes('twice') ? rows.length : 0;
    tally.faults.push(`${what}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  for (const town of towns) {
    await compareWithLog(database, town, tally);
    const { findings } = await verifyReceipts(database, town);
    if (findings.length > 0)
      tally.faults.push(`receipts of ${town.slug}: ${JSON.stringify(findings.slice(0, 3))}`);
  }
}

/** What clients know against what is recorded: missing is lost, more than known is doubled. */
async function compareCodes(
  database: Database,
  towns: readonly TorturedTown[],
  deeds: readonly Deed[],
  tally: Tally,
): Promise<void> {
  for (const town of towns) {
    const rows = await database.asOwner(
      `select receipt_code as code from bookings.change where tenant_id = ${town.tenantId}`,
    );
    const recorded = new Set(rows.map((row) => String(row['code'])));
    const told = new Set(
      deeds.filter((deed) => deed.town === town && deed.code !== null).map(({ code }) => code),
    );
    const lost = [...told].filter((code) => code !== null && !recorded.has(code));
    const more = [...recorded].filter((code) => !told.has(code));
    tally.lost += lost.length;
    tally.doubled += more.length;
    if (lost.length > 0) tally.faults.push(`${town.slug} lost ${lost.join(', ')}`);
    if (more.length > 0) tally.faults.push(`${town.slug} applied unasked ${more.join(', ')}`);
  }
}

/** Questions to which every row is a fault. */
const mustBeEmpty: Readonly<Record<string, string>> = {
  'a change is told twice or not at all': `
    select c.tenant_id, c.receipt_code, count(o.outbox_id)::int as told from bookings.change c
      left join platform.outbox o on o.tenant_id = c.tenant_id and o.kind = 'bookings.change-recorded'
        and o.payload ->> 'changeId' = c.change_id::text
     group by 1, 2 having count(o.outbox_id) <> 1`,
  'a change has no line, or stands in the journal of acts twice': `
    select c.tenant_id, c.receipt_code from bookings.change c
     where not exists (select from bookings.change_line l where l.tenant_id = c.tenant_id and l.change_id = c.change_id)
        or (select count(*) from audit.event e where e.tenant_id = c.tenant_id and e.subject_id = c.change_id::text) <> 1`,
  'a receipt is of no change': `
    select r.tenant_id, r.receipt_code from receipts.receipt r
     where not exists (select from bookings.change c where c.tenant_id = r.tenant_id and c.receipt_code = r.receipt_code)`,
  'families were told of a change twice or not at all': `
    select tenant_id, count(*)::int as told, (select count(*)::int from notifications.message m where m.tenant_id = o.tenant_id) as messages
      from platform.outbox o where kind = 'bookings.change-recorded' and done_at is not null
     group by tenant_id having count(*) <> (select count(*) from notifications.message m where m.tenant_id = o.tenant_id)`,
  'a closing and its meals differ': `
    select d.tenant_id, d.day::text, d.pupil_meals, count(m.pupil_id)::int as meals from bookings.day_closing d
      left join bookings.meal m on m.tenant_id = d.tenant_id and m.service_id = d.service_id and m.day = d.day
        and m.school_id = d.school_id and m.revision = 0
     group by d.tenant_id, d.day, d.school_id, d.service_id, d.pupil_meals having count(m.pupil_id) <> d.pupil_meals`,
  'a meal is of no closing': `
    select m.tenant_id, m.day::text from bookings.meal m
     where m.revision = 0 and not exists (select from bookings.day_closing d
       where d.tenant_id = m.tenant_id and d.school_id = m.school_id and d.service_id = m.service_id and d.day = m.day)`,
  'a closing was done twice, or its day is not frozen': `
    select d.tenant_id, d.day::text from bookings.day_closing d
     where not exists (select from calendar.service_day s where s.tenant_id = d.tenant_id and s.school_id = d.school_id
           and s.service_id = d.service_id and s.day = d.day and s.frozen_at is not null)
        or (select count(*) from audit.event e where e.tenant_id = d.tenant_id and e.action = 'bookings.day-closed'
           and e.subject_id = d.school_id::text and e.facts ->> 'day' = d.day::text) <> 1`,
};

async function compareWithLog(database: Database, town: TorturedTown, tally: Tally): Promise<void> {
  const fromLog = await daysOfLog(database, town.tenantId);
  const inForce = await daysInForce(database, town.tenantId);
  for (const layer of layersInForce)
    for (const word of differing(inForce[layer], fromLog[layer]).slice(0, 3))
      tally.faults.push(`${town.slug}, days ${layer}: ${word}`);
}

function differing(table: readonly string[], log: readonly string[]): readonly string[] {
  const [inTable, inLog] = [new Set(table), new Set(log)];
  return [
    ...table.filter((key) => !inLog.has(key)).map((key) => `only in the table ${key}`),
    ...log.filter((key) => !inTable.has(key)).map((key) => `only in the log ${key}`),
  ];
}
