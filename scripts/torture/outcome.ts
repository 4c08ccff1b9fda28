// What a trial has shown: one line of the table, and every fault in words.
export interface Outcome {
  readonly what: string;
  readonly rounds: number;
  /** Changes of which a client read the 200. */
  readonly accepted: number;
  /** Accepted and not there afterwards. */
  readonly lost: number;
  /** Applied, closed or sent once more than asked. */
  readonly doubled: number;
  readonly seconds: number;
  /** What was seen besides, in figures. */
  readonly seen: string;
  /** Everything that must not be; empty: the trial was withstood. */
  readonly faults: readonly string[];
}

/** What a trial counts while it runs. */
export interface Tally {
  accepted: number;
  lost: number;
  doubled: number;
  readonly faults: string[];
}

export const newTally = (): Tally => ({ accepted: 0, lost: 0, doubled: 0, faults: [] });

/** Runs a trial, which counts in its tally, and says how long it took. */
export async function trialOf(
  run: (tally: Tally) => Promise<Pick<Outcome, 'what' | 'rounds' | 'seen'>>,
): Promise<Outcome> {
  const startedMs = performance.now();
  const tally = newTally();
  const told = await run(tally);
  return { ...told, ...tally, seconds: (performance.now() - startedMs) / 1000 };
}

export function tableOf(outcomes: readonly Outcome[]): string {
  const head = ['what', 'rounds', 'accepted', 'lost', 'doubled', 'seconds', 'seen'];
  const lines = outcomes.map((one) => [
    one.what,
    ...[one.rounds, one.accepted, one.lost, one.doubled, Math.round(one.seconds)].map(String),
    one.seen,
  ]);
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
