// Carries wake-ups between processes by NOTIFY: one connection of its own for each process, made again when it breaks.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Carrier, Inbox } from '#platform/wake-ups.ts';

/** How the server's list of connections names this one. */
export const wakeUpsApplication = 'refettorio wake-ups';
const channel = 'refettorio_wake';
/** PostgreSQL refuses a payload of 8000 bytes. */
const payloadMax = 7000;
const retryMsMin = 250;
const retryMsMax = 5000;

/** A proxy that lends connections by transaction cannot carry this: LISTEN belongs to a session. */
export function postgresNotifier(url: string, inbox: Inbox): Carrier {
  const sender = randomUUID();
  let client: Promise<pg.Client> | undefined;
  let retryMs = retryMsMin;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const open = async (): Promise<pg.Client> => {
    const fresh = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: wakeUpsApplication,
    });
    fresh.on('notification', ({ payload = '' }) => {
      const [from, ...texts] = payload.split('\n');
      if (from !== sender) for (const text of texts) inbox.arrived(text);
    });
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      void fresh.end().catch(() => undefined);
      again();
    };
    fresh.on('error', over).on('end', over);
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
    } catch (fault) {
      over();
      throw fault;
    }
    retryMs = retryMsMin;
    return fresh;
  };
  const connect = (): void => {
    client = open();
    // Whoever sends meets the fault; whoever only listens waits for the next attempt.
    client.then(inbox.connected, () => undefined);
  };
  const again = (): void => {
    if (isClosed) return;
    clearTimeout(timer);
    timer = setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, retryMsMax);
  };
  const notify = async (texts: readonly string[]): Promise<void> => {
    const connected = await client;
    for (const payload of payloadsOf(sender, texts))
      await connected?.query('select pg_notify($1, $2)', [channel, payload]);
  };
  let sent: Promise<unknown> = Promise.resolve();
  connect();
  return {
    send: (texts) => {
      const mine = sent.then(() => notify(texts));
      // Who comes next waits for its turn, not for our success.
      sent = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await client?.then(
        (open) => open.end(),
        () => undefined,
      );
    },
  };
}

export function payloadsOf(sender: string, texts: readonly string[]): readonly string[] {
  const payloads: string[] = [];
  let payload = sender;
  for (const text of texts) {
    if (payload.length + text.length >= payloadMax) {
      payloads.push(payload);
      payload = sender;
    }
    payload += `\n${text}`;
  }
  return [...payloads, payload];
}
