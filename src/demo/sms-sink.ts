// A message centre that delivers to nobody: it keeps every SMS that the demo sends, part by part, and reports it delivered.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pdu, Session, SmppServer } from 'smpp';
import { createServer } from 'smpp';
import { z } from 'zod';
import { keepFile } from '#demo/kept-file.ts';
import type { Clock } from '#ground/clock.ts';
import { isoInstant } from '#ground/instant.ts';

export interface SunkSms {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** When it came in, by the demo's clock. */
  readonly arrivedAt: string;
  readonly text: string;
  /** How many segments it cost. */
  readonly segments: number;
}

export interface SmsSink {
  /** 'smpp://demo:demo@127.0.0.1:<port>'. */
  readonly url: string;
  /** The newest first; of a long one only when all its parts are in. */
  list(limit: number): Promise<readonly SunkSms[]>;
  count(): Promise<number>;
  close(): Promise<void>;
}

const keptPart = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  arrivedAt: z.string(),
  text: z.string(),
  reference: z.string(),
  part: z.int(),
  parts: z.int(),
});
type KeptPart = z.infer<typeof keptPart>;

/** Listens on a port of 127.0.0.1 that the system chooses, and lets in whoever says "demo". */
export async function openSmsSink(folder: string, clock: Clock): Promise<SmsSink> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let arrived = (await names(folder)).length;
  const sessions = new Set<Session>();
  const server = createServer((session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
    session.on('bind_transceiver', (pdu) =>
      session.send(pdu.response({ command_status: pdu.password === 'demo' ? 0 : 0x0e })),
    );
    for (const command of ['enquire_link', 'unbind'])
      session.on(command, (pdu) => session.send(pdu.response()));
    session.on('submit_sm', (pdu) => {
      const id = String((arrived += 1)).padStart(9, '0');
      void takePart(folder, session, pdu, partOf(pdu, id, isoInstant(clock.now())));
    });
  });
  const port = await listen(server);
  const list = async (): Promise<readonly SunkSms[]> =>
    whole(await Promise.all((await names(folder)).map((name) => readPart(join(folder, name)))));
  return {
    url: `smpp://demo:demo@127.0.0.1:${port}`,
    list: async (limit) => (await list()).slice(0, limit),
    count: async () => (await list()).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.destroy();
      }),
  };
}

/** In the file before the sender hears that it was taken; then the report, as a phone that is on gives it. */
async function takePart(folder: string, session: Session, pdu: Pdu, part: KeptPart): Promise<void> {
  try {
    await keepFile(join(folder, `${part.id}.json`), JSON.stringify(part));
  } catch {
    // ESME_RSYSERR: the sender tries again.
    session.send(pdu.response({ command_status: 8 }));
    return;
  }
  session.send(pdu.response({ message_id: part.id }));
  session.deliver_sm({
    esm_class: 4,
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    short_message: `id:${part.id} sub:001 dlvrd:001 stat:DELIVRD err:000 text:`,
  });
}

function partOf(pdu: Pdu, id: string, arrivedAt: string): KeptPart {
  const { message } = pdu.short_message ?? {};
  const header = concatenationOf(pdu.short_message?.udh);
  return {
    id,
    from: pdu.source_addr ?? '',
    to: `+${pdu.destination_addr ?? ''}`,
    arrivedAt,
    text: typeof message === 'string' ? message : '',
    reference: header === undefined ? id : `${pdu.destination_addr} ${header[0]}`,
    part: header?.[2] ?? 1,
    parts: header?.[1] ?? 1,
  };
}

/** 3GPP TS 23.040, element 0: reference, how many, which. */
function concatenationOf(udh: unknown): Uint8Array | undefined {
  const elements: readonly unknown[] = Array.isArray(udh) ? udh : [];
  const found = elements.find((one) => one instanceof Uint8Array && one[0] === 0);
  return found instanceof Uint8Array ? found.slice(-3) : undefined;
}

/** A part that came twice counts once; a reference that comes again later begins another SMS. */
function whole(parts: readonly KeptPart[]): readonly SunkSms[] {
  const open = new Map<string, KeptPart[]>();
  const done: SunkSms[] = [];
  for (const part of parts) {
    const group = (open.get(part.reference) ?? []).filter((one) => one.part !== part.part);
    group.push(part);
    open.set(part.reference, group);
    if (group.length < part.parts) continue;
    open.delete(part.reference);
    const inOrder = group.toSorted((one, other) => one.part - other.part);
    const { id, from, to, arrivedAt, parts: segments } = part;
    done.push({ id, from, to, arrivedAt, text: inOrder.map((one) => one.text).join(''), segments });
  }
  return done.toReversed();
}

async function readPart(path: string): Promise<KeptPart> {
  return keptPart.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** In the order of arrival. */
async function names(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
}

function listen(server: SmppServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port was given'));
      else resolve(address.port);
    });
  });
}
