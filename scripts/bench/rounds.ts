// Subject and control by turns, because machines are noisy: only rounds in which the machine was free count.
import { spin } from './spin.ts';

/** What is measured by turns, by name; each answers with one figure: a rate, or how long it took. */
export type Sides<Name extends string> = Readonly<Record<Name, () => Promise<number>>>;

export interface Compared<Name extends string> {
  /** The middle one of this side's figures. */
  of(name: Name): number;
  /** The middle one of one / other, round by round. */
  ratio(one: Name, other: Name): number;
  readonly thrownOut: number;
  /** Fewer rounds were quiet than wanted: the least noisy ones were taken. */
  readonly isDisturbed: boolean;
}

interface Round<Name extends string> {
  readonly figures: Readonly<Record<Name, number>>;
  /** The slowest of the spins before, between and after. */
  readonly spinMs: number;
}

/** A spin this much slower than the fastest one of the run: somebody else was at work, or the machine was held back. */
const noisyAbove = 1.25;
const triesFor = 2;

export async function compare<Name extends string>(
  wanted: number,
  sides: Sides<Name>,
  say: (line: string) => void,
): Promise<Compared<Name>> {
  const rounds: Round<Name>[] = [];
  let fastest = await spin();
  const isQuiet = ({ spinMs }: Round<Name>): boolean => spinMs <= fastest * noisyAbove;
  while (rounds.filter(isQuiet).length < wanted && rounds.length < wanted * triesFor) {
    const { figures, spins } = await oneRound(sides, rounds.length);
    fastest = Math.min(fastest, ...spins);
    const spinMs = Math.max(...spins);
    rounds.push({ figures, spinMs });
    const said = Object.entries<number>(figures).map(
      ([name, figure]) => `${name} ${shown(figure)}`,
    );
    say(
      `round ${rounds.length}: ${said.join(', ')}; spin ${spinMs.toFixed(0)} ms, fastest ${fastest.toFixed(0)}`,
    );
  }
  const kept = rounds.toSorted((one, other) => one.spinMs - other.spinMs).slice(0, wanted);
  return {
    of: (name) => median(kept.map(({ figures }) => figures[name])),
    ratio: (one, other) => median(kept.map(({ figures }) => figures[one] / figures[other])),
    thrownOut: rounds.length - kept.length,
    isDisturbed: !kept.every(isQuiet),
  };
}

/** Who goes first changes from round to round: what one leaves behind each of the others meets as often. */
async function oneRound<Name extends string>(sides: Sides<Name>, number: number) {
  const names = toNames(sides);
  const first = number % names.length;
  const figures: Partial<Record<Name, number>> = {};
  const spins = [await spin()];
  for (const name of [...names.slice(first), ...names.slice(0, first)]) {
    figures[name] = await sides[name]();
    spins.push(await spin());
  }
  return { figures: toWhole(figures), spins };
}

function toNames<Name extends string>(sides: Sides<Name>): readonly Name[] {
  return Object.keys(sides) as Name[];
}

function toWhole<Name extends string>(figures: Partial<Record<Name, number>>) {
  return figures as Record<Name, number>;
}

const shown = (figure: number): string => figure.toFixed(figure < 100 ? 2 : 0);

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error('nothing was measured');
  return (low + high) / 2;
}

/** The value that this share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
