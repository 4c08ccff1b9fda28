// For tests: a reader of server-sent events, as far as the server sees one: what it hears, and until when.
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';

export interface Heard {
  readonly event: string;
  readonly id: string | undefined;
  readonly body: string;
  /** `performance.timeOrigin + performance.now()`: comparable between processes of a machine. */
  readonly at: number;
}

export interface OpenScreen {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly heard: readonly Heard[];
  /** Resolves with the first event heard that fits, also one of the past. */
  until(fits: (heard: Heard) => boolean): Promise<Heard>;
  /** Resolves when the server has ended it. */
  readonly ended: Promise<void>;
  close(): void;
  /** Stops reading, as a screen does whose browser hangs. */
  pause(): void;
}

export interface ScreenOptions {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function openScreen({ port, path, headers }: ScreenOptions): Promise<OpenScreen> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, headers, agent: false });
    request.once('error', reject);
    request.once('response', (response) => resolve(listenTo(response)));
  });
}

function listenTo(response: IncomingMessage): OpenScreen {
  const heard: Heard[] = [];
  const asked = new Set<() => void>();
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    const parts = (rest + text).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const one = heardIn(part);
      if (one !== undefined) heard.push(one);
    }
    for (const look of asked) look();
  });
  const ended = new Promise<void>((resolve) => response.once('close', () => resolve()));
  response.on('error', () => undefined);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    heard,
    until: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = heard.find(fits);
          if (found === undefined) return;
          asked.delete(look);
          resolve(found);
        };
        asked.add(look);
        look();
      }),
    ended,
    close: () => response.destroy(),
    pause: () => response.pause(),
  };
}

function heardIn(part: string): Heard | undefined {
  const fields = new Map(
    part.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  const event = fields.get('event');
  if (event === undefined) return undefined;
  const at = performance.timeOrigin + performance.now();
  return { event, id: fields.get('id'), body: fields.get('data') ?? '', at };
}
