// One call driven through the dialogue: what the caller presses goes in, the house answers what the dialogue asks, a turn comes out.
import type { BookingsMeans, KnownCaller } from '#voice/answer-question.ts';
import { answerQuestion, nobodyKnown } from '#voice/answer-question.ts';
import { advance } from '#voice/dialogue.ts';
import { firstState } from '#voice/dialogue-state.ts';
import type { DialogueState } from '#voice/dialogue-state.ts';
import { phoneCodeDigits } from '#enrolment/phone-code.ts';
import { asksPhonePin } from '#enrolment/recognise-caller.ts';
import type { Instant } from '#ground/instant.ts';
import { faultName } from '#platform/log.ts';
import type { Log } from '#platform/log.ts';
import { findTenantById } from '#tenancy/list-tenants.ts';
import type { LineDirectory } from '#tenancy/phone-lines.ts';
import type { CalledLine, CallEvent, IncomingCall, Question, Turn } from '#voice/model.ts';
import type { KeptConversation } from '#voice/stored-calls.ts';

export interface ConversationMeans extends BookingsMeans {
  readonly lines: Pick<LineDirectory, 'lineAt'>;
  readonly log: Log;
}

/** What another process needs to take the call up: plain JSON. Who is known never comes from the dialogue. */
interface Kept {
  readonly state: DialogueState;
  readonly known: KnownCaller;
}

/**
 * One call, whatever it came through. Throws nothing: a house that does not answer is a sentence. Events are taken
 * one after the other; what counts for the cut-off is when each was handed over (RULES B2).
 */
export function conversationOf(
  means: ConversationMeans,
  call: IncomingCall,
  kept?: unknown,
): KeptConversation {
  const { clock, log } = means;
  const logged = { tenantId: call.tenantId, id: call.callId.slice(0, 64) };
  let standing = kept === undefined || kept === null ? undefined : toKept(kept);
  let last: Promise<unknown> = Promise.resolve();

  const answer = async (question: Question, known: KnownCaller, arrivedAt: Instant) => {
    const startedAt = means.securityClock.now();
    const answered = await answerQuestion(means, call, known, question, arrivedAt).catch(
      (fault: unknown) => {
        log.alarm('call-question-failed', {
          ...logged,
          kind: question.ask,
          fault: faultName(fault),
        });
        return { known, answer: { kind: 'failed' } as const };
      },
    );
    log.info('call-question', {
      ...logged,
      kind: question.ask,
      code: answered.answer.kind,
      durationMs: means.securityClock.now() - startedAt,
    });
    return answered;
  };

  /** From an event to the next turn: a dialogue asks a few questions in a row at the most. */
  const follow = async (before: Kept, event: CallEvent, arrivedAt: Instant): Promise<Turn> => {
    let { state, known } = before;
    let heard = event;
    for (let asked = 0; asked <= questionsInARowMax; asked += 1) {
      const following = advance(state, heard);
      state = following.state;
      standing = { state, known };
      if (following.next.kind === 'turn') {
        if (following.next.turn.kind === 'ended') log.info('call-ended', logged);
        return following.next.turn;
      }
      const answered = await answer(following.next.question, known, arrivedAt);
      known = answered.known;
      heard = { kind: 'answer', answer: answered.answer };
    }
    throw new Error('a dialogue that only asks');
  };

  const saying = (run: () => Promise<Turn>): Promise<Turn> => {
    const turn = last.then(run).catch((fault: unknown) => {
      log.alarm('call-failed', { ...logged, fault: faultName(fault) });
      return failedTurn(standing?.state);
    });
    last = turn;
    return turn;
  };

  return {
    begin: () => {
      const arrivedAt = clock.now();
      return saying(async () => {
        log.info('call-began', logged);
        const line = await lineOf(means, call);
        const state = firstState(line);
        return follow({ state, known: nobodyKnown }, { kind: 'call', line }, arrivedAt);
      });
    },
    hear: (event) => {
      const arrivedAt = clock.now();
      return saying(async () => {
        if (standing === undefined) throw new Error('a call that did not begin');
        return follow(standing, event, arrivedAt);
      });
    },
    kept: () => standing ?? null,
  };
}

const questionsInARowMax = 5;

async function lineOf(
  means: ConversationMeans,
  { calledNumber, tenantId }: IncomingCall,
): Promise<CalledLine> {
  const [line, asksPin] = await Promise.all([
    means.lines.lineAt(calledNumber),
    asksPhonePin(means, tenantId),
  ]);
  const isOwn = line?.tenant.tenantId === tenantId;
  const { name } = isOwn ? line.tenant : await findTenantById(means.database, tenantId);
  return { authority: name, language: 'it', asksPin, codeDigits: phoneCodeDigits };
}

function failedTurn(state: DialogueState | undefined): Turn {
  return {
    kind: 'ended',
    say: [{ key: 'call.failed' }],
    language: state?.language ?? 'it',
    isSlow: state?.isSlow ?? false,
  };
}

/** Only `kept` makes it. */
function toKept(value: unknown): Kept {
  return value as Kept;
}
