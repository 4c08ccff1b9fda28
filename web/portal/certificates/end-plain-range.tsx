// Ending the plain meals of a certificate early, as soon as possible or from a day on (RULES B7).
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChangeResponse } from '#bookings/api.ts';
import { parseDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { FailureAlert } from '../../kit/alert.tsx';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Choices } from '../../kit/choices.tsx';
import { dayInWords } from '../../kit/civil-words.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { ReceiptSlip } from '../receipt-slip.tsx';
import type { Certificate } from './certificate-card.tsx';
import { useCertificateTexts } from './texts.ts';

export function EndPlainRange(props: {
  readonly certificate: Certificate;
  readonly today: Day;
  onClose(): void;
  onRecorded(): void;
}): JSX.Element {
  const { say, language } = useCertificateTexts();
  const { certificate, today } = props;
  const { pupilId, pupilFirstName: name, booked } = certificate;
  const first = booked !== null && booked.from > today ? booked.from : today;
  const last = booked?.to ?? today;
  const intention = useRef({ of: '', key: '' });
  const [when, setWhen] = useState('soon');
  const [dayText, setDayText] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [receipt, setReceipt] = useState<ChangeResponse>();

  const day = parseDay(dayText);
  const isWithin = day !== undefined && first <= day && day <= last;
  const words = (one: string): string => dayInWords(one, language, today);
  const end = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    setFailure(undefined);
    if (busy || (when === 'day' && !isWithin)) return;
    const from = when === 'day' ? dayText : undefined;
    if (intention.current.of !== String(from))
      intention.current = { of: String(from), key: crypto.randomUUID() };
    setBusy(true);
    const answer = await call<ChangeResponse>('/plain-ranges/end', {
      method: 'POST',
      idempotencyKey: intention.current.key,
      body: { entries: [{ pupilId, ...(from === undefined ? {} : { from }) }] },
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    if ('value' in answer) setReceipt(answer.value);
    return props.onRecorded();
  };
  if (receipt !== undefined) {
    return (
      <Dialog title={say('end.done')} onClose={props.onClose}>
        <div class="stack">
          <ReceiptSlip receipt={receipt} today={today} />
          <Button size="wide" onPress={props.onClose}>
            {say('close')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={say('end')} busy={busy} onClose={props.onClose}>
      <form noValidate onSubmit={(event) => void end(event)}>
        <p>
          <strong>{name}</strong>
          <br />
          {say('approved', { from: words(booked?.from ?? today), to: words(last) })}
        </p>
        <Choices
          label={say('end.when')}
          choices={[
            { value: 'soon', word: say('end.soon') },
            { value: 'day', word: say('end.day') },
          ]}
          chosen={when}
          onChoose={setWhen}
        />
        {when === 'day' && (
          <Field
            name="from"
            type="date"
            label={say('end.from')}
            min={first}
            max={last}
            value={dayText}
            mistake={
              tried && !isWithin
                ? say('end.mistake', { from: words(first), to: words(last) })
                : undefined
            }
            onValue={setDayText}
          />
        )}
        <div class="stack">
          {failure !== undefined && <FailureAlert failure={failure} of="change" />}
          <Button type="submit" size="large" busy={busy}>
            {say('end.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
