// Which authority is reached at a phone number: every line in memory, read anew every few seconds, as the addresses are.
import { ascending } from '#ground/order.ts';
import type { Database } from '#platform/database.ts';
import type { PhoneLine, Tenant } from '#tenancy/model.ts';
import type { DirectoryOptions } from '#tenancy/serve-host.ts';
import { listPhoneLines } from '#tenancy/store.ts';

export interface ServedLine extends PhoneLine {
  readonly tenant: Pick<Tenant, 'tenantId' | 'slug' | 'name'>;
}

export interface LineDirectory {
  /** By E.164 number; undefined for one that is nobody's: a call to it costs no query of its own. */
  lineAt(number: string): Promise<ServedLine | undefined>;
  /** The lines of an authority, by number: what a page or a letter tells families. */
  linesOf(tenantId: number): Promise<readonly ServedLine[]>;
  /** Reads the lines now: after they were changed by this very process. */
  refresh(): Promise<void>;
}

/** A line that is known is answered from memory also while the database is away: the dialogue then says so. */
export function lineDirectory(
  database: Database,
  { refreshSeconds = 5, realMs = () => performance.now() }: DirectoryOptions = {},
): LineDirectory {
  let byNumber: ReadonlyMap<string, ServedLine> | undefined;
  let readAtMs = 0;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const startedAtMs = realMs();
    const rows = await database.acrossTenants(listPhoneLines);
    byNumber = new Map(
      rows.map(({ number, kind, cost, tenantId, slug, name }) => [
        number,
        { number, kind, cost, tenant: { tenantId, slug, name } },
      ]),
    );
    readAtMs = startedAtMs;
  };
  const refresh = (): Promise<void> => {
    reading ??= read().finally(() => (reading = undefined));
    return reading;
  };
  /** With `isKnown` what is asked for is in memory already, and does not wait for a newer reading. */
  const settled = async (isKnown: () => boolean): Promise<void> => {
    if (byNumber !== undefined && realMs() - readAtMs <= refreshSeconds * 1000) return;
    const refreshed = refresh();
    if (!isKnown()) return refreshed;
    refreshed.catch(() => undefined);
  };
  const own = (tenantId: number): readonly ServedLine[] =>
    [...(byNumber?.values() ?? [])]
      .filter((line) => line.tenant.tenantId === tenantId)
      .toSorted((one, other) => ascending(one.number, other.number));

  return {
    refresh,
    lineAt: async (number) => {
      await settled(() => byNumber?.has(number) === true);
      return byNumber?.get(number);
    },
    linesOf: async (tenantId) => {
      await settled(() => own(tenantId).length > 0);
      return own(tenantId);
    },
  };
}
