// Requests over keep-alive connections from one small loop on bare sockets: a load that costs the machine little itself.
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { percentile } from './rounds.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpLoad {
  /** Of processes that share the connections. */
  readonly ports: readonly number[];
  readonly connections: number;
  readonly seconds: number;
  readonly next: () => HttpRequest;
  /** What the body of a good answer holds; any other answer is a fault of the measure. */
  readonly holds: string;
  /** Undefined: every connection asks again as soon as it is answered. */
  readonly perSecond?: number;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly answered: number;
  readonly waitsMs: readonly number[];
}

/** With a rate, a request that finds no free connection waits, and its waiting counts (no coordinated omission). */
export async function loadHttp(load: HttpLoad): Promise<LoadResult> {
  const sockets = await Promise.all(
    Array.from({ length: load.connections }, (_, index) =>
      openSocket(load.ports[index % load.ports.length] ?? 0),
    ),
  );
  const waits: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + load.seconds * 1000;
  const dueAt = scheduleOf(load, startedAt);
  await Promise.all(
    sockets.map(async (socket) => {
      for (let due = await dueAt(); due < endsAt; due = await dueAt()) {
        const answer = await exchange(socket, load.next());
        waits.push(performance.now() - due);
        if (!answer.startsWith('HTTP/1.1 200') || !answer.includes(load.holds))
          throw new Error(`not the answer that was wanted: ${answer}`);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const socket of sockets) socket.destroy();
  return {
    perSecond: waits.length / seconds,
    p50Ms: percentile(waits, 0.5),
    p99Ms: percentile(waits, 0.99),
    answered: waits.length,
    waitsMs: waits,
  };
}

/** Resolves when the next request may leave, with the moment at which it should have. */
function scheduleOf({ perSecond }: HttpLoad, startedAt: number): () => Promise<number> {
  if (perSecond === undefined) return async () => performance.now();
  let sent = 0;
  return async () => {
    const due = startedAt + (sent * 1000) / perSecond;
    sent += 1;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    return due;
  };
}

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('latin1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

function exchange(socket: Socket, request: HttpRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const read = (chunk: string): void => {
      answer += chunk;
      if (!isWhole(answer)) return;
      socket.off('data', read);
      socket.off('close', closed);
      resolve(answer);
    };
    const closed = (): void => reject(new Error(`the server hung up: ${answer.slice(0, 200)}`));
    socket.on('data', read);
    socket.once('close', closed);
    socket.write(textOf(request));
  });
}

function textOf({ method, path, headers, body = '' }: HttpRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}content-length: ${body.length}\r\n\r\n${body}`;
}

/** Our server always says how long its answers are. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))?.[1];
  if (length === undefined) throw new Error(`an answer without a length: ${answer.slice(0, 200)}`);
  return answer.length >= end + 4 + Number(length);
}
