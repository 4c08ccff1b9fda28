// For tests: a town with a phone line, and calls to it written down as what is heard.
import { randomUUID } from 'node:crypto';
import type { SampleDesk } from '#bookings/sample.ts';
import { ofFamily, sampleDesk, sampleMasterKey } from '#bookings/sample.ts';
import { movableClock } from '#identity/sample.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import { conversationOf } from '#voice/conversation.ts';
import type { ConversationMeans } from '#voice/conversation.ts';
import { textOf } from '#voice/fragments.ts';
import type { IncomingCall, Turn } from '#voice/model.ts';
import type { KeptConversation } from '#voice/stored-calls.ts';

export interface PhoneTown extends SampleDesk {
  readonly means: ConversationMeans;
  readonly securityClock: ReturnType<typeof movableClock>;
  /** Of the first family: her two children are Bimbo101 (every day) and Bimbo102 (Monday and Wednesday). */
  readonly mother: string;
  readonly calledNumber: string;
  readonly pupilIds: readonly string[];
  /** Of Bimbo101. */
  readonly code: string;
  /** Everything that was logged. */
  readonly logged: readonly string[];
  sql(text: string): Promise<readonly Record<string, unknown>[]>;
  call(options?: Partial<IncomingCall>, kept?: unknown): PhoneCall;
}

export interface PhoneCall extends KeptConversation {
  readonly callId: string;
  /** Begins and presses these keys, one after the other; what the last turn said. */
  press(...keys: readonly string[]): Promise<string>;
}

export async function phoneTown(
  database: Database,
  index: number,
  iso: string,
): Promise<PhoneTown> {
  const desk = await sampleDesk(database, index, iso);
  const { tenantId } = desk.town;
  const { family, pupilIds } = ofFamily(desk.town, 0);
  const sql = (text: string) => database.asOwner(text.replaceAll('$t', String(tenantId)));
  const [mother, calledNumber, code] = ['+393331234567', `+39039955500${index}`, '004711'];
  await sql(`
    update identity.family_account set mobile = '${mother}' where tenant_id = $t and account_id = '${family.accountId}';
    update enrolment.pupil set phone_code = '${code}' where tenant_id = $t and pupil_id = '${pupilIds[0]}';
    insert into tenancy.phone_line (number, tenant_id, kind) values ('${calledNumber}', $t, 'voice');`);
  const logged: string[] = [];
  const securityClock = movableClock();
  const means: ConversationMeans = {
    ...desk.means,
    database,
    securityClock,
    masterKey: sampleMasterKey,
    lines: lineDirectory(database),
    log: logTo(
      (line) => logged.push(line),
      () => 'now',
    ),
  };
  return {
    ...desk,
    means,
    securityClock,
    mother,
    calledNumber,
    pupilIds,
    code,
    logged,
    sql,
    call: (options = {}, kept) => {
      const call = {
        callId: randomUUID(),
        tenantId,
        callerNumber: mother,
        calledNumber,
        ...options,
      };
      return phoneCall(conversationOf(means, call, kept), call.callId);
    },
  };
}

export function phoneCall(conversation: KeptConversation, callId: string): PhoneCall {
  return {
    ...conversation,
    callId,
    press: async (...keys) => {
      let turn = await conversation.begin();
      for (const digits of keys) turn = await conversation.hear({ kind: 'digits', digits });
      return saidIn(turn);
    },
  };
}

export function saidIn({ say, language }: Turn): string {
  return say.map((sentence) => textOf(sentence, language)).join(' ');
}

/** The receipt code that was read out, without its pauses. */
export function codeIn(said: string): string {
  return /ricevuta è ([\d ,]+)\./.exec(said)?.[1]?.replaceAll(/\D/g, '') ?? '';
}
