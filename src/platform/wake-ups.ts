// Wakes whoever watches what a transaction has changed: after the commit, here at once and in other processes gathered.
import type { TenantId } from '#platform/database.ts';

/** A topic holds ids and days only. 'everything': some wake-ups may have been lost, so look again at all of it. */
export type WakeUp = { readonly tenantId: TenantId; readonly topic: string } | 'everything';
export type WakeListener = (wakeUp: WakeUp) => void;

/** A lost wake-up does no harm: whoever listens reads the truth from the database, and now and then unasked. */
export interface WakeUps {
  publish(tenantId: TenantId, topics: Iterable<string>): void;
  /** Returns how to stop listening. */
  listen(listener: WakeListener): () => void;
  /** Sends what waits, then ends. */
  close(): Promise<void>;
}

/** Carries texts to the other processes; rejects when they did not leave. */
export interface Carrier {
  send(texts: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface Inbox {
  /** A text that another process has sent. */
  arrived(text: string): void;
  /** The way to the others stands, for the first time or again; what they said before was not heard. */
  connected(): void;
}

/** Notifications take a lock of the whole server at commit, so they leave together (FOUNDATIONS 5). */
const gatherMs = 50;
/** More different topics than this are one: everything. */
const waitingMax = 5000;
const everything = '*';

/** `connect` is asked for a carrier when the first wakes or listens; without it there are no other processes. */
export function wakeUpsOver(connect?: (inbox: Inbox) => Carrier): WakeUps {
  const listeners = new Set<WakeListener>();
  const waiting = new Set<string>();
  let carrier: Carrier | undefined;
  let timer: NodeJS.Timeout | undefined;
  const deliver = (wakeUp: WakeUp): void => {
    for (const tell of listeners) tell(wakeUp);
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (carrier === undefined || waiting.size === 0) return;
    const texts = waiting.size > waitingMax ? [everything] : [...waiting];
    waiting.clear();
    try {
      await carrier.send(texts);
    } catch {
      for (const text of texts) waiting.add(text);
    }
  };
  const connectOnce = (): void => {
    carrier ??= connect?.({
      arrived: (text) => deliver(parseWakeUp(text)),
      connected: () => {
        deliver('everything');
        void flush();
      },
    });
  };
  return {
    publish: (tenantId, topics) => {
      for (const topic of topics) {
        deliver({ tenantId, topic });
        if (connect !== undefined) waiting.add(`${tenantId} ${topic}`);
      }
      if (waiting.size === 0) return;
      connectOnce();
      timer ??= setTimeout(() => void flush(), gatherMs);
    },
    listen: (listener) => {
      connectOnce();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await flush();
      await carrier?.close();
    },
  };
}

function parseWakeUp(text: string): WakeUp {
  const space = text.indexOf(' ');
  if (space === -1) return 'everything';
  return { tenantId: Number(text.slice(0, space)), topic: text.slice(space + 1) };
}
