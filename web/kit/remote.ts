// What the server last said under an address, how old that is, and how to ask again.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Instant } from '#ground/instant.ts';
import { call } from './api.ts';
import type { Failure } from './api.ts';
import { serverNow } from './server-clock.ts';
import { asTold } from './told.ts';

export interface Remote<T> {
  /** What is known, also while a newer answer is awaited or the network is gone. */
  readonly value: T | undefined;
  /** When the server last confirmed `value`, by its clock. */
  readonly confirmedAt: Instant | undefined;
  /** Why the latest question has no answer. */
  readonly failure: Failure | undefined;
  refresh(): Promise<void>;
  /** The server said it unasked (`live.ts`): a new value, or that the one we hold is still the truth. */
  hear(told: Told | 'unchanged'): void;
}

export interface Told {
  readonly value: unknown;
  readonly etag: string | null;
}

interface Known extends Told {
  readonly confirmedAt: Instant;
}

/** Lives as long as the page and is emptied at sign-out: nothing about a family stays on the device. */
const known = new Map<string, Known>();

/** What is nobody's: the frame keeps it when somebody leaves, and when the first answer is "not signed in". */
const publicPath = '/tenant';

/** Questions asked before anybody waits for the answer, each taken over once. */
const askedAhead = new Map<string, Promise<Failure | undefined>>();

/** Asks what the first screen will need while the rest of it is still on its way. */
export function askAhead(path: string): void {
  askedAhead.set(path, ask(path));
}

export function forgetEverybody(): void {
  askedAhead.clear();
  for (const path of known.keys()) if (path !== publicPath) known.delete(path);
}

/**
 * Asks on arrival, when the page is seen again, when the network returns, and every `everyMs`
 * while the page is visible. With no path it asks nothing.
 */
export function useRemote<T>(path: string | undefined, everyMs?: number): Remote<T> {
  const [failure, setFailure] = useState<Failure>();
  const [, redraw] = useState(0);

  const refresh = useCallback(async () => {
    if (path === undefined) return;
    const ahead = askedAhead.get(path);
    askedAhead.delete(path);
    setFailure(await (ahead ?? ask(path)));
    redraw((count) => count + 1);
  }, [path]);

  useEffect(() => {
    setFailure(undefined);
    void refresh();
    const whenSeen = (): void => {
      if (document.visibilityState === 'visible') void refresh();
    };
    document.addEventListener('visibilitychange', whenSeen);
    addEventListener('online', whenSeen);
    addEventListener('offline', whenSeen);
    return () => {
      document.removeEventListener('visibilitychange', whenSeen);
      removeEventListener('online', whenSeen);
      removeEventListener('offline', whenSeen);
    };
  }, [refresh]);

  useEffect(() => {
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [refresh, everyMs]);

  const hear = useCallback(
    (told: Told | 'unchanged') => {
      if (path === undefined) return;
      const now = told === 'unchanged' ? known.get(path) : told;
      if (now !== undefined) known.set(path, { ...now, confirmedAt: serverNow() });
      setFailure(undefined);
      redraw((count) => count + 1);
    },
    [path],
  );

  const held = path === undefined ? undefined : known.get(path);
  return {
    value: held === undefined ? undefined : asTold<T>(held.value),
    confirmedAt: held?.confirmedAt,
    failure,
    refresh,
    hear,
  };
}

async function ask(path: string): Promise<Failure | undefined> {
  const held = known.get(path);
  const answer = await call<unknown>(path, { etag: held?.etag ?? null });
  if (!answer.ok) return answer.failure;
  if ('unchanged' in answer) {
    if (held !== undefined) known.set(path, { ...held, confirmedAt: serverNow() });
    return undefined;
  }
  known.set(path, { value: answer.value, etag: answer.etag, confirmedAt: serverNow() });
  return undefined;
}
