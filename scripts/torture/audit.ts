// Looks in the database, as its owner, whether everything that clients were told is there, once, and nothing else.
import { layersInForce } from '#bookings/replay-rules.ts';
import { daysInForce, daysOfLog } from '#bookings/sample.ts';
import type { Database } from '#platform/database.ts';
import { verifyReceipts } from '#receipts/verify-receipts.ts';
import { compareClosings } from './audit-closings.ts';
import { compareMessages } from './audit-messages.ts';
import { mustBeEmpty } from './audit-questions.ts';
import type { Deed } from './clients.ts';
import type { Tally } from './outcome.ts';
import type { TorturedTown } from './town.ts';

/** Every deed has been asked again before, so that no sender is in doubt any more; no process runs. */
export async function audit(
  database: Database,
  towns: readonly TorturedTown[],
  deeds: readonly Deed[],
  tally: Tally,
): Promise<void> {
  for (const { what, counts, sql } of mustBeEmpty) {
    const rows = await database.asOwner(sql);
    if (rows.length === 0) continue;
    if (counts !== 'neither') tally[counts] += rows.length;
    tally.faults.push(`${what}: ${rows.length}, such as ${JSON.stringify(rows.slice(0, 3))}`);
  }
  for (const town of towns) {
    const own = deeds.filter((deed) => deed.town.tenantId === town.tenantId);
    await compareCodes(database, town, own, tally);
    await compareWithLog(database, town, tally);
    await compareClosings(database, town, tally);
    await compareMessages(database, town, tally);
    const { findings } = await verifyReceipts(database, town);
    if (findings.length > 0)
      tally.faults.push(`receipts of ${town.slug}: ${JSON.stringify(findings.slice(0, 3))}`);
  }
}

/** What clients know against what is recorded: missing is lost, more than known is doubled. */
async function compareCodes(
  database: Database,
  { tenantId, slug }: TorturedTown,
  deeds: readonly Deed[],
  tally: Tally,
): Promise<void> {
  const rows = await database.asOwner(
    `select receipt_code as code from bookings.change where tenant_id = ${tenantId}`,
  );
  const recorded = new Set(rows.map((row) => String(row['code'])));
  const told = new Set(deeds.flatMap(({ code }) => (code === null ? [] : [code])));
  const lost = [...told].filter((code) => !recorded.has(code));
  const more = [...recorded].filter((code) => !told.has(code));
  tally.lost += lost.length;
  tally.doubled += more.length;
  if (lost.length > 0) tally.faults.push(`${slug} lost ${lost.join(', ')}`);
  if (more.length > 0) tally.faults.push(`${slug} applied unasked ${more.join(', ')}`);
}

async function compareWithLog(
  database: Database,
  { tenantId, slug }: TorturedTown,
  tally: Tally,
): Promise<void> {
  const fromLog = await daysOfLog(database, tenantId);
  const inForce = await daysInForce(database, tenantId);
  for (const layer of layersInForce)
    for (const word of differing(inForce[layer], fromLog[layer]).slice(0, 3))
      tally.faults.push(`${slug}, days ${layer}: ${word}`);
}

function differing(table: readonly string[], log: readonly string[]): readonly string[] {
  const [inTable, inLog] = [new Set(table), new Set(log)];
  return [
    ...table.filter((key) => !inLog.has(key)).map((key) => `only in the table ${key}`),
    ...log.filter((key) => !inTable.has(key)).map((key) => `only in the log ${key}`),
  ];
}
