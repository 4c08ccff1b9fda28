// A child's PIN for the telephone: given on purpose, printed with the code and the line, seen this once.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PupilCardView } from '#enrolment/api.ts';
import type { GivenPinView } from '#enrolment/phone-api.ts';
import { writtenNumber } from '#ground/phone-number.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icons.tsx';
import { ReceiptCode } from '../../kit/receipt-code.tsx';
import { printLetter } from './print-letter.ts';
import { usePupilTexts } from './texts.ts';

export function GivePin(props: {
  readonly card: PupilCardView;
  onClose(): void;
  onGiven(): void;
}): JSX.Element {
  const { say } = usePupilTexts();
  const { card } = props;
  const name = `${card.firstName} ${card.lastName}`;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [given, setGiven] = useState<GivenPinView>();
  const create = async (): Promise<void> => {
    setBusy(true);
    const path = `/staff/pupils/${card.pupilId}/phone-pin`;
    const answer = await call<GivenPinView>(path, { method: 'POST' });
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (!answer.ok || !('value' in answer)) return;
    setGiven(answer.value);
    props.onGiven();
  };
  return (
    <Dialog
      title={given === undefined ? say('pin.title') : say('pin.of', { name })}
      busy={busy}
      onClose={props.onClose}
    >
      {given === undefined ? (
        <div class="stack">
          <p>{say('pin.ask', { name })}</p>
          <Alert tone="note">
            <p>{say('pin.check', { name })}</p>
          </Alert>
          {failure !== undefined && <FailureAlert failure={failure} of="change" />}
          <Button size="wide" busy={busy} onPress={() => void create()}>
            {say('pin.create')}
          </Button>
        </div>
      ) : (
        <div class="stack">
          <PinLetter given={given} />
          <div class="button-row">
            <Button look="secondary" onPress={printLetter}>
              <Icon name="print" />
              {say('give.print')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function PinLetter({ given }: { readonly given: GivenPinView }): JSX.Element {
  const { say } = usePupilTexts();
  return (
    <div class="letter stack">
      <p class="printed-only">
        <strong>{say('pin.letter')}</strong>
        <br />
        {say('pin.of', { name: given.pupilName })}
      </p>
      <div class="receipt-box">
        <p>{say('phone-code')}</p>
        <ReceiptCode code={given.phoneCode} />
        <p>{say('pin')}</p>
        <span class="receipt-code">{given.pin}</span>
      </div>
      {given.lines.map(({ number, kind }) =>
        kind === 'voice' ? (
          <p key={number}>
            <strong>{say('pin.line', { number: writtenNumber(number) })}</strong>
          </p>
        ) : null,
      )}
      <p>{say('pin.how')}</p>
      <p class="not-printed">{say('pin.once')}</p>
    </div>
  );
}
