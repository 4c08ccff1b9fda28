// Which authority is served at an address: the whole allow-list in memory, read anew every few seconds.
import type { Database } from '#platform/database.ts';
import type { ServedTenant } from '#platform/http-server.ts';
import { listHosts } from '#tenancy/store.ts';

export interface TenantDirectory {
  /** Undefined for an address that is not on the list; asking for unknown ones costs no query of their own. */
  tenantAt(host: string): Promise<ServedTenant | undefined>;
  /** Reads the list now: after addresses were changed by this very process. */
  refresh(): Promise<void>;
}

export interface DirectoryOptions {
  readonly refreshSeconds?: number;
  /** Real time in milliseconds: the demo's clock must not hold the list back. */
  readonly realMs?: () => number;
}

export function tenantDirectory(
  database: Database,
  { refreshSeconds = 5, realMs = () => performance.now() }: DirectoryOptions = {},
): TenantDirectory {
  let byHost: ReadonlyMap<string, ServedTenant> | undefined;
  let readAtMs = 0;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const startedAtMs = realMs();
    const rows = await database.acrossTenants(listHosts);
    byHost = new Map(rows.map((row) => [row.host, servedTenantOf(row)]));
    readAtMs = startedAtMs;
  };
  const refresh = (): Promise<void> => {
    reading ??= read().finally(() => (reading = undefined));
    return reading;
  };
  const known = (host: string): ServedTenant | undefined =>
    byHost?.get(host) ?? byHost?.get(host.replace(/:\d+$/, ''));

  return {
    refresh,
    tenantAt: async (host) => {
      const isStale = byHost === undefined || realMs() - readAtMs > refreshSeconds * 1000;
      if (!isStale) return known(host);
      const refreshed = refresh();
      const before = known(host);
      if (before === undefined) {
        await refreshed;
        return known(host);
      }
      // A known address does not wait; when the database is away, the request itself will say so.
      refreshed.catch(() => undefined);
      return before;
    },
  };
}

function servedTenantOf({
  tenantId,
  slug,
  name,
  province,
  regionName,
}: ServedTenant): ServedTenant {
  return { tenantId, slug, name, province, regionName };
}
