// The words of the bench: a measure, what it finds, and the goal that a finding is held against.
import type { RunningPostgres } from '../postgres.ts';

export interface Bench {
  /** A PostgreSQL of the measure's own, with the same settings every time. */
  readonly withPostgres: <T>(work: (server: RunningPostgres) => Promise<T>) => Promise<T>;
  /** Rounds that must be quiet enough to count. */
  readonly rounds: number;
  /** Of the countries that a measure builds, those with at most so many pupils. */
  readonly pupilsMax: number;
  /** How it goes, for whoever waits; never part of the result. */
  readonly say: (line: string) => void;
}

export interface Measure {
  /** As the command line names it. */
  readonly name: string;
  readonly purpose: string;
  readonly run: (bench: Bench) => Promise<readonly Finding[]>;
}

export interface Finding {
  readonly what: string;
  readonly measured: number;
  readonly unit: '×' | 'ms' | 's' | 'MB' | 'kB' | '/s' | 'points' | 'wrong';
  /** Undefined: written down, held against nothing. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
  /** The figures behind it, and what limits them. */
  readonly because: string;
  /** True when there were not enough quiet rounds: others were using the machine. */
  readonly isDisturbed: boolean;
}

/** Undefined where there is no goal. */
export function isMet({ measured, goal }: Finding): boolean | undefined {
  if (goal === undefined) return undefined;
  return 'atLeast' in goal ? measured >= goal.atLeast : measured <= goal.atMost;
}
