// Plays Asterisk towards our FastAGI server, for tests and measures: dials, hears which files are played, presses keys.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A connection as Asterisk holds it, command by command. */
export interface AgiPeer {
  readonly socket: Socket;
  /** The next command, without its line break; undefined when the server has closed the connection. */
  next(): Promise<string | undefined>;
  say(line: string): void;
  /** When the server has closed it. */
  readonly closed: Promise<void>;
}

export interface Dialled {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
}

/** What a caller does in each turn: keys, nothing (''), or 'hang-up'; with '!' while the first file is still playing. */
export type CallerScript = readonly string[];

export interface HeardCall {
  /** The files of each turn. */
  readonly turns: readonly (readonly string[])[];
  /** Who ended it. */
  readonly endedBy: 'server' | 'caller';
}

export async function connectPeer(port: number): Promise<AgiPeer> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    socket,
    next: async () => {
      const { value, done } = await lines.next();
      return done === true ? undefined : value;
    },
    say: (line) => void socket.write(`${line}\n`),
    closed,
  };
}

export async function dial(port: number, dialled: Dialled): Promise<AgiPeer> {
  const peer = await connectPeer(port);
  for (const line of headerLines(dialled)) peer.say(line);
  return peer;
}

/** As Asterisk 22 writes it. */
export function headerLines({ callId, from, to }: Dialled): readonly string[] {
  return [
    'agi_network: yes',
    'agi_network_script: mensa',
    'agi_request: agi://127.0.0.1:4573/mensa',
    'agi_channel: PJSIP/trunk-00000001',
    'agi_language: it',
    'agi_type: PJSIP',
    `agi_uniqueid: ${callId}`,
    'agi_version: 22.10.1',
    `agi_callerid: ${from}`,
    'agi_calleridname: Genitore',
    'agi_callingpres: 0',
    'agi_callingani2: 0',
    'agi_callington: 0',
    'agi_callingtns: 0',
    `agi_dnid: ${to}`,
    'agi_rdnis: unknown',
    'agi_context: mensa',
    `agi_extension: ${to}`,
    'agi_priority: 1',
    'agi_enhanced: 0.0',
    'agi_accountcode: ',
    'agi_threadid: 139',
    '',
  ];
}

/** A whole call; a caller whose script is over says nothing more. */
export async function telephone(
  port: number,
  dialled: Dialled,
  script: CallerScript,
): Promise<HeardCall> {
  const peer = await dial(port, dialled);
  const turns: string[][] = [[]];
  let step = 0;
  let keys = '';
  const hangUp = async (): Promise<HeardCall> => {
    peer.say('HANGUP');
    peer.socket.end();
    await peer.closed;
    return { turns, endedBy: 'caller' };
  };
  const code = (key: string): number => (key === '' ? 0 : key.charCodeAt(0));
  for (let said = await peer.next(); said !== undefined; said = await peer.next()) {
    const [, file, breakers = ''] = /^STREAM FILE "(.*)" "(.*)"$/.exec(said) ?? [];
    const [, list] = /^EXEC "Background" "(.*)"$/.exec(said) ?? [];
    const act = script[step] ?? '';
    if (file !== undefined) {
      turns.at(-1)?.push(file);
      if (act.startsWith('!') && breakers !== '') {
        step += 1;
        if (act === '!hang-up') return hangUp();
        keys = act.slice(2);
        turns.push([]);
        peer.say(`200 result=${code(act.charAt(1))} endpos=800`);
      } else peer.say('200 result=0 endpos=8000');
    } else if (list !== undefined) {
      const files = list.split('&').filter((one) => !one.includes('silence'));
      turns.at(-1)?.push(...(act.startsWith('!') ? files.slice(0, 1) : files));
      step += 1;
      if (act.endsWith('hang-up')) return hangUp();
      const pressed = act.replace('!', '');
      keys = pressed.slice(1);
      turns.push([]);
      peer.say(`200 result=${code(pressed.charAt(0))}`);
    } else if (said.startsWith('GET VARIABLE')) peer.say('200 result=1 (SUCCESS)');
    else if (said.startsWith('WAIT FOR DIGIT')) {
      step += 1;
      if (act === 'hang-up') return hangUp();
      keys = act.slice(1);
      turns.push([]);
      peer.say(`200 result=${code(act.charAt(0))}`);
    } else if (said.startsWith('GET DATA')) {
      const max = Number(said.split(' ').at(-1));
      const typed = keys.split('#', 1)[0]?.slice(0, max) ?? '';
      const isWhole = keys.includes('#') || typed.length === max;
      peer.say(`200 result=${typed}${isWhole ? '' : ' (timeout)'}`);
    } else if (said === 'HANGUP') {
      peer.say('200 result=1');
      peer.say('HANGUP');
    } else peer.say('200 result=0');
  }
  return { turns: turns.filter((files) => files.length > 0), endedBy: 'server' };
}
