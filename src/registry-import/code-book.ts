// Codes that rows may name: found whatever the capitals and lost zeros, and the closest one for who mistyped.

export interface CodeBook {
  /** The code as first written, or undefined. `restored`: only its leading zeros were missing or too many. */
  find(code: string): { readonly code: string; readonly restored: boolean } | undefined;
  /** The most similar code, or undefined when none is near. */
  closest(code: string): string | undefined;
  add(code: string): void;
}

/** Looking for the nearest code costs a walk through all of them; after so many mistakes one more hint helps nobody. */
const hintsMax = 100;

export function codeBook(codes: Iterable<string>): CodeBook {
  const exact = new Map<string, string>();
  /** Null: two codes differ only in their leading zeros, and nothing can be guessed. */
  const withoutZeros = new Map<string, string | null>();
  let hints = 0;
  const add = (code: string): void => {
    if (exact.has(foldCode(code))) return;
    exact.set(foldCode(code), code);
    if (!/^\d+$/.test(code)) return;
    const stripped = strip(code);
    withoutZeros.set(stripped, withoutZeros.has(stripped) ? null : code);
  };
  for (const code of codes) add(code);
  return {
    add,
    find(code) {
      const found = exact.get(foldCode(code));
      if (found !== undefined) return { code: found, restored: false };
      const restored = /^\d+$/.test(code) ? withoutZeros.get(strip(code)) : undefined;
      return restored === undefined || restored === null
        ? undefined
        : { code: restored, restored: true };
    },
    closest(code) {
      hints += 1;
      return hints > hintsMax ? undefined : closestOf(code, exact.values());
    },
  };
}

/** Codes and names of classes and schools are compared without spaces, points, ordinals and capitals: '1ª A' is '1A'. */
export function foldCode(code: string): string {
  return code.toUpperCase().replaceAll(/[\s.ªº°^'’_-]/g, '');
}

/** The nearest by at most two changed, missing, added or swapped signs, and by less than half of the word. */
export function closestOf(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = foldCode(word).slice(0, 40);
  let best: string | undefined;
  let bestDistance = Math.min(2, Math.floor((wanted.length - 1) / 2)) + 1;
  for (const candidate of candidates) {
    const folded = foldCode(candidate);
    if (Math.abs(folded.length - wanted.length) >= bestDistance) continue;
    const distance = distanceOf(wanted, folded);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function strip(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

/** Optimal string alignment: insert, remove, replace, or swap two neighbours. */
function distanceOf(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      let least = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
