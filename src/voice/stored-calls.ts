// Calls that come as web requests: taken up where they stand, whichever process answers; a repeated event advances nothing.
import type { Clock } from '#ground/clock.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, Tx } from '#platform/database.ts';
import { sealField, unsealField } from '#tenancy/sealed-field.ts';
import type { FieldPlace } from '#tenancy/sealed-field.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';
import { findCall, insertCall, updateCall } from '#voice/call-store.ts';
import type { CallEvent, Conversation, IncomingCall, Turn } from '#voice/model.ts';

export type HeardEvent = Extract<CallEvent, { kind: 'digits' | 'time-out' | 'hang-up' }>;
export type CallRefusal = 'call-unknown' | 'event-out-of-turn';

/** A conversation that another process can take up: `kept` is all it needs, and plain JSON. */
export interface KeptConversation extends Conversation {
  kept(): unknown;
}
export type Converse = (call: IncomingCall, kept?: unknown) => KeptConversation;

export interface StoredCalls {
  /** The first turn; asked again before the call goes on, the same one. */
  begin(call: IncomingCall): Promise<Outcome<Turn, CallRefusal>>;
  /** `eventNumber` counts from 1; the one heard last gets the same turn again, an older one is refused. */
  hear(
    called: CalledCall,
    eventNumber: number,
    event: HeardEvent,
  ): Promise<Outcome<Turn, CallRefusal>>;
  /** The telephone system says that it is over; whatever the dialogue has not recorded by then it never will. */
  hangUp(called: CalledCall): Promise<void>;
}

export type CalledCall = Pick<IncomingCall, 'tenantId' | 'callId'>;

export interface StoredCallsMeans {
  readonly database: Database;
  /** Real time: calls are forgotten by it. */
  readonly securityClock: Clock;
  readonly masterKey: MasterKey;
  readonly converse: Converse;
}

/** What lies sealed: it may name children and hold a code, so nobody reads it in the database. */
interface Standing {
  readonly call: IncomingCall;
  readonly kept: unknown;
  readonly turn: Turn;
}

interface StoredCall extends Standing {
  readonly eventCount: number;
}

export function storedCalls(means: StoredCallsMeans): StoredCalls {
  const { converse } = means;
  const find = ({ tenantId, callId }: CalledCall) =>
    inSystem(means, tenantId, (tx) => load(tx, means, callId));

  /** What the call answers at that event; refused when it stands elsewhere. */
  const answerAt = (
    stored: StoredCall | 'forgotten' | undefined,
    eventNumber: number,
  ): Outcome<Turn, CallRefusal> => {
    if (stored === undefined) return refuse('call-unknown');
    return stored !== 'forgotten' && stored.eventCount === eventNumber
      ? accept(stored.turn)
      : refuse('event-out-of-turn');
  };

  const advance = async (stored: StoredCall, event: HeardEvent): Promise<Turn | undefined> => {
    const { call } = stored;
    const conversation = converse(call, stored.kept);
    const turn = await conversation.hear(event);
    const eventCount = stored.eventCount + 1;
    const isSaved = await inSystem(means, call.tenantId, async (tx) =>
      updateCall(tx, call.callId, {
        eventCount,
        sealed: await sealed(tx, means, { call, kept: conversation.kept(), turn }),
        at: means.securityClock.now(),
      }),
    );
    return isSaved ? turn : undefined;
  };

  return {
    begin: async (call) => {
      const known = await find(call);
      if (known !== undefined) return answerAt(known, 0);
      const conversation = converse(call);
      const turn = await conversation.begin();
      const isFirst = await inSystem(means, call.tenantId, async (tx) =>
        insertCall(
          tx,
          call.callId,
          await sealed(tx, means, { call, kept: conversation.kept(), turn }),
          means.securityClock.now(),
        ),
      );
      return isFirst ? accept(turn) : answerAt(await find(call), 0);
    },
    hear: async (called, eventNumber, event) => {
      const stored = await find(called);
      const isNext =
        stored !== undefined &&
        stored !== 'forgotten' &&
        stored.eventCount === eventNumber - 1 &&
        stored.turn.kind === 'listening';
      if (!isNext) return answerAt(stored, eventNumber);
      const turn = await advance(stored, event);
      return turn === undefined ? answerAt(await find(called), eventNumber) : accept(turn);
    },
    hangUp: async (called) => {
      const stored = await find(called);
      if (stored === undefined || stored === 'forgotten' || stored.turn.kind === 'ended') return;
      await advance(stored, { kind: 'hang-up' });
    },
  };
}

function inSystem<T>(
  { database }: StoredCallsMeans,
  tenantId: number,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return database.inTenant(tenantId, 'system', work);
}

async function load(
  tx: Tx,
  { masterKey }: StoredCallsMeans,
  callId: string,
): Promise<StoredCall | 'forgotten' | undefined> {
  const row = await findCall(tx, callId);
  if (row === undefined) return undefined;
  if (row.sealed === null) return 'forgotten';
  const text = unsealField(await fieldKey(tx, masterKey), placeOf(callId), row.sealed);
  return { ...toStanding(JSON.parse(text)), eventCount: row.eventCount };
}

async function sealed(
  tx: Tx,
  { masterKey }: StoredCallsMeans,
  standing: Standing,
): Promise<Uint8Array> {
  const key = await fieldKey(tx, masterKey);
  return sealField(key, placeOf(standing.call.callId), JSON.stringify(standing));
}

const placeOf = (callId: string): FieldPlace => ({
  table: 'voice.call',
  row: callId,
  column: 'sealed',
});

/** Only this file writes what it reads: an envelope that opens is of this shape. */
function toStanding(value: unknown): Standing {
  return value as Standing;
}
