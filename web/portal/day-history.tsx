// What has changed a day so far: what, who, through what, when; and what was refused (RULES B5, B6).
import type { JSX } from 'preact';
import type { HistoryEntry, HistoryResponse } from '#bookings/api.ts';
import { monthOf } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { FailureAlert } from '../kit/alert.tsx';
import { dayInRome, instantOf, momentInWords } from '../kit/civil-words.ts';
import { groupsOf } from '../kit/receipt-code.tsx';
import { useRemote } from '../kit/remote.ts';
import { Link } from '../kit/router.tsx';
import { serverNow } from '../kit/server-clock.ts';
import { usePortalTexts } from './texts.ts';

export function DayHistory(props: {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly day: Day;
}): JSX.Element | null {
  const { say } = usePortalTexts();
  const { pupilId, serviceId, day } = props;
  const remote = useRemote<HistoryResponse>(`/pupils/${pupilId}/months/${monthOf(day)}/changes`);
  const entries = (remote.value?.entries ?? []).filter(
    (entry) => (entry.serviceId === null || entry.serviceId === serviceId) && concerns(entry, day),
  );
  if (remote.value === undefined && remote.failure !== undefined)
    return <FailureAlert failure={remote.failure} of="reading" />;
  if (entries.length === 0) return null;
  return (
    <section class="history">
      <h3>{say('history.title')}</h3>
      <ol class="plain-list">
        {entries.map((entry) => (
          <Entry key={JSON.stringify(entry)} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function concerns(entry: HistoryEntry, day: Day): boolean {
  if (entry.kind === 'correction') return entry.day === day;
  if (entry.days.includes(day)) return true;
  return entry.from !== null && entry.from <= day && (entry.to === null || day <= entry.to);
}

function Entry({ entry }: { readonly entry: HistoryEntry }): JSX.Element {
  const { say, language } = usePortalTexts();
  const at = instantOf(entry.at);
  // A history is read days later: its moments are told with their day.
  const today = dayInRome(serverNow());
  const when = momentInWords(at, language, today);
  if (entry.kind === 'correction')
    return (
      <li>
        <strong>{say(`correction.${entry.correction}`, { outcome: entry.outcome })}</strong>
        <br />
        <span class="soft">{say('history.recorded', { when })}</span>
      </li>
    );
  const channel = say('channel', { channel: entry.channel });
  return (
    <li>
      <strong>{say(`history.${entry.operation}`)}</strong>
      {entry.kind === 'refused' && (
        <>
          {' '}
          <span class="refused">
            {say('history.refused', { code: entry.refusal.replaceAll('-', '_') })}
          </span>
        </>
      )}
      <br />
      <span class="soft">{say('history.by', { name: entry.by, channel, when })}</span>
      {entry.kind === 'change' && (
        <>
          <br />
          <Link to={`/ricevute/${entry.receiptCode}`} class="receipt-link">
            {say('receipts.detail', { code: groupsOf(entry.receiptCode).join(' ') })}
          </Link>
        </>
      )}
    </li>
  );
}
