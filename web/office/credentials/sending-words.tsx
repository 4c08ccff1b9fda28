// What became of an SMS to a guardian, in words: the same on the list of credentials and on a child's page.
import type { JSX } from 'preact';
import type { CodeSmsView } from '#enrolment/credential-api.ts';
import { dayInRome, dayInWords, instantOf, timeInWords } from '../../kit/civil-words.ts';
import { StateBadge } from '../../kit/state-badge.tsx';
import type { StateLook } from '../../kit/state-badge.tsx';
import { useCredentialTexts } from './texts.ts';
import type { CredentialKey, CredentialSpoken } from './texts.ts';

export type Sending = NonNullable<CodeSmsView['sending']>;

/** How often to look again: while it moves, while it waits for its hours or a report, never when it is over. */
export function lookAgainMsOf(
  sendings: readonly (Sending | null | undefined)[],
): number | undefined {
  const standings = new Set(sendings.map((sending) => sending?.standing));
  if (standings.has('waiting') || standings.has('handed-over')) return 3000;
  return standings.has('waiting-for-hours') || standings.has('waiting-for-sender')
    ? 30_000
    : undefined;
}

export function SendingState(props: {
  readonly sending: Sending;
  /** The server's time. */
  readonly now: string;
}): JSX.Element {
  const spoken = useCredentialTexts();
  const word = sendingWords(spoken, props.sending, props.now);
  return <StateBadge look={{ ...looks[props.sending.standing], word }} />;
}

/** "alle 9:00", or "lunedì 30 novembre alle 9:00" where it is not today. */
export function whenInWords(spoken: CredentialSpoken, at: string, now: string): string {
  const [moment, today] = [instantOf(at), dayInRome(instantOf(now))];
  const day = dayInRome(moment);
  const said = day === today ? 'today' : dayInWords(day, spoken.language, today);
  return spoken.say('when', { day: said, time: timeInWords(moment) });
}

export function reasonInWords({ say }: CredentialSpoken, reason: string): string {
  const key = reasons[reason];
  return key === undefined ? say('reason.provider', { reason }) : say(key);
}

function sendingWords(spoken: CredentialSpoken, sending: Sending, now: string): string {
  const { say } = spoken;
  const { standing, reason, from } = sending;
  switch (standing) {
    case 'waiting':
      return reason === null
        ? say('standing.waiting')
        : say('standing.waiting-because', { reason: reasonInWords(spoken, reason) });
    case 'waiting-for-hours': {
      const when = from === null ? '' : whenInWords(spoken, from, now);
      return say('standing.waiting-for-hours', { when });
    }
    case 'unsent':
      return say('standing.unsent', { reason: reasonInWords(spoken, reason ?? 'no answer') });
    case 'waiting-for-sender':
    case 'handed-over':
    case 'delivered':
      return say(`standing.${standing}`);
  }
}

const looks: Readonly<Record<Sending['standing'], Omit<StateLook, 'word'>>> = {
  waiting: { tone: 'quiet-day', icon: 'clock' },
  'waiting-for-hours': { tone: 'quiet-day', icon: 'clock' },
  'waiting-for-sender': { tone: 'closed', icon: 'problem' },
  'handed-over': { tone: 'quiet-day', icon: 'next' },
  delivered: { tone: 'eats', icon: 'done' },
  unsent: { tone: 'closed', icon: 'problem' },
};

const reasons: Readonly<Record<string, CredentialKey>> = {
  'month-is-full': 'reason.month-is-full',
  'no-approved-sender': 'reason.no-approved-sender',
  'number-not-valid': 'reason.number-not-valid',
  'no-number': 'reason.no-number',
  'number-not-mobile': 'reason.number-not-mobile',
  'signed-in': 'reason.signed-in',
  'account-closed': 'reason.account-closed',
  overtaken: 'reason.overtaken',
  expired: 'reason.expired',
  'no answer': 'reason.no-answer',
};
