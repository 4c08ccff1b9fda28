// What was recorded, for whom, when, and the code that proves it (RULES B9).
import type { JSX } from 'preact';
import type { ChangeResponse, ReceiptResponse } from '#bookings/api.ts';
import type { Day } from '#ground/day.ts';
import { Alert } from '../kit/alert.tsx';
import { dayInWords, instantOf, momentInWords } from '../kit/civil-words.ts';
import { ReceiptCode } from '../kit/receipt-code.tsx';
import { daysInWords, isLongList } from './day-list.ts';
import { usePortalTexts } from './texts.ts';

export function ReceiptSlip(props: {
  readonly receipt: ChangeResponse;
  readonly today: Day;
}): JSX.Element {
  const { language, say } = usePortalTexts();
  const { receipt, today } = props;
  return (
    <>
      <Alert tone="success">
        <ReceiptLines receipt={receipt} today={today} />
        {receipt.repeated && <p>{say('receipt.repeated')}</p>}
      </Alert>
      <div class="receipt-box">
        <p>{say('receipt.code')}</p>
        <ReceiptCode code={receipt.code} />
        <p class="soft">
          {say('receipt.received', {
            when: momentInWords(instantOf(receipt.receivedAt), language, today),
          })}
        </p>
      </div>
      <p class="soft">{say('receipt.keep')}</p>
    </>
  );
}

/** "Anna · Mensa: non mangia oggi, lunedì 23 novembre" */
export function ReceiptLines(props: {
  readonly receipt: ReceiptResponse;
  readonly today: Day;
}): JSX.Element {
  const spoken = usePortalTexts();
  const { receipt, today } = props;
  return (
    <>
      {receipt.lines.map((line) => (
        <p key={`${line.pupilId} ${line.serviceName} ${line.operation}`}>
          {spoken.say(`receipt.line.${line.operation}`, {
            name: line.pupilFirstName,
            service: line.serviceName,
            count: line.days.length,
            isLong: isLongList(line.days) ? 'yes' : 'no',
            days: daysInWords(line.days, today, spoken),
            from: line.from === null ? '' : dayInWords(line.from, spoken.language, today),
            to: line.to === null ? '' : dayInWords(line.to, spoken.language, today),
            isOpen: line.to === null ? 'yes' : 'no',
          })}
          {line.stillAbsent.length > 0 &&
            ` ${spoken.say('receipt.still-absent', {
              days: daysInWords(line.stillAbsent, today, spoken),
            })}`}
        </p>
      ))}
    </>
  );
}
