// An address that tells its news by itself (server-sent events); while the line is down it is asked every few seconds.
import { useEffect, useState } from 'preact/hooks';
import { learnTimeOf } from './api.ts';
import { useRemote } from './remote.ts';
import type { Remote } from './remote.ts';

/** The server beats every 15 seconds: a line that is silent for longer is dead, whatever the browser thinks. */
const silentMsMax = 40_000;
const openAgainMs = 3000;

/** `path` answers like any other; `path/events` is its stream of "sheet", "beat" and "over". */
export function useLiveRemote<T>(path: string, everyMs: number): Remote<T> {
  const [live, setLive] = useState(false);
  const remote = useRemote<T>(path, live ? undefined : everyMs);
  const { hear, refresh } = remote;

  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (ms: number, then: () => void): void => {
      clearTimeout(timer);
      timer = setTimeout(then, ms);
    };
    const down = (): void => {
      source?.close();
      source = undefined;
      setLive(false);
      wait(openAgainMs, open);
      // Says why: no network, no session, or nothing at all.
      void refresh();
    };
    const hears = (name: string, use: (event: MessageEvent<string>, body: unknown) => void): void =>
      source?.addEventListener(name, (event: MessageEvent<string>) => {
        const body: unknown = JSON.parse(event.data);
        learnTimeOf(body);
        use(event, body);
        setLive(true);
        wait(silentMsMax, down);
      });
    const open = (): void => {
      source = new EventSource(`/api/v1${path}/events`);
      hears('sheet', (event, value) => hear({ value, etag: event.lastEventId }));
      hears('beat', () => hear('unchanged'));
      source.addEventListener('over', down);
      source.addEventListener('error', down);
      wait(silentMsMax, down);
    };
    open();
    addEventListener('offline', down);
    addEventListener('online', down);
    return () => {
      clearTimeout(timer);
      source?.close();
      removeEventListener('offline', down);
      removeEventListener('online', down);
    };
  }, [path, hear, refresh]);

  return remote;
}
