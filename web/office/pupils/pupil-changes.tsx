// Who changed what in a month, when and through what; also what was refused, and why (RULES B5, B6).
import type { JSX } from 'preact';
import type { HistoryEntry, StaffMonth } from '#bookings/api.ts';
import type { Day } from '#ground/day.ts';
import { dayInWords, instantOf, momentInWords } from '../../kit/civil-words.ts';
import { groupsOf } from '../../kit/receipt-code.tsx';
import { Link } from '../../kit/router.tsx';
import { daysOf } from './change-words.ts';
import { usePupilTexts } from './texts.ts';

export function PupilChanges(props: {
  readonly entries: readonly HistoryEntry[];
  readonly services: StaffMonth['services'];
  readonly today: Day;
  /** Receipts are looked up by the office. */
  readonly linksReceipts: boolean;
}): JSX.Element {
  const { say } = usePupilTexts();
  const { entries, services } = props;
  const serviceOf = (serviceId: string | null): string =>
    services.length < 2
      ? ''
      : (services.find((one) => one.serviceId === serviceId)?.serviceName ?? '');
  return (
    <section class="card" aria-label={say('changes')}>
      <h2>{say('changes')}</h2>
      {entries.length === 0 && <p>{say('changes.none')}</p>}
      <ol class="plain-list changes">
        {entries.map((entry) => (
          <li key={JSON.stringify(entry)}>
            <Entry
              entry={entry}
              service={serviceOf(entry.serviceId)}
              today={props.today}
              linksReceipt={props.linksReceipts}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Entry(props: {
  readonly entry: HistoryEntry;
  readonly service: string;
  readonly today: Day;
  readonly linksReceipt: boolean;
}): JSX.Element {
  const spoken = usePupilTexts();
  const { say, language } = spoken;
  const { entry, service, today } = props;
  const when = momentInWords(instantOf(entry.at), language, today);
  const what = service === '' ? '' : ` · ${service}`;
  if (entry.kind === 'correction')
    return (
      <>
        <strong>
          {say('changes.correction', { kind: entry.correction.replaceAll('-', '_') })}
        </strong>
        <br />
        {dayInWords(entry.day, language, today)}
        {what}
        <br />
        <span class="soft">{say('changes.recorded', { when })}</span>
      </>
    );
  const channel = say('channel', { channel: entry.channel });
  return (
    <>
      <strong>{say(`op.${entry.operation}`)}</strong>: {daysOf(entry, today, spoken)}
      {what}
      {entry.kind === 'refused' && (
        <>
          <br />
          <span class="refused">
            {say('changes.refused', { code: entry.refusal.replaceAll('-', '_') })}
          </span>
        </>
      )}
      <br />
      <span class="soft">{say('changes.by', { name: entry.by, channel, when })}</span>
      {entry.kind === 'change' && props.linksReceipt && (
        <>
          <br />
          <Link to={`/ricevute/${entry.receiptCode}`} class="receipt-link">
            {say('changes.receipt', { code: groupsOf(entry.receiptCode).join(' ') })}
          </Link>
        </>
      )}
    </>
  );
}
