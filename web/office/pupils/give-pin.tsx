// A child's PIN for the telephone: given on purpose, printed with the code and the line, seen this once.
import type { JSX } from 'preact';
import type { PupilCardView } from '#enrolment/api.ts';
import type { GivenPinView } from '#enrolment/phone-api.ts';
import { writtenNumber } from '#ground/phone-number.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icons.tsx';
import { ReceiptCode } from '../../kit/receipt-code.tsx';
import { useMadeOnce } from '../made-once.ts';
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
  const path = `/staff/pupils/${card.pupilId}/phone-pin`;
  const { busy, failure, made: given, make } = useMadeOnce<GivenPinView>(path);
  const create = async (): Promise<void> => {
    if ((await make()) !== undefined) props.onGiven();
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
