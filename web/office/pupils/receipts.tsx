// Ricevute: any receipt of the authority by the code that a family reads out, and whether it can still be proved (RULES B9).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { StaffReceipt } from '#bookings/api.ts';
import { hasValidCheckDigit } from '#ground/check-digit.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { Breadcrumbs } from '../../kit/breadcrumbs.tsx';
import { Button } from '../../kit/button.tsx';
import { dayInRome, instantOf, momentInWords } from '../../kit/civil-words.ts';
import { Field } from '../../kit/field.tsx';
import { PageTitle } from '../../kit/page-title.tsx';
import { ReceiptCode, groupsOf } from '../../kit/receipt-code.tsx';
import { useRemote } from '../../kit/remote.ts';
import { Link, navigate } from '../../kit/router.tsx';
import { serverNow } from '../../kit/server-clock.ts';
import type { SectionProps } from '../sections.ts';
import { daysOf } from './change-words.ts';
import { usePupilTexts } from './texts.ts';
import './pupils.scss';

export function Receipts({ place }: SectionProps): JSX.Element {
  return place === '' ? <LookUp /> : <OneReceipt code={place} key={place} />;
}

function LookUp(): JSX.Element {
  const { say } = usePupilTexts();
  const [code, setCode] = useState('');
  const [mistake, setMistake] = useState<string>();
  const find = (event: Event): void => {
    event.preventDefault();
    const digits = code.replaceAll(/\D/g, '');
    if (digits.length === 9 && hasValidCheckDigit(digits)) navigate(`/ricevute/${digits}`);
    else setMistake(say('receipts.mistyped'));
  };
  return (
    <>
      <PageTitle title={say('receipts.title')} />
      <form class="card narrow-form" onSubmit={find}>
        <Field
          name="code"
          label={say('receipts.code')}
          hint={say('receipts.code-hint')}
          autoComplete="off"
          inputMode="numeric"
          mistake={mistake}
          value={code}
          onValue={setCode}
        />
        <Button type="submit">{say('receipts.find')}</Button>
      </form>
    </>
  );
}

function OneReceipt({ code }: { readonly code: string }): JSX.Element {
  const { say } = usePupilTexts();
  const remote = useRemote<StaffReceipt>(`/staff/receipts/${encodeURIComponent(code)}`);
  const title = say('receipts.one', { code: groupsOf(code).join(' ') });
  return (
    <>
      <Breadcrumbs above={[{ to: '/ricevute', word: say('receipts.title') }]} here={title} />
      <PageTitle title={title} />
      <div class="stack narrow-form">
        {remote.value === undefined && remote.failure === undefined && <Waiting />}
        {remote.failure !== undefined && (
          <FailureAlert
            failure={remote.failure}
            of="reading"
            onRetry={() => void remote.refresh()}
          />
        )}
        {remote.value !== undefined && <Facts receipt={remote.value} />}
        <Link to="/ricevute" class="button secondary">
          {say('receipts.other')}
        </Link>
      </div>
    </>
  );
}

function Facts({ receipt }: { readonly receipt: StaffReceipt }): JSX.Element {
  const spoken = usePupilTexts();
  const { say, language } = spoken;
  const today = dayInRome(serverNow());
  const facts: readonly (readonly [string, string])[] = [
    [say('receipts.when'), momentInWords(instantOf(receipt.receivedAt), language, today)],
    [say('receipts.by'), receipt.by ?? say('unknown')],
    [say('receipts.channel'), say('channel', { channel: receipt.channel })],
    [
      say('receipts.chain'),
      receipt.position === null
        ? say('receipts.unsealed')
        : say('receipts.sealed', { position: receipt.position }),
    ],
  ];
  return (
    <section class="card stack">
      <div class="receipt-box">
        <ReceiptCode code={receipt.code} />
      </div>
      <ul class="plain-list">
        {receipt.lines.map((line) => {
          const name = `${line.pupilFirstName} ${line.pupilLastName}`;
          return (
            <li key={`${line.pupilId} ${line.serviceName} ${line.operation}`}>
              <p>
                {say('receipts.line', {
                  name,
                  service: line.serviceName,
                  operation: say(`op.${line.operation}`),
                  days: daysOf(line, today, spoken),
                })}
                <br />
                <Link to={`/bambini/${line.pupilId}`} class="receipt-link">
                  {say('receipts.pupil', { name })}
                </Link>
              </p>
            </li>
          );
        })}
      </ul>
      <dl class="facts">
        {facts.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {receipt.isErased && <p>{say('receipts.erased')}</p>}
      <details>
        <summary class="button quiet">{say('receipts.proof')}</summary>
        <dl class="facts proof">
          {Object.entries(receipt.proof).map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
