// The moment at which a round is killed: any, between the closings of two towns, or while one closing stands in its middle.
import { setTimeout as wait } from 'node:timers/promises';
import type { Day } from '#ground/day.ts';
import type { Chance } from './chance.ts';
import type { ClosingWatch } from './closing-watch.ts';
import { pollUntil } from './poll.ts';
import type { TorturedTown } from './town.ts';

export interface Moment {
  /** In words, for the line of the round. */
  readonly what: string;
  /** A closing stood in its middle, and other towns had closed the day. */
  readonly isInside: boolean;
  /** When everything is dead. */
  after(): Promise<void>;
}

/** Resolves when it has come. */
export async function momentOf(
  chance: Chance,
  watch: ClosingWatch,
  towns: readonly TorturedTown[],
  day: Day,
): Promise<Moment> {
  if (watch.hold !== undefined && chance.below(2) === 0)
    return insideClosing(chance, watch.hold, towns, day);
  if (chance.below(2) === 0) {
    await wait(50 + chance.below(1500));
    return { what: 'at any moment', isInside: false, after: nothing };
  }
  const closed = 1 + chance.below(towns.length - 1);
  await pollUntil(async () => (await watch.townsClosed(day)) >= closed, 8000);
  await wait(chance.below(10));
  return { what: `after ${closed} towns had closed`, isInside: false, after: nothing };
}

async function insideClosing(
  chance: Chance,
  hold: NonNullable<ClosingWatch['hold']>,
  towns: readonly TorturedTown[],
  day: Day,
): Promise<Moment> {
  // The first town is never held: it is the one that has closed the day.
  const town = chance.pick(towns.slice(1));
  const where = chance.pick(['before it reads', 'among its writes'] as const);
  const held = await hold(town, day, where);
  const isInside = await held.stands();
  await wait(chance.below(300));
  return {
    what: isInside ? `inside a closing, ${where}` : 'as no closing came',
    isInside,
    after: () => held.release(),
  };
}

async function nothing(): Promise<void> {
  // Nothing is held.
}
