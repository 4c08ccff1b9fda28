// One call of Asterisk: it says the turns of a conversation, breaks off when a key is pressed, and hands the keys on.
import type { AgiChannel, AgiEnd } from '#voice/agi-channel.ts';
import { agiCommand, agiKeys, keyOfCode, playCommands } from '#voice/agi-protocol.ts';
import type { AgiAnswer } from '#voice/agi-protocol.ts';
import type { CallEvent, Conversation, Listen, Turn } from '#voice/model.ts';

export interface AgiCallLimits {
  /** After that many turns, or seconds, a call has come to its end: nobody needs so many. */
  readonly turnsMax: number;
  readonly callSecondsMax: number;
  /** Longer than any one sound. */
  readonly soundSecondsMax: number;
  /** Between one key and the next. */
  readonly betweenKeysSeconds: number;
}

export interface AgiCallMeans {
  readonly channel: AgiChannel;
  readonly conversation: Conversation;
  /** Files without extension, as Asterisk names them; undefined: there is none. */
  soundsOf(turn: Turn): Promise<readonly (string | undefined)[]>;
  /** A file of so many seconds of silence, in which a key is waited for; undefined: there is none. */
  silenceOf(seconds: number): string | undefined;
  readonly limits: AgiCallLimits;
}

export interface AgiCall {
  /** Until the caller, the conversation or we end it. */
  run(): Promise<AgiCallOutcome>;
  /** A change that is being recorded is recorded and said; who is only being waited for is cut off. */
  stop(): void;
}

export interface AgiCallOutcome {
  readonly end: AgiEnd | 'ended';
  readonly turns: number;
  /** Sounds that the caller did not hear, because there are none. */
  readonly soundsMissing: number;
}

/** How long we wait for the answer of a command that does nothing long. */
const answerSeconds = 10;

/** Networks swallow the first syllable of a call. */
const answerDelayMs = 500;

type AgiResult = Extract<AgiAnswer, { kind: 'result' }>;
type Heard = Extract<CallEvent, { kind: 'digits' | 'time-out' }>;

export function agiCall(means: AgiCallMeans): AgiCall {
  const { channel, conversation, limits } = means;
  let isListening = false;
  let isStopping = false;
  let soundsMissing = 0;
  let unplayed = 0;
  /** Asterisk did not find a file: from now on each is asked for alone, so that the others are heard. */
  let isInPieces = false;

  /** Undefined when the call is over. What was not played before a command that succeeds was not there. */
  const ask = async (command: string, secondsMax: number): Promise<AgiResult | undefined> => {
    const answer = await channel.ask(command, secondsMax);
    if (answer === undefined) return undefined;
    if (answer.kind === 'not-done') {
      channel.end(answer.code === 511 ? 'hang-up' : 'malformed');
      return undefined;
    }
    if (answer.result !== '-1') {
      soundsMissing += unplayed;
      unplayed = 0;
    }
    return answer;
  };
  /** For commands that fail only when the caller is gone. */
  const askCaller = async (command: string, secondsMax: number): Promise<AgiResult | undefined> => {
    const answer = await ask(command, secondsMax);
    if (answer?.result !== '-1') return answer;
    channel.end('hang-up');
    return undefined;
  };

  /** The key that broke in; empty: none was pressed in the time for it; undefined: it is still to be waited for. */
  const say = async (turn: Turn): Promise<string | undefined> => {
    const sounds = await means.soundsOf(turn);
    const files = sounds.filter((file) => file !== undefined);
    soundsMissing += sounds.length - files.length;
    // What is said last is heard to its end: it may be the receipt.
    if (turn.kind === 'ended') return sayInPieces(files, '');
    const { timeoutSeconds } = turn.listen;
    const silence = isInPieces ? undefined : means.silenceOf(timeoutSeconds);
    const commands = silence === undefined ? undefined : playCommands([...files, silence]);
    if (commands === undefined) return sayInPieces(files, agiKeys);
    const key = await sayInOneBreath(commands, limits.soundSecondsMax + timeoutSeconds);
    return isInPieces ? sayInPieces(files, agiKeys) : key;
  };

  /** The wait is part of what is played, because between two commands Asterisk hears no key. */
  const sayInOneBreath = async (
    commands: readonly string[],
    secondsMax: number,
  ): Promise<string | undefined> => {
    for (const command of commands) {
      const answer = await askCaller(command, secondsMax);
      if (answer === undefined) return undefined;
      if (answer.result !== '0') return keyIn(answer.result, agiKeys);
      const status = await askCaller(agiCommand('GET VARIABLE', 'BACKGROUNDSTATUS'), answerSeconds);
      isInPieces = status?.note === 'FAILED';
      if (status === undefined || isInPieces) return undefined;
    }
    return '';
  };

  const sayInPieces = async (
    files: readonly string[],
    keys: string,
  ): Promise<string | undefined> => {
    for (const file of files) {
      const answer = await ask(agiCommand('STREAM FILE', file, keys), limits.soundSecondsMax);
      if (answer === undefined) return undefined;
      // A file that is not there and a caller who is gone are answered alike: the next command tells.
      if (answer.result === '-1') unplayed += 1;
      else if (answer.result !== '0') return keyIn(answer.result, keys);
    }
    return undefined;
  };

  const keyIn = (result: string, keys: string): string | undefined => {
    // A letter, which no telephone of today has, is no key.
    if (/^6[5-8]$/.test(result)) return '';
    const key = keyOfCode(result);
    if (key === undefined || !keys.includes(key)) channel.end('malformed');
    return key;
  };

  /** Undefined when the call is over. */
  const listen = async (
    { digitsMax, timeoutSeconds }: Listen,
    brokenIn: string | undefined,
  ): Promise<Heard | undefined> => {
    const first = brokenIn ?? (await firstKey(timeoutSeconds));
    if (first === undefined) return undefined;
    if (first === '') return { kind: 'time-out' };
    if (first === '#' || digitsMax <= 1) return { kind: 'digits', digits: first };
    const further = await furtherKeys(digitsMax - 1);
    return further === undefined ? undefined : { kind: 'digits', digits: first + further };
  };

  /** Empty when none was pressed; letters, which no telephone of today has, are none. */
  const firstKey = async (seconds: number): Promise<string | undefined> => {
    const answer = await askCaller(
      agiCommand('WAIT FOR DIGIT', seconds * 1000),
      seconds + answerSeconds,
    );
    return answer && (keyOfCode(answer.result) ?? '');
  };

  /** One command for all of them: between two commands Asterisk hears no key. `#` ends them and is not among them. */
  const furtherKeys = async (keysMax: number): Promise<string | undefined> => {
    const answer = await askCaller(
      agiCommand('GET DATA', '', limits.betweenKeysSeconds * 1000, keysMax),
      limits.betweenKeysSeconds * (keysMax + 1) + answerSeconds,
    );
    if (answer === undefined || answer.result.length <= keysMax)
      return answer?.result.replaceAll(/[A-D]/g, '');
    channel.end('malformed');
    return undefined;
  };

  const run = async (): Promise<AgiCallOutcome> => {
    const endsAtMs = performance.now() + limits.callSecondsMax * 1000;
    const isTooLong = (turns: number): boolean =>
      turns >= limits.turnsMax || performance.now() >= endsAtMs;
    // The line is answered, and begins to cost, when there is something to say.
    let turn = await conversation.begin();
    await askCaller(agiCommand('EXEC', 'Answer', String(answerDelayMs)), answerSeconds);
    let turns = 1;
    for (;;) {
      const brokenIn = await say(turn);
      const isLast = turn.kind === 'ended' || isStopping || isTooLong(turns);
      if (turn.kind === 'ended' || isLast || channel.endOf() !== undefined) break;
      isListening = true;
      const heard = await listen(turn.listen, brokenIn);
      isListening = false;
      if (heard === undefined) break;
      turn = await conversation.hear(heard);
      turns += 1;
    }
    if (turn.kind === 'listening' || channel.endOf() !== undefined)
      await conversation.hear({ kind: 'hang-up' });
    const end = channel.endOf() ?? 'ended';
    await ask(agiCommand('HANGUP'), answerSeconds);
    return { end, turns, soundsMissing };
  };

  return {
    run,
    stop: () => {
      isStopping = true;
      if (isListening) channel.end('stopped');
    },
  };
}
