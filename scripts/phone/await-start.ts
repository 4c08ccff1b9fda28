// Waits for a program that was started until it answers; where it never does, says why as the end of a sentence.
export type Start = { readonly ok: true } | { readonly ok: false; readonly why: string };

export interface Starting {
  /** As its users say it. */
  readonly name: string;
  readonly secondsMax: number;
  answers(): Promise<boolean>;
  /** It has ended by itself: nobody waits for it any more. */
  hasEnded(): boolean;
  /** What it has written down until now. */
  log(): Promise<string>;
  readonly nowMs: () => number;
  /** Until it may be asked again. */
  pause(): Promise<void>;
}

export async function awaitStart(starting: Starting): Promise<Start> {
  const { name, secondsMax, nowMs } = starting;
  const untilMs = nowMs() + secondsMax * 1000;
  while (!starting.hasEnded() && nowMs() < untilMs) {
    if (await starting.answers()) return { ok: true };
    await starting.pause();
  }
  const what = starting.hasEnded()
    ? 'ended as soon as it was started'
    : `did not start within ${secondsMax} seconds`;
  return { ok: false, why: `${name} ${what} (${lastWords(await starting.log())})` };
}

/** The end of a log in one line. */
function lastWords(log: string): string {
  const lines = log.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return lines.length === 0 ? 'it has written nothing' : lines.slice(-linesSaid).join(' | ');
}

const linesSaid = 3;
