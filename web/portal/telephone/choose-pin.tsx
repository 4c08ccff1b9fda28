// A new PIN for a child, written by the guardian; the rule that refuses an easy one is the server's own.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { FailureAlert } from '../../kit/alert.tsx';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import type { PhoneChild } from './telephone.tsx';
import { useTelephoneTexts } from './texts.ts';

const ofThePin = ['enrolment.pin-too-easy', 'enrolment.pin-not-five-digits'];

export function ChoosePin(props: {
  readonly child: PhoneChild;
  onClose(): void;
  onSaved(): void;
}): JSX.Element {
  const { say } = useTelephoneTexts();
  const { child } = props;
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const mistake =
    failure?.kind === 'refused' && ofThePin.includes(failure.code) ? failure.sentence : undefined;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const path = `/family/pupils/${child.pupilId}/phone-pin`;
    const answer = await call(path, { method: 'POST', body: { pin: pin.trim() } });
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) props.onSaved();
  };
  const act = child.pinGivenAt === null ? 'choose' : 'change';
  return (
    <Dialog
      title={say(`${act}-for`, { name: child.firstName })}
      busy={busy}
      onClose={props.onClose}
    >
      <form class="stack" noValidate onSubmit={(event) => void save(event)}>
        {act === 'change' && <p>{say('ends')}</p>}
        {failure !== undefined && mistake === undefined && (
          <FailureAlert failure={failure} of="change" />
        )}
        <Field
          name="pin"
          label={say('new-pin')}
          hint={say('new-pin-hint')}
          autoComplete="off"
          inputMode="numeric"
          mistake={mistake}
          value={pin}
          onValue={setPin}
        />
        <Button type="submit" size="wide" busy={busy}>
          {say('save')}
        </Button>
      </form>
    </Dialog>
  );
}
