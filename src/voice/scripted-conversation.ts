// For tests: a conversation that only counts what it heard, and can be taken up by another process.
import type { IncomingCall, Turn } from '#voice/model.ts';
import type { Converse } from '#voice/stored-calls.ts';

export interface ScriptedHouse {
  readonly converse: Converse;
  /** What any conversation really heard, in order: 'call', digits, 'time-out', 'hang-up'. */
  readonly heard: string[];
}

/** Pressing 9 ends the call. `pause` is awaited before each answer. */
export function scriptedHouse(pause: () => Promise<void> = async () => undefined): ScriptedHouse {
  const heard: string[] = [];
  const turnAfter = (call: IncomingCall, events: readonly string[]): Turn => {
    const common = {
      say: [{ key: 'call.failed' }],
      language: 'it',
      isSlow: events.length > 2,
    } as const;
    return events.at(-1) === '9' || events.at(-1) === 'hang-up'
      ? { kind: 'ended', ...common }
      : {
          kind: 'listening',
          ...common,
          listen: { digitsMax: events.length, timeoutSeconds: call.callerNumber === null ? 5 : 8 },
        };
  };
  const converse: Converse = (call, kept) => {
    let events = toEvents(kept);
    const take = async (event: string): Promise<Turn> => {
      heard.push(event);
      events = [...events, event];
      await pause();
      return turnAfter(call, events);
    };
    return {
      begin: () => take('call'),
      hear: (event) => take(event.kind === 'digits' ? event.digits : event.kind),
      kept: () => events,
    };
  };
  return { converse, heard };
}

function toEvents(kept: unknown): readonly string[] {
  return (kept ?? []) as readonly string[];
}
