// A mail server that delivers to nobody: it keeps every message that the demo sends, byte for byte as it came in.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer as readBytes } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream } from 'smtp-server';
import { keepFile } from '#demo/kept-file.ts';

export interface SunkMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** As the sender wrote it; '' when there was none. */
  readonly writtenAt: string;
  readonly messageId: string;
  readonly text: string;
}

export interface MailSink {
  /** 'smtp://127.0.0.1:<port>'. */
  readonly url: string;
  /** The newest first. */
  list(limit: number): Promise<readonly SunkMail[]>;
  count(): Promise<number>;
  close(): Promise<void>;
}

const bytesMax = 2_000_000;

/** Listens on a port of 127.0.0.1 that the system chooses; speaks plain SMTP and asks for no password. */
export async function openMailSink(folder: string): Promise<MailSink> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let arrived = (await names(folder)).length;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: bytesMax,
    logger: false,
    onData: (stream, _session, answer) => {
      const place = (arrived += 1);
      keepMessage(folder, place, stream).then(
        () => answer(null, 'kept'),
        (fault: unknown) => answer(fault instanceof Error ? fault : new Error('not kept')),
      );
    },
  });
  const port = await listen(server);
  return {
    url: `smtp://127.0.0.1:${port}`,
    list: async (limit) => {
      const newest = (await names(folder)).toReversed().slice(0, limit);
      return Promise.all(newest.map((name) => readMessage(folder, name)));
    },
    count: async () => (await names(folder)).length,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** In the file before the sender hears "250": a message that was accepted is never lost. */
async function keepMessage(
  folder: string,
  place: number,
  stream: SMTPServerDataStream,
): Promise<void> {
  const message = await readBytes(stream);
  if (stream.sizeExceeded) throw Object.assign(new Error('too large'), { responseCode: 552 });
  const name = `${String(place).padStart(9, '0')}-${randomBytes(4).toString('hex')}.eml`;
  await keepFile(join(folder, name), message);
}

async function readMessage(folder: string, name: string): Promise<SunkMail> {
  const mail = await PostalMime.parse(await readFile(join(folder, name)));
  return {
    id: name.replace(/\.eml$/, ''),
    from: mail.from?.address ?? '',
    to: (mail.to ?? []).map((one) => one.address ?? ''),
    subject: mail.subject ?? '',
    writtenAt: mail.date ?? '',
    messageId: mail.messageId ?? '',
    text: mail.text ?? '',
  };
}

/** In the order of arrival. */
async function names(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.eml')).toSorted();
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port was given'));
      else resolve(address.port);
    });
  });
}
