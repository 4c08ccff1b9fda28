// The server that Asterisk asks: whole calls, hang-ups at every moment, and peers that are no Asterisk at all.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogFields } from '#platform/log.ts';
import { fastAgiServer } from '#voice/fast-agi.ts';
import type { FastAgiLimits, FastAgiServer } from '#voice/fast-agi.ts';
import type { CallEvent, Conversation, IncomingCall, Turn } from '#voice/model.ts';
import * as asterisk from '#voice/test-agi-peer.ts';
import { headerLines, telephone } from '#voice/test-agi-peer.ts';
import type { AgiPeer } from '#voice/test-agi-peer.ts';

const line = '+3903995550101';
const to = '03995550101';
const from = '3471234567';
const ended = { kind: 'ended', language: 'it', isSlow: false } as const;
const says = (...keys: readonly string[]) => ({ say: keys.map((key) => ({ key })) });
const listening = (digitsMax: number, ...keys: readonly string[]): Turn => ({
  kind: 'listening',
  ...says(...keys),
  listen: { digitsMax, timeoutSeconds: 1 },
  language: 'it',
  isSlow: false,
});

/** Asks for a code of six digits, then for a confirmation; '9' anywhere stops the house with a fault. */
function fakeConversation(call: IncomingCall): Conversation {
  let hasCode = false;
  const heard: CallEvent[] = [];
  heardBy.set(call.callId, heard);
  return {
    begin: async () => {
      begun.push(call);
      return listening(6, 'welcome', 'code');
    },
    hear: async (event) => {
      heard.push(event);
      if (event.kind === 'hang-up') return { ...ended, say: [] };
      if (event.kind === 'time-out') return listening(6, 'again');
      if (event.digits === '9') throw new TypeError(`the child of ${call.callerNumber}`);
      if (event.digits.includes('*')) return listening(6, 'repeat');
      if (!hasCode) {
        hasCode = true;
        return listening(1, 'name', 'confirm');
      }
      await recording.promise;
      recorded += 1;
      return { ...ended, ...says('recorded', 'receipt', 'goodbye') };
    },
  };
}

let server: FastAgiServer;
let port = 0;
let begun: IncomingCall[] = [];
let recorded = 0;
let heardBy = new Map<string, CallEvent[]>();
let recording = Promise.withResolvers<void>();
let logged: { level: string; event: string; fields: LogFields }[] = [];
let number = 0;

const nextCall = () => ({ callId: `asterisk-${(number += 1)}.7`, from, to });
const kindsLogged = (event: string) =>
  logged.filter((one) => one.event === event).map((one) => one.fields.kind);
const digits = (keys: string): CallEvent => ({ kind: 'digits', digits: keys });

async function start(
  limits: Partial<FastAgiLimits> = {},
  silenceOf: (seconds: number) => string | undefined = () => undefined,
): Promise<void> {
  const log =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      void logged.push({ level, event, fields });
  server = fastAgiServer({
    conversationFor: fakeConversation,
    lineAt: async (called) => (called === line ? { tenant: { tenantId: 7 } } : undefined),
    soundsOf: async (turn, tenantId) => turn.say.map(({ key }) => `/sounds/${tenantId}/${key}`),
    silenceOf,
    log: { info: log('info'), alarm: log('alarm') },
    limits,
  });
  port = await server.listen({ port: 0, bind: '127.0.0.1' });
}

beforeEach(async () => {
  begun = [];
  recorded = 0;
  heardBy = new Map();
  recording = Promise.withResolvers();
  recording.resolve();
  logged = [];
  await start();
});
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.socket.destroy();
  await server.stop();
});

const peers: AgiPeer[] = [];
const keep = (peer: AgiPeer): AgiPeer => {
  peers.push(peer);
  return peer;
};
const connectPeer = async () => keep(await asterisk.connectPeer(port));
const dial = async (call: asterisk.Dialled) => keep(await asterisk.dial(port, call));

const sounds = (...keys: readonly string[]): string[] => keys.map((key) => `/sounds/7/${key}`);
const eventsOf = ({ callId }: { callId: string }) => heardBy.get(callId);

describe('a call', () => {
  test('a parent keys the code in, confirms, hears the receipt to its end, and we hang up', async () => {
    const call = nextCall();
    const heard = await telephone(port, call, ['123456', '1']);
    expect(heard).toEqual({
      turns: [
        sounds('welcome', 'code'),
        sounds('name', 'confirm'),
        sounds('recorded', 'receipt', 'goodbye'),
      ],
      endedBy: 'server',
    });
    expect(eventsOf(call)).toEqual([digits('123456'), digits('1')]);
    expect(begun).toEqual([
      { callId: call.callId, tenantId: 7, callerNumber: '+393471234567', calledNumber: line },
    ]);
    await expect.poll(() => kindsLogged('call')).toEqual(['ended']);
  });

  test('a key pressed while the voice speaks breaks in and is the first of the digits', async () => {
    const call = nextCall();
    const heard = await telephone(port, call, ['!123456', '!1']);
    expect(heard.turns.map((files) => files.length)).toEqual([1, 1, 3]);
    expect(eventsOf(call)).toEqual([digits('123456'), digits('1')]);
  });

  test('the star is a key, the hash ends the digits, and alone it is a key', async () => {
    const call = nextCall();
    await telephone(port, call, ['*#', '12#', '#', 'hang-up']);
    expect(eventsOf(call)).toEqual([digits('*'), digits('12'), digits('#')]);
  });

  test('fewer digits than there may be are handed on when no more come', async () => {
    const call = nextCall();
    await telephone(port, call, ['1234', 'hang-up']);
    expect(eventsOf(call)).toEqual([digits('1234'), { kind: 'hang-up' }]);
  });

  test('who says nothing is a time-out', async () => {
    const call = nextCall();
    const heard = await telephone(port, call, ['', 'hang-up']);
    expect(heard.turns[1]).toEqual(sounds('again'));
    expect(eventsOf(call)).toEqual([{ kind: 'time-out' }, { kind: 'hang-up' }]);
  });

  test('a hidden number is null', async () => {
    await telephone(port, { ...nextCall(), from: 'anonymous' }, ['hang-up']);
    expect(begun[0]?.callerNumber).toBeNull();
  });

  test('twenty at once are twenty conversations', async () => {
    const calls = Array.from({ length: 20 }, nextCall);
    const heard = await Promise.all(
      calls.map((call, index) => telephone(port, call, [`${100_000 + index}`, '1'])),
    );
    expect(heard.every(({ endedBy }) => endedBy === 'server')).toBe(true);
    expect(calls.map(eventsOf)).toEqual(
      calls.map((_, index) => [digits(`${100_000 + index}`), digits('1')]),
    );
    expect(recorded).toBe(20);
  });

  test('sounds that are not there are passed over, and are one alarm a call with their number', async () => {
    const peer = await dial(nextCall());
    let played = 0;
    for (let said = await peer.next(); said !== undefined; said = await peer.next()) {
      // As Asterisk 22 answers for a file that it does not find.
      if (said.startsWith('STREAM')) peer.say('200 result=-1 endpos=0');
      else peer.say((played += 1) < 3 ? '200 result=0' : '200 result=-1');
    }
    await expect
      .poll(() => logged.filter(({ level }) => level === 'alarm'))
      .toMatchObject([{ event: 'sounds-missing', fields: { count: 2 } }]);
  });

  test('a caller who is gone is no missing sound, though Asterisk says the same of both', async () => {
    const peer = await dial(nextCall());
    for (let said = await peer.next(); said !== undefined; said = await peer.next())
      peer.say(said.startsWith('EXEC') ? '200 result=0' : '200 result=-1 endpos=0');
    await expect.poll(() => kindsLogged('call')).toEqual(['hang-up']);
    expect(logged.filter(({ level }) => level === 'alarm')).toEqual([]);
  });
});

describe('where there is silence to wait in', () => {
  beforeEach(async () => {
    await server.stop();
    await start({}, (seconds) => `/sounds/silence-${seconds}`);
  });
  const breath = (...keys: readonly string[]): string =>
    `EXEC "Background" "${[...sounds(...keys), '/sounds/silence-1'].join('&')}"`;

  test('a turn and the wait after it are one command: no moment is left in which a key is lost', async () => {
    const call = nextCall();
    const heard = await telephone(port, call, ['123456', '!1']);
    expect(heard).toEqual({
      turns: [sounds('welcome', 'code'), sounds('name'), sounds('recorded', 'receipt', 'goodbye')],
      endedBy: 'server',
    });
    expect(eventsOf(call)).toEqual([digits('123456'), digits('1')]);
  });

  test('who lets it run through is a time-out; who hangs up in it is heard', async () => {
    const call = nextCall();
    const peer = await dial(call);
    await until(peer, 'Background');
    peer.say('200 result=0');
    expect(await peer.next()).toBe('GET VARIABLE "BACKGROUNDSTATUS"');
    peer.say('200 result=1 (SUCCESS)');
    expect(await peer.next()).toBe(breath('again'));
    peer.say('200 result=-1');
    await expect.poll(() => eventsOf(call)).toEqual([{ kind: 'time-out' }, { kind: 'hang-up' }]);
  });

  test('a letter, which a forged key can be, is no key', async () => {
    const call = nextCall();
    const peer = await dial(call);
    await until(peer, 'Background');
    peer.say('200 result=65');
    expect(await peer.next()).toBe(breath('again'));
    expect(eventsOf(call)).toEqual([{ kind: 'time-out' }]);
  });

  test('a file that Asterisk does not find, after which it would be silent, is passed over from then on', async () => {
    const peer = await dial(nextCall());
    await until(peer, 'Background');
    peer.say('200 result=0');
    await peer.next();
    peer.say('200 result=1 (FAILED)');
    expect(await peer.next()).toContain('STREAM FILE "/sounds/7/welcome"');
    peer.say('200 result=-1 endpos=0');
    expect(await until(peer, 'WAIT FOR DIGIT')).toBe(2);
    peer.say('200 result=0');
    expect(await peer.next()).toContain('STREAM FILE "/sounds/7/again"');
    peer.say('HANGUP');
    await expect
      .poll(() => logged.filter(({ level }) => level === 'alarm'))
      .toMatchObject([{ event: 'sounds-missing', fields: { count: 1 } }]);
  });
});

describe('the last turn', () => {
  test.each([1, 2, 3])('hangs up although its sound %i is missing', async (missing) => {
    const call = nextCall();
    const peer = await confirmed(call);
    for (const place of [1, 2, 3]) {
      expect(await peer.next()).toContain('STREAM FILE');
      peer.say(place === missing ? '200 result=-1 endpos=0' : '200 result=0 endpos=8000');
    }
    expect(await peer.next()).toBe('HANGUP');
    peer.say('200 result=1');
    await peer.closed;
    await expect.poll(() => kindsLogged('call')).toEqual(['ended']);
    expect(kindsLogged('sounds-missing')).toHaveLength(1);
  });
});

describe('a caller who hangs up', () => {
  test.each([
    [['!hang-up'], [{ kind: 'hang-up' }]],
    [['hang-up'], [{ kind: 'hang-up' }]],
    [
      ['123456', '!hang-up'],
      [digits('123456'), { kind: 'hang-up' }],
    ],
    [
      ['123456', 'hang-up'],
      [digits('123456'), { kind: 'hang-up' }],
    ],
  ])('at %j is heard once, and nothing is recorded', async (script, events) => {
    const call = nextCall();
    await telephone(port, call, script);
    await expect.poll(() => eventsOf(call)).toEqual(events);
    expect(recorded).toBe(0);
    await expect.poll(() => kindsLogged('call')).toEqual(['hang-up']);
  });

  test('while the change is being recorded leaves it whole, and is heard after it', async () => {
    recording = Promise.withResolvers();
    const call = nextCall();
    const peer = await confirmed(call);
    peer.say('HANGUP');
    await peer.closed;
    expect(eventsOf(call)?.at(-1)).toEqual(digits('1'));
    recording.resolve();
    await expect.poll(() => eventsOf(call)?.at(-1)).toEqual({ kind: 'hang-up' });
    expect(recorded).toBe(1);
  });

  test('while the receipt is read out is heard, so that the next call says it again', async () => {
    const call = nextCall();
    const peer = await confirmed(call);
    expect(await peer.next()).toContain('recorded');
    peer.say('200 result=-1 endpos=160');
    peer.say('HANGUP');
    await expect.poll(() => eventsOf(call)?.at(-1)).toEqual({ kind: 'hang-up' });
  });

  test('without a word, the line cut, is the same', async () => {
    const call = nextCall();
    const peer = await dial(call);
    await peer.next();
    peer.socket.resetAndDestroy();
    await expect.poll(() => eventsOf(call)).toEqual([{ kind: 'hang-up' }]);
    expect(server.calls()).toBe(0);
  });

  test('is told by a dead channel too', async () => {
    const call = nextCall();
    const peer = await dial(call);
    await peer.next();
    peer.say('511 Command Not Permitted on a dead channel or intercept routine');
    await peer.closed;
    await expect.poll(() => eventsOf(call)).toEqual([{ kind: 'hang-up' }]);
  });
});

describe('a call that is not taken', () => {
  test('beyond the last place hears the busy tone; the next one is taken when a place is free', async () => {
    await server.stop();
    await start({ callsMax: 1 });
    const first = await dial(nextCall());
    await first.next();
    const second = await dial(nextCall());
    expect(await second.next()).toBe('EXEC "Busy" "5"');
    second.say('200 result=-1');
    await second.closed;
    expect(kindsLogged('call-refused')).toEqual(['busy']);
    first.socket.destroy();
    await expect.poll(() => server.calls()).toBe(0);
    expect((await telephone(port, nextCall(), ['123456', '1'])).endedBy).toBe('server');
  });

  test("to a number that is nobody's is not answered", async () => {
    const peer = await dial({ ...nextCall(), to: '0399000000' });
    expect(await peer.next()).toBeUndefined();
    expect(kindsLogged('call-refused')).toEqual(['unknown-line']);
    expect(begun).toEqual([]);
  });

  test('a second time under the same id, while the first is on, is a forgery', async () => {
    const call = nextCall();
    const first = await dial(call);
    await first.next();
    const second = await dial(call);
    expect(await second.next()).toBeUndefined();
    expect(begun).toHaveLength(1);
  });
});

describe('a fault of the house', () => {
  test('ends that call only, and its message stays out of the log', async () => {
    const other = await dial(nextCall());
    await other.next();
    await telephone(port, nextCall(), ['9#']);
    const alarm = logged.find(({ level }) => level === 'alarm');
    expect(alarm).toMatchObject({ event: 'call-fault', fields: { fault: expect.any(String) } });
    expect(JSON.stringify(logged)).not.toContain('347');
    other.say('200 result=0');
    expect(await other.next()).toContain('welcome');
  });
});

describe('a server that is stopped', () => {
  test('records and says what was confirmed, cuts off who is waited for, and takes nobody else', async () => {
    recording = Promise.withResolvers();
    const idle = await dial(nextCall());
    await until(idle, 'WAIT FOR DIGIT');
    const busy = nextCall();
    const peer = await confirmed(busy);
    await expect.poll(() => eventsOf(busy)).toHaveLength(2);
    const stopped = server.stop();
    await idle.closed;
    recording.resolve();
    expect(await until(peer, 'HANGUP')).toBe(4);
    peer.say('200 result=1');
    await stopped;
    expect(recorded).toBe(1);
    await expect(connectPeer()).rejects.toThrow('ECONNREFUSED');
  });

  test('waits no longer than it may', async () => {
    await server.stop();
    await start({ stopSecondsMax: 0.05 });
    recording = Promise.withResolvers();
    await confirmed(nextCall());
    await server.stop();
    expect(recorded).toBe(0);
    recording.resolve();
  });
});

describe('a peer that is no Asterisk', () => {
  const header = () => headerLines(nextCall()).map((one) => `${one}\n`);
  const whole = () => header().join('');
  test.each<[string, () => string]>([
    ['speaks HTTP', () => 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['sends a line of ten megabytes', () => 'agi_callerid: '.concat('1'.repeat(10_000_000))],
    ['sends ten megabytes of zeros', () => '\0'.repeat(10_000_000)],
    ['sends a header without end', () => 'agi_x: 1\n'.repeat(100_000)],
    ['sends a thousand different headers', () => many((index) => `agi_x${index}: 1\n`)],
    ['says a header twice', () => `${header()[0]}agi_callerid: 1\nagi_callerid: 2\n`],
    ['has no id', () => 'agi_callerid: 1\n\n'],
    ['has an id that is none', () => "agi_uniqueid: '; drop table call; --\n\n"],
    ['answers before it is asked', () => `${whole()}200 result=0\n200 result=49\n200 result=49\n`],
    ['sends a storm of digits', () => whole() + many(() => '200 result=49 endpos=800\n')],
    ['answers with a key that there is not', () => `${whole()}200 result=0\n200 result=7 \n`],
    ['answers in a language of its own', () => `${whole()}500 nonsense\n`],
    ['begins a long answer and never ends it', () => `${whole()}520-x\n${many(() => 'x\n')}`],
  ])('and %s is closed, and another call goes on', async (_, hostile) => {
    const call = nextCall();
    const honest = await dial(call);
    await honest.next();
    const peer = await connectPeer();
    peer.socket.write(hostile());
    await peer.closed;
    honest.say('200 result=0');
    expect(await honest.next()).toContain('welcome');
    expect(eventsOf(call)).toEqual([]);
    expect(logged.filter(({ level }) => level === 'alarm')).toEqual([]);
    expect(recorded).toBe(0);
  });

  test('and forges more digits than were asked for is closed', async () => {
    const call = nextCall();
    const peer = await dial(call);
    await until(peer, 'WAIT FOR DIGIT');
    peer.say('200 result=49');
    expect(await peer.next()).toBe('GET DATA "" 4000 5');
    peer.say(`200 result=${'1'.repeat(4000)}`);
    await peer.closed;
    await expect.poll(() => eventsOf(call)).toEqual([{ kind: 'hang-up' }]);
    await expect.poll(() => kindsLogged('call')).toEqual(['malformed']);
  });

  test('and trickles its header is closed in time', async () => {
    await server.stop();
    await start({ headerSecondsMax: 0.2 });
    const peer = await connectPeer();
    const trickle = setInterval(() => peer.socket.write('a'), 20);
    await peer.closed;
    clearInterval(trickle);
    expect(kindsLogged('call-refused')).toEqual(['too-slow']);
  });

  test('and never answers is closed in time', async () => {
    await server.stop();
    await start({ soundSecondsMax: 0.2 });
    const call = nextCall();
    const peer = await dial(call);
    await peer.next();
    peer.say('200 result=0');
    await peer.next();
    await peer.closed;
    await expect.poll(() => eventsOf(call)).toEqual([{ kind: 'hang-up' }]);
    await expect.poll(() => kindsLogged('call')).toEqual(['too-slow']);
  });

  test('and closes its half after the header is a caller who has hung up', async () => {
    const call = nextCall();
    const peer = await connectPeer();
    peer.socket.end(headerLines(call).join('\n').concat('\n'));
    await peer.closed;
    await expect.poll(() => server.calls()).toBe(0);
  });

  test('and lets time-outs run through is told goodbye', async () => {
    await server.stop();
    await start({ turnsMax: 5 });
    const heard = await telephone(port, nextCall(), []);
    expect(heard.turns).toHaveLength(5);
    expect(heard.endedBy).toBe('server');
  });
});

async function confirmed(call: ReturnType<typeof nextCall>): Promise<AgiPeer> {
  const peer = await dial(call);
  await until(peer, 'WAIT FOR DIGIT');
  peer.say('200 result=49');
  await peer.next();
  peer.say('200 result=23456');
  await until(peer, 'WAIT FOR DIGIT');
  peer.say('200 result=49');
  await expect.poll(() => eventsOf(call)).toHaveLength(2);
  return peer;
}

/** Plays everything until a command says that word, and does not answer it; how many commands it took. */
async function until(peer: AgiPeer, word: string): Promise<number> {
  for (let count = 1; ; count += 1) {
    const said = await peer.next();
    if (said === undefined || said.includes(word)) return count;
    peer.say('200 result=0 endpos=8000');
  }
}

function many(one: (index: number) => string): string {
  return Array.from({ length: 1000 }, (_, index) => one(index)).join('');
}
