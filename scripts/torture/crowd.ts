// A crowd of families that change days at random, for as long as a trial needs them.
import { setTimeout as wait } from 'node:timers/promises';
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { chanceOf } from './chance.ts';
import type { Chance } from './chance.ts';
import { deedOf, perform } from './clients.ts';
import type { Deed } from './clients.ts';
import type { TorturedTown } from './town.ts';

export interface Crowd {
  /** So far. */
  readonly deeds: readonly Deed[];
  /** What all of them asked, when each has its answer or knows that it gets none. */
  stop(): Promise<readonly Deed[]>;
}

const clientsAtOnce = 12;
const pauseMsMax = 100;

export function startCrowd(
  towns: readonly TorturedTown[],
  bases: readonly string[],
  chance: Chance,
  day: Day,
): Crowd {
  const over = new AbortController();
  const deeds: Deed[] = [];
  const client = async (own: Chance): Promise<void> => {
    while (!over.signal.aborted) {
      const deed = drawDeed(towns, own, (days) => addDays(day, days));
      deeds.push(deed);
      // Whoever gets no answer puts the phone away; the others go on.
      if ((await perform(own.pick(bases), deed)) === undefined) return;
      await wait(own.below(pauseMsMax));
    }
  };
  const running = Array.from({ length: clientsAtOnce }, () =>
    client(chanceOf(chance.below(2 ** 31))),
  );
  return {
    deeds,
    stop: async () => {
      over.abort();
      await Promise.all(running);
      return deeds;
    },
  };
}

const paths = [
  'absences',
  'absences',
  'absences/undo',
  'plain-meals',
  'suspensions',
  'resumptions',
] as const;

/** Something a family may ask on that day, for days after it. */
export function drawDeed(
  towns: readonly TorturedTown[],
  chance: Chance,
  dayAfter: (days: number) => string,
): Deed {
  const town = chance.pick(towns);
  const family = chance.pick(town.families);
  const pupilId = chance.pick(family.pupilIds);
  const path = chance.pick(paths);
  const from = 1 + chance.below(14);
  const entry =
    path === 'suspensions'
      ? {
          from: dayAfter(from),
          to: chance.below(3) === 0 ? null : dayAfter(from + chance.below(9)),
        }
      : path === 'resumptions'
        ? { from: dayAfter(from) }
        : { days: [...new Set([dayAfter(from), dayAfter(from + chance.below(5))])] };
  return deedOf(town, family.token, path, { entries: [{ pupilId, ...entry }] }, chance.id());
}
