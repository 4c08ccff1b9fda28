// One connection of Asterisk: its header, then one command at a time with its answer, each within a time. It throws nothing.
import type { Socket } from 'node:net';
import { answerReader, lineReader, readHeaderLine } from '#voice/agi-protocol.ts';
import type { AgiAnswer, AgiHeader } from '#voice/agi-protocol.ts';

/** Why a connection is over. `stopped`: by us. */
export type AgiEnd = 'hang-up' | 'malformed' | 'too-slow' | 'stopped';

export interface AgiChannel {
  /** Undefined when it is over before a header was whole. */
  readHeader(): Promise<AgiHeader | undefined>;
  /** Undefined when the connection is over, or is over before the answer. One at a time. */
  ask(command: string, secondsMax: number): Promise<AgiAnswer | undefined>;
  /** Undefined as long as it is not over. */
  endOf(): AgiEnd | undefined;
  /** Ends it at once; the first reason counts. */
  end(reason: AgiEnd): void;
}

export interface AgiChannelLimits {
  /** Characters of a line. */
  readonly lineLengthMax: number;
  readonly headerLinesMax: number;
  /** From the connection to the empty line after the header. */
  readonly headerSecondsMax: number;
}

export function agiChannel(socket: Socket, limits: AgiChannelLimits): AgiChannel {
  const lines = lineReader(limits.lineLengthMax);
  const readAnswer = answerReader();
  const header = new Map<string, string>();
  const headerRead = Promise.withResolvers<AgiHeader | undefined>();
  let isHeaderRead = false;
  let waiting: ((answer: AgiAnswer | undefined) => void) | undefined;
  let ended: AgiEnd | undefined;

  const end = (reason: AgiEnd): void => {
    if (ended !== undefined) return;
    ended = reason;
    clearTimeout(headerTimer);
    socket.destroy();
    headerRead.resolve(undefined);
    waiting?.(undefined);
  };
  const headerTimer = setTimeout(() => end('too-slow'), limits.headerSecondsMax * 1000);

  const hearHeader = (line: string): void => {
    if (line === '') {
      isHeaderRead = true;
      clearTimeout(headerTimer);
      headerRead.resolve(header);
      return;
    }
    const field = readHeaderLine(line);
    // A name twice: somebody has brought a line break into a value, to say a line of his own.
    if (field === undefined || header.has(field.name) || header.size >= limits.headerLinesMax)
      end('malformed');
    else header.set(field.name, field.value);
  };
  const hear = (line: string): void => {
    if (!isHeaderRead) return hearHeader(line);
    const heard = readAnswer(line);
    if (heard.kind === 'part') return;
    if (heard.kind === 'hang-up' || heard.kind === 'malformed') return end(heard.kind);
    // An answer to nothing that was asked.
    if (waiting === undefined) return end('malformed');
    waiting(heard);
  };

  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const taken = lines.take(text);
    if (taken === 'line-too-long') return end('malformed');
    for (const line of taken) if (ended === undefined) hear(line);
  });
  socket.on('error', () => end('hang-up'));
  socket.on('end', () => end('hang-up'));
  socket.on('close', () => end('hang-up'));

  return {
    readHeader: () => headerRead.promise,
    ask: async (command, secondsMax) => {
      if (ended !== undefined) return undefined;
      const answered = Promise.withResolvers<AgiAnswer | undefined>();
      const timer = setTimeout(() => end('too-slow'), secondsMax * 1000);
      waiting = answered.resolve;
      // A peer that answers without reading: nothing more is written until it has read.
      const flushed = socket.write(command) ? undefined : drained(socket);
      const answer = await answered.promise;
      waiting = undefined;
      await flushed;
      clearTimeout(timer);
      return answer;
    },
    endOf: () => ended,
    end,
  };
}

/** Also when the connection is over: nobody waits for ever. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
