// Job: the sounds of sentences and of names that have come in, made ahead of the calls that will need them.
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Clock } from '#ground/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import { dayAt } from '#platform/rome.ts';
import { listTenants } from '#tenancy/list-tenants.ts';
import { voiceCatalogue } from '#voice/fragments.ts';
import type { Prompts } from '#voice/prompts.ts';
import { listSpokenNames } from '#voice/spoken-names-store.ts';
import type { WantedSound } from '#voice/wanted-sounds.ts';
import { nameSounds, standingSounds } from '#voice/wanted-sounds.ts';

interface Registers {
  readonly database: Database;
  readonly clock: Clock;
  readonly loadCalendar: (tx: Tx) => Promise<TenantCalendar>;
}

/** All that the calls of this installation may have to say. */
export async function wantedSounds({
  database,
  clock,
  loadCalendar,
}: Registers): Promise<readonly WantedSound[]> {
  const names = new Set<string>();
  for (const { tenantId } of await listTenants(database)) {
    const own = await database.inTenant(tenantId, 'system', async (tx) => [
      ...(await listSpokenNames(tx, dayAt(clock.now()))),
      ...reasonsOf(await loadCalendar(tx)),
    ]);
    for (const name of own) names.add(name);
  }
  return [...standingSounds(voiceCatalogue), ...nameSounds([...names].toSorted())];
}

/**
 * Each run makes some of what lacks, so that it ends soon whoever waits for it; the registers are looked at again when
 * all is made, once a minute, and what they no longer say is removed: names of pupils who left are nobody's to keep.
 */
export function promptMaker(
  means: Registers & { readonly prompts: Prompts; readonly log: Log },
): () => Promise<void> {
  let lacking: readonly WantedSound[] = [];
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    if (lacking.length === 0) {
      if (performance.now() - lookedAtMs < 60_000) return;
      await means.prompts.refresh();
      const wanted = await wantedSounds(means);
      lacking = means.prompts.missing(wanted);
      lookedAtMs = performance.now();
      await means.prompts.clean(wanted, lookedAtMs);
    }
    const { failed } = await means.prompts.make(lacking.slice(0, atOnce));
    lacking = lacking.slice(atOnce);
    if (failed > 0) means.log.alarm('sounds-not-made', { count: failed });
  };
}

const atOnce = 20;

/** Why there is no canteen, as families read it and a refusal says it. */
function reasonsOf(calendar: TenantCalendar): ReadonlySet<string> {
  const reasons = new Set<string>();
  for (const classId of calendar.classIds) {
    for (const { serviceId } of calendar.services) {
      const { closures, dayEvents } = calendar.classCalendar(classId, serviceId);
      for (const { reason } of [...closures, ...dayEvents]) reasons.add(reason);
    }
  }
  return reasons;
}
