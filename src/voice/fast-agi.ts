// The server that Asterisk asks what to do with a call (FastAGI): each connection is one call, none can harm another.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { Log } from '#platform/log.ts';
import { faultName } from '#platform/log.ts';
import { agiCall } from '#voice/agi-call.ts';
import type { AgiCall, AgiCallLimits } from '#voice/agi-call.ts';
import { agiChannel } from '#voice/agi-channel.ts';
import type { AgiChannel, AgiChannelLimits } from '#voice/agi-channel.ts';
import { agiCommand, calledNumberOf, callerNumberOf } from '#voice/agi-protocol.ts';
import type { AgiHeader } from '#voice/agi-protocol.ts';
import type { Conversation, IncomingCall, Turn } from '#voice/model.ts';

export interface FastAgiLimits extends AgiChannelLimits, AgiCallLimits {
  /** Further ones hear the busy tone, which costs the caller nothing. */
  readonly callsMax: number;
  /** How long a change that is being recorded, and its sentence, may take when the server stops. */
  readonly stopSecondsMax: number;
}

export const fastAgiLimits: FastAgiLimits = {
  callsMax: 250,
  lineLengthMax: 4096,
  headerLinesMax: 100,
  headerSecondsMax: 5,
  turnsMax: 200,
  callSecondsMax: 900,
  soundSecondsMax: 120,
  betweenKeysSeconds: 4,
  stopSecondsMax: 20,
};

export interface FastAgiOptions {
  conversationFor(call: IncomingCall): Conversation;
  /** Whose line it is; undefined for a number that is nobody's. */
  lineAt(number: string): Promise<{ readonly tenant: { readonly tenantId: number } } | undefined>;
  /** The turn's sounds in order, as Asterisk names files: without extension; undefined: there is none. */
  soundsOf(turn: Turn, tenantId: number): Promise<readonly (string | undefined)[]>;
  /** A file of so many seconds of silence; undefined: there is none, and keys are waited for without it. */
  silenceOf(seconds: number): string | undefined;
  readonly log: Log;
  readonly limits?: Partial<FastAgiLimits>;
}

export interface FastAgiServer {
  /** The port; 0 asks for a free one. */
  listen(at: { readonly port: number; readonly bind: string }): Promise<number>;
  /** How many calls are on. */
  calls(): number;
  /** Takes no further call, cuts off who is only waited for, and lets the others hear what was recorded. */
  stop(): Promise<void>;
}

/** Connections that have not said yet what they are, beside the calls. */
const unknownMax = 50;
/** The busy tone, for who has not been answered. */
const busySeconds = 5;

export function fastAgiServer(options: FastAgiOptions): FastAgiServer {
  const { log } = options;
  const limits = { ...fastAgiLimits, ...options.limits };
  const channels = new Set<AgiChannel>();
  /** Those that are no call yet. */
  const unknown = new Set<AgiChannel>();
  const calls = new Map<string, AgiCall>();
  const connections = new Set<Promise<void>>();
  let isStopping = false;

  const converse = async (channel: AgiChannel, incoming: IncomingCall): Promise<void> => {
    unknown.delete(channel);
    const { callId, tenantId } = incoming;
    const startedAtMs = performance.now();
    const call = agiCall({
      channel,
      conversation: options.conversationFor(incoming),
      soundsOf: (turn) => options.soundsOf(turn, tenantId),
      silenceOf: (seconds) => options.silenceOf(seconds),
      limits,
    });
    calls.set(callId, call);
    try {
      const { end, turns, soundsMissing } = await call.run();
      const durationMs = Math.round(performance.now() - startedAtMs);
      log.info('call', { id: callId, tenantId, kind: end, count: turns, durationMs });
      if (soundsMissing > 0)
        log.alarm('sounds-missing', { id: callId, tenantId, count: soundsMissing });
    } finally {
      calls.delete(callId);
    }
  };

  const answer = async (channel: AgiChannel): Promise<void> => {
    const header = await channel.readHeader();
    const callId = header && callIdOf(header);
    if (header === undefined || callId === undefined || calls.has(callId))
      return log.info('call-refused', { kind: channel.endOf() ?? 'malformed' });
    if (calls.size >= limits.callsMax) {
      log.info('call-refused', { id: callId, kind: 'busy' });
      await channel.ask(agiCommand('EXEC', 'Busy', String(busySeconds)), busySeconds * 2);
      return;
    }
    const calledNumber = calledNumberOf(header);
    const line = calledNumber === undefined ? undefined : await options.lineAt(calledNumber);
    if (calledNumber === undefined || line === undefined)
      return log.info('call-refused', { id: callId, kind: 'unknown-line' });
    // While the line was looked up the same call may have come in again, or the last place may have been taken.
    if (calls.has(callId) || calls.size >= limits.callsMax || isStopping)
      return log.info('call-refused', { id: callId, kind: 'busy' });
    const incoming = {
      callId,
      tenantId: line.tenant.tenantId,
      callerNumber: callerNumberOf(header),
      calledNumber,
    };
    await converse(channel, incoming);
  };

  const serve = async (socket: Socket): Promise<void> => {
    const channel = agiChannel(socket, limits);
    channels.add(channel);
    unknown.add(channel);
    try {
      await answer(channel);
    } catch (fault) {
      log.alarm('call-fault', { fault: faultName(fault) });
    } finally {
      channel.end('stopped');
      channels.delete(channel);
      unknown.delete(channel);
    }
  };

  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 });
  server.maxConnections = limits.callsMax + unknownMax;
  server.on('connection', (socket) => {
    const served = serve(socket).finally(() => connections.delete(served));
    connections.add(served);
  });

  return {
    listen: async ({ port, bind }) => {
      server.listen(port, bind);
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    },
    calls: () => calls.size,
    stop: async () => {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      endAll(unknown);
      for (const call of calls.values()) call.stop();
      const timeUp = AbortSignal.timeout(limits.stopSecondsMax * 1000);
      await Promise.race([Promise.all(connections), once(timeUp, 'abort')]);
      endAll(channels);
      await closed;
    },
  };
}

function endAll(channels: Iterable<AgiChannel>): void {
  for (const channel of channels) channel.end('stopped');
}

/** Asterisk's own id of the call ("[system name-]seconds.number"): no two calls have the same. */
function callIdOf(header: AgiHeader): string | undefined {
  const id = header.get('uniqueid') ?? '';
  return /^[\w.:-]{1,100}$/.test(id) ? id : undefined;
}
