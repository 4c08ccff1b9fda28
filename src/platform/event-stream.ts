// Server-sent events: an answer that stays open, of which only the newest state matters to whoever is slow.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpApp } from '#platform/http-server.ts';

/** One event, ready for the wire: made once for all who get it. */
export type Frame = Buffer & { readonly frame: true };

export interface ServerEvent {
  readonly event: string;
  /** What a browser that comes back says it has seen (Last-Event-ID). */
  readonly id?: string;
  /** JSON, on one line. */
  readonly text: string;
}

export interface EventStream {
  /** Sends now, or when the reader has caught up; of what waits only the newest is kept. */
  offer(frame: Frame): void;
  /** Sends a last word and ends. */
  end(frame?: Frame): void;
  /** Called once, whoever ended it. */
  onEnd(listener: () => void): void;
}

/** How long a browser waits before it comes back. */
const retryMs = 2000;
/** A reader that takes nothing for so long is gone; the connection only does not know it yet. */
const stalledMsMax = 60_000;

export function frameOf({ event, id, text }: ServerEvent): Frame {
  const head = id === undefined ? '' : `id: ${id}\n`;
  return toFrame(Buffer.from(`${head}event: ${event}\ndata: ${text}\n\n`));
}

export function lastEventIdOf(request: FastifyRequest): string | undefined {
  const said = request.headers['last-event-id'];
  return typeof said === 'string' ? said : undefined;
}

/** Open streams of a server end when it closes: their browsers come back to the next one. */
export function eventStreams(app: HttpApp): (reply: FastifyReply) => EventStream {
  const open = new Set<EventStream>();
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
    for (const stream of open) stream.end();
  });
  return (reply) => {
    const stream = openStream(reply);
    open.add(stream);
    stream.onEnd(() => open.delete(stream));
    // It was on its way when the others ended.
    if (isClosing) stream.end();
    return stream;
  };
}

function openStream(reply: FastifyReply): EventStream {
  const listeners: (() => void)[] = [];
  let waiting: Frame | undefined;
  let stalled: NodeJS.Timeout | undefined;
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    // Nobody on the way may keep it, gather it or pack it (nginx reads the last).
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const write = (frame: Frame): void => {
    if (raw.write(frame)) return;
    stalled ??= setTimeout(() => raw.destroy(), stalledMsMax);
  };
  raw.on('drain', () => {
    clearTimeout(stalled);
    stalled = undefined;
    const next = waiting;
    waiting = undefined;
    if (next !== undefined) write(next);
  });
  raw.on('error', () => undefined);
  raw.on('close', () => {
    clearTimeout(stalled);
    for (const tell of listeners.splice(0)) tell();
  });
  raw.write(`retry: ${retryMs}\n\n`);
  return {
    offer: (frame) => {
      if (raw.writableNeedDrain) waiting = frame;
      else write(frame);
    },
    end: (frame) => {
      raw.end(frame);
      // Whoever does not read the end either must not hold the server up.
      if (raw.writableLength > 0) setTimeout(() => raw.destroy(), 1000).unref();
    },
    onEnd: (listener) => {
      if (raw.closed) listener();
      else listeners.push(listener);
    },
  };
}

function toFrame(bytes: Buffer): Frame {
  return bytes as Frame;
}
