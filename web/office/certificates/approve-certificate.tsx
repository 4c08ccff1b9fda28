// Approving a certificate with the dates that the office reads on it; what was booked is said with its receipt.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChangeResponse } from '#bookings/api.ts';
import { parseDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { dayInWords } from '../../kit/civil-words.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { ReceiptCode } from '../../kit/receipt-code.tsx';
import { nameOf } from './certificate-row.tsx';
import type { Certificate } from './certificate-row.tsx';
import { useCertificateTexts } from './texts.ts';

export function ApproveCertificate(props: {
  readonly certificate: Certificate;
  readonly today: Day;
  onClose(): void;
  onRecorded(): void;
}): JSX.Element {
  const { say } = useCertificateTexts();
  const { certificate, today } = props;
  const intention = useRef({ of: '', key: '' });
  const [fromText, setFromText] = useState<string>(certificate.askedFrom);
  const [toText, setToText] = useState<string>(certificate.askedTo);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [receipt, setReceipt] = useState<ChangeResponse>();

  const [from, to] = [parseDay(fromText), parseDay(toText)];
  const mistakes = {
    from: from === undefined ? say('mistake.day') : undefined,
    to:
      to === undefined
        ? say('mistake.day')
        : from !== undefined && to < from
          ? say('mistake.order')
          : undefined,
  };
  const approve = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || mistakes.from !== undefined || mistakes.to !== undefined) return;
    const of = `${fromText} ${toText}`;
    if (intention.current.of !== of) intention.current = { of, key: crypto.randomUUID() };
    setBusy(true);
    setFailure(undefined);
    const answer = await call<ChangeResponse>(
      `/staff/certificates/${certificate.certificateId}/approval`,
      {
        method: 'POST',
        idempotencyKey: intention.current.key,
        body: { from: fromText, to: toText },
      },
    );
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    if ('value' in answer) setReceipt(answer.value);
    return props.onRecorded();
  };
  if (receipt !== undefined) {
    return (
      <Dialog title={say('approve.done')} onClose={props.onClose}>
        <Booked
          receipt={receipt}
          certificate={certificate}
          asked={{ from: fromText, to: toText }}
          today={today}
        />
        <Button size="wide" onPress={props.onClose}>
          {say('close')}
        </Button>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={say('approve.title', { name: nameOf(certificate) })}
      busy={busy}
      onClose={props.onClose}
    >
      <form noValidate onSubmit={(event) => void approve(event)}>
        <p>{say('approve.hint')}</p>
        <Field
          name="from"
          type="date"
          label={say('approve.from')}
          mistake={mistakes.from}
          value={fromText}
          onValue={setFromText}
        />
        <Field
          name="to"
          type="date"
          label={say('approve.to')}
          mistake={mistakes.to}
          value={toText}
          onValue={setToText}
        />
        <div class="stack">
          {failure !== undefined && <FailureAlert failure={failure} of="change" />}
          <Button type="submit" size="large" busy={busy}>
            {say('approve.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Booked(props: {
  readonly receipt: ChangeResponse;
  readonly certificate: Certificate;
  readonly asked: { readonly from: string; readonly to: string };
  readonly today: Day;
}): JSX.Element {
  const { say, language } = useCertificateTexts();
  const { receipt, certificate, asked, today } = props;
  const words = (day: string): string => dayInWords(day, language, today);
  const [first = asked.from] = receipt.lines.flatMap(({ from }) => from ?? []).toSorted();
  return (
    <div class="stack">
      <Alert tone="success">
        <p>
          {say('approve.what', {
            name: nameOf(certificate),
            from: words(first),
            to: words(asked.to),
          })}
        </p>
        {first > asked.from && (
          <p>{say('approve.later', { from: words(first), asked: words(asked.from) })}</p>
        )}
      </Alert>
      <div class="receipt-box">
        <p>{say('approve.receipt')}</p>
        <ReceiptCode code={receipt.code} />
      </div>
    </div>
  );
}
