// A mail server of the trial's own: it can be shut for a while, and knows how often each message came.
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface Mailbox {
  readonly url: string;
  /** Message-ID to how often it was accepted. */
  readonly arrived: ReadonlyMap<string, number>;
  /** Nobody answers at its address any more. */
  shut(): Promise<void>;
  /** At the same address as before. */
  open(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const arrived = new Map<string, number>();
  let server = serverInto(arrived);
  const port = await listen(server, 0);
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    shut: () => new Promise<void>((resolve) => server.close(() => resolve())),
    open: async () => {
      server = serverInto(arrived);
      await listen(server, port);
    },
  };
}

function serverInto(arrived: Map<string, number>): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onData: (stream, _session, answer) => {
      void text(stream).then((message) => {
        const id = /^Message-ID: <([^>]+)>/im.exec(message)?.[1] ?? 'none';
        arrived.set(id, (arrived.get(id) ?? 0) + 1);
        answer(null, 'kept');
      });
    },
  });
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port was given'));
      else resolve(address.port);
    });
  });
}
