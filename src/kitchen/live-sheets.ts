// The sheets on open screens: read once for all screens of a kitchen's day in this process, again when something wakes it.
import { changedDaysOf } from '#bookings/changed-days.ts';
import type { Day } from '#ground/day.ts';
import type { Kitchen } from '#kitchen/model.ts';
import type { KitchenMeans } from '#kitchen/read-sheet.ts';
import { platesOn, readSharedSheet } from '#kitchen/read-sheet.ts';
import { tagOf, wireSheet } from '#kitchen/wire-sheet.ts';
import type { Database, TenantId } from '#platform/database.ts';
import { frameOf } from '#platform/event-stream.ts';
import type { Frame } from '#platform/event-stream.ts';
import type { Log } from '#platform/log.ts';
import { faultName } from '#platform/log.ts';
import { romeIso } from '#platform/rome.ts';
import type { WakeUp } from '#platform/wake-ups.ts';

export interface LiveMeans extends KitchenMeans {
  readonly database: Database;
  readonly log: Log;
}

export interface KitchenDayPlace {
  readonly tenantId: TenantId;
  readonly kitchen: Kitchen;
  readonly day: Day;
}

export interface Screen {
  /** The tag of the sheet that it shows already. */
  readonly shown: string | undefined;
  offer(frame: Frame): void;
}

export interface LiveSheets {
  /** Returns how to leave. */
  watch(place: KitchenDayPlace, screen: Screen): () => void;
  /** How many special plates the sheet has that its screens show; undefined before it was read. */
  platesOf(place: KitchenDayPlace): number | undefined;
}

interface Watched {
  readonly place: KitchenDayPlace;
  readonly screens: Set<Screen>;
  sheet: { readonly tag: string; readonly frame: Frame; readonly plates: number } | undefined;
  schoolIds: ReadonlySet<string> | undefined;
  timer: NodeJS.Timeout | undefined;
  isReading: boolean;
  /** Something happened during the reading, which may or may not have seen it. */
  isStale: boolean;
  readAt: number;
}

/** However fast families change, a sheet is read so often at most. */
const gatherMs = 150;
/** So often each sheet is read unasked, and its screens hear that it still holds: a lost wake-up costs no more. */
export const beatMs = 15_000;
const retryMs = 2000;

export function liveSheets(means: LiveMeans): LiveSheets {
  const all = new Map<string, Watched>();
  let stop: (() => void) | undefined;

  const read = async (watched: Watched): Promise<void> => {
    watched.timer = undefined;
    watched.isReading = true;
    watched.isStale = false;
    let next = beatMs;
    try {
      await readAndTell(means, watched);
    } catch (fault) {
      // Its screens hear nothing, so they say how old their numbers are.
      means.log.alarm('live-sheet-fault', {
        tenantId: watched.place.tenantId,
        fault: faultName(fault),
      });
      next = retryMs;
    }
    watched.isReading = false;
    watched.readAt = performance.now();
    plan(watched, watched.isStale ? gatherMs : next);
  };
  const plan = (watched: Watched, waitMs: number): void => {
    clearTimeout(watched.timer);
    if (watched.screens.size === 0) return;
    watched.timer = setTimeout(() => void read(watched), waitMs);
  };
  const wake = (watched: Watched): void => {
    if (watched.isReading || watched.isStale) watched.isStale = true;
    else {
      watched.isStale = true;
      plan(watched, Math.max(0, watched.readAt + gatherMs - performance.now()));
    }
  };
  const hear = (wakeUp: WakeUp): void => {
    for (const watched of all.values()) if (isOf(wakeUp, watched)) wake(watched);
  };
  return {
    watch: (place, screen) => {
      stop ??= means.database.onWake(hear);
      const key = keyOf(place);
      const watched = all.get(key) ?? newWatched(place);
      all.set(key, watched);
      watched.screens.add(screen);
      if (watched.sheet === undefined) wake(watched);
      else if (watched.sheet.tag === screen.shown) screen.offer(beatOf(means));
      else screen.offer(watched.sheet.frame);
      return () => {
        watched.screens.delete(screen);
        if (watched.screens.size > 0) return;
        clearTimeout(watched.timer);
        all.delete(key);
        if (all.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
    platesOf: (place) => all.get(keyOf(place))?.sheet?.plates,
  };
}

async function readAndTell(means: LiveMeans, watched: Watched): Promise<void> {
  const { tenantId, kitchen, day } = watched.place;
  const sheet = await means.database.inTenant(tenantId, 'kitchen', (tx) =>
    readSharedSheet(tx, means, { kitchen, day }),
  );
  const wire = wireSheet(sheet);
  const tag = tagOf(wire);
  const before = watched.sheet?.tag;
  if (before !== tag) {
    const text = JSON.stringify({ now: romeIso(sheet.now), ...wire });
    const frame = frameOf({ event: 'sheet', id: tag, text });
    watched.sheet = { tag, frame, plates: platesOn(sheet) };
    watched.schoolIds = new Set(sheet.schools.map((school) => school.schoolId));
  }
  const beat = beatOf(means);
  for (const screen of watched.screens) {
    const holds = before === tag || (before === undefined && screen.shown === tag);
    screen.offer(holds ? beat : (watched.sheet?.frame ?? beat));
  }
}

/** "What you show still holds, and this is the time." */
const beatOf = ({ clock }: KitchenMeans): Frame =>
  frameOf({ event: 'beat', text: JSON.stringify({ now: romeIso(clock.now()) }) });

/** A kitchen that cooks for other schools since it was read finds that out at its next beat. */
function isOf(wakeUp: WakeUp, { place, schoolIds }: Watched): boolean {
  if (wakeUp === 'everything') return true;
  const changed = changedDaysOf(wakeUp.topic);
  return (
    changed !== undefined &&
    wakeUp.tenantId === place.tenantId &&
    changed.from <= place.day &&
    (changed.to === null || place.day <= changed.to) &&
    (changed.schoolId === null || schoolIds === undefined || schoolIds.has(changed.schoolId))
  );
}

const keyOf = ({ tenantId, kitchen, day }: KitchenDayPlace): string =>
  `${tenantId} ${kitchen.kitchenId} ${day}`;

const newWatched = (place: KitchenDayPlace): Watched => ({
  place,
  screens: new Set(),
  sheet: undefined,
  schoolIds: undefined,
  timer: undefined,
  isReading: false,
  isStale: false,
  readAt: -gatherMs,
});
