// Sends the head of each chain outside of the database, once a day: whoever owns the server can re-chain, but not what others hold.
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#ground/clock.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { hex, publishedLine } from '#receipts/receipt-proof.ts';
import { findLastPublished, findLastSeal, insertPublishedHead } from '#receipts/store.ts';
import { listTenants } from '#tenancy/list-tenants.ts';
import type { Tenant } from '#tenancy/model.ts';
import { receiptKey } from '#tenancy/tenant-keys.ts';

export interface Publication {
  /** One text file per authority is kept there, `<slug>.txt`; best on a disk that others own. */
  readonly folder: string;
  readonly masterKey: MasterKey;
  /** Tells the authority by mail, in the transaction that records the publication (an outbox row). */
  readonly tell: (tx: Tx, line: string, tenant: Tenant) => void;
}

/**
 * Returns the lines published now: one per authority whose chain has grown since the last one, at most one a day.
 * A line is in the file before it is recorded, so that an interruption leaves a line too many, never one too few.
 */
export async function publishHeads(
  database: Database,
  clock: Clock,
  publication: Publication,
): Promise<readonly string[]> {
  await mkdir(publication.folder, { recursive: true });
  const lines: string[] = [];
  for (const tenant of await listTenants(database)) {
    const line = await database.inTenant(tenant.tenantId, 'system', (tx) =>
      publishHead(tx, clock, publication, tenant),
    );
    if (line !== undefined) lines.push(line);
  }
  return lines;
}

async function publishHead(
  tx: Tx,
  clock: Clock,
  { folder, masterKey, tell }: Publication,
  tenant: Tenant,
): Promise<string | undefined> {
  const [seal, last, key] = await Promise.all([
    findLastSeal(tx),
    findLastPublished(tx),
    receiptKey(tx, masterKey),
  ]);
  const day = dayAt(clock.now());
  const isNew = seal !== undefined && last?.position !== seal.position;
  if (!isNew || (last !== undefined && last.day >= day)) return undefined;
  const line = publishedLine(key, { day, position: seal.position, headHex: hex(seal.head) });
  await appendFile(join(folder, `${key.slug}.txt`), `${line}\n`, { flush: true });
  insertPublishedHead(tx, { ...seal, day, line, publishedAt: clock.now() });
  tell(tx, line, tenant);
  return line;
}
