// Ricevute: the proof of every change, newest first, and one receipt with what verifies it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ReceiptList, ReceiptResponse } from '#bookings/api.ts';
import type { Day } from '#ground/day.ts';
import type { ReceiptProof } from '#receipts/api.ts';
import { FailureAlert, Waiting } from '../kit/alert.tsx';
import {
  dayInRome,
  dayInWords,
  instantOf,
  momentInWords,
  timeInWords,
} from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { ReceiptCode, groupsOf } from '../kit/receipt-code.tsx';
import { useRemote } from '../kit/remote.ts';
import { Link } from '../kit/router.tsx';
import { serverNow } from '../kit/server-clock.ts';
import { ReceiptLines } from './receipt-slip.tsx';
import { usePortalTexts } from './texts.ts';

export function Receipts(): JSX.Element {
  const { say, language } = usePortalTexts();
  const remote = useRemote<ReceiptList>('/receipts');
  const today = dayInRome(serverNow());
  return (
    <>
      <PageTitle title={say('section.receipts')} />
      <div class="stack">
        {remote.failure !== undefined && (
          <FailureAlert
            failure={remote.failure}
            of="reading"
            onRetry={() => void remote.refresh()}
          />
        )}
        {remote.value === undefined && remote.failure === undefined && <Waiting />}
        {remote.value?.receipts.length === 0 && <p>{say('receipts.none')}</p>}
        {[...byDay(remote.value?.receipts ?? [])].map(([day, receipts]) => (
          <section key={day} class="stack" aria-label={dayInWords(day, language, today)}>
            <h2 class="day-heading">
              {day === today
                ? say('day.today', { day: dayInWords(day, language) })
                : dayInWords(day, language, today)}
            </h2>
            {receipts.map((receipt) => (
              <ReceiptCard key={receipt.code} receipt={receipt} today={today} />
            ))}
          </section>
        ))}
      </div>
    </>
  );
}

/** By the day on which they were received, in the order in which they come. */
function byDay(receipts: readonly ReceiptResponse[]): ReadonlyMap<Day, readonly ReceiptResponse[]> {
  const days = new Map<Day, ReceiptResponse[]>();
  for (const receipt of receipts) {
    const day = dayInRome(instantOf(receipt.receivedAt));
    days.set(day, [...(days.get(day) ?? []), receipt]);
  }
  return days;
}

function ReceiptCard(props: {
  readonly receipt: ReceiptResponse;
  readonly today: Day;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { receipt, today } = props;
  return (
    <article class="card">
      <ReceiptLines receipt={receipt} today={today} />
      <p class="soft">
        {say('history.by', {
          name: receipt.by ?? '',
          channel: say('channel', { channel: receipt.channel }),
          when: timeInWords(instantOf(receipt.receivedAt)),
        })}
      </p>
      <Link to={`/ricevute/${receipt.code}`} class="button secondary wide">
        <Icon name="receipt" />
        {say('receipts.detail', { code: groupsOf(receipt.code).join(' ') })}
      </Link>
    </article>
  );
}

export function ReceiptPage({ code }: { readonly code: string }): JSX.Element {
  const { say } = usePortalTexts();
  const remote = useRemote<ReceiptResponse>(`/receipts/${encodeURIComponent(code)}`);
  const today = dayInRome(serverNow());
  const receipt = remote.value;
  return (
    <>
      <PageTitle title={say('receipts.detail', { code: groupsOf(code).join(' ') })}>
        {say('receipts.detail', { code: '' })}
      </PageTitle>
      <div class="stack">
        {remote.failure !== undefined && (
          <FailureAlert
            failure={remote.failure}
            of="reading"
            onRetry={() => void remote.refresh()}
          />
        )}
        {receipt === undefined && remote.failure === undefined && <Waiting />}
        {receipt !== undefined && <ReceiptFacts receipt={receipt} today={today} />}
        <Link to="/ricevute" class="button quiet">
          {say('receipts.back')}
        </Link>
      </div>
    </>
  );
}

function ReceiptFacts(props: {
  readonly receipt: ReceiptResponse;
  readonly today: Day;
}): JSX.Element {
  const { say, language } = usePortalTexts();
  const { receipt, today } = props;
  const when = momentInWords(instantOf(receipt.receivedAt), language, today);
  return (
    <>
      <div class="receipt-box">
        <p>{say('receipt.code')}</p>
        <ReceiptCode code={receipt.code} />
      </div>
      <section class="card">
        <ReceiptLines receipt={receipt} today={today} />
        <dl class="facts">
          <div>
            <dt>{say('receipts.when')}</dt>
            <dd>{when}</dd>
          </div>
          <div>
            <dt>{say('receipts.channel')}</dt>
            <dd>{say('channel', { channel: receipt.channel })}</dd>
          </div>
          {receipt.by !== null && (
            <div>
              <dt>{say('receipts.by')}</dt>
              <dd>{receipt.by}</dd>
            </div>
          )}
        </dl>
      </section>
      <p>{say('receipts.hint')}</p>
      <Proof code={receipt.code} />
    </>
  );
}

/** What a third party needs to verify the receipt without asking us. */
function Proof({ code }: { readonly code: string }): JSX.Element {
  const { say } = usePortalTexts();
  const [open, setOpen] = useState(false);
  const proof = useRemote<ReceiptProof>(open ? `/receipts/${code}/proof` : undefined);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="button quiet">{say('receipts.proof')}</summary>
      {proof.failure !== undefined && <FailureAlert failure={proof.failure} of="reading" />}
      <dl class="facts">
        {Object.entries(proof.value ?? {}).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
