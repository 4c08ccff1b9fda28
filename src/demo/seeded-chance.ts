// Chance that is the same on every machine: the invented municipality and its past come out alike each time.

export interface Chance {
  /** A fraction from 0 up to, never reaching, 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  /** True that often. */
  happens(probability: number): boolean;
  /** Throws RangeError for an empty list. */
  oneOf<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
}

/** The Mulberry32 generator (Tommy Ettinger, public domain): enough for a demo, useless for a secret. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number): number =>
    least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    between,
    happens: (probability) => fraction() < probability,
    oneOf: (list) => {
      const chosen = list[between(0, list.length - 1)];
      if (chosen === undefined) throw new RangeError('nothing to choose from');
      return chosen;
    },
    shuffled: (list) =>
      list
        .map((one) => ({ one, order: fraction() }))
        .toSorted((a, b) => a.order - b.order)
        .map(({ one }) => one),
  };
}
