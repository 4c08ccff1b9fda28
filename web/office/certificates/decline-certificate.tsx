// Declining a certificate: one of few reasons, and the very words that the parents will read.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { declineReasons } from '#certificates/model.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Choices } from '../../kit/choices.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { nameOf } from './certificate-row.tsx';
import type { Certificate } from './certificate-row.tsx';
import { useCertificateTexts } from './texts.ts';

export function DeclineCertificate(props: {
  readonly certificate: Certificate;
  onClose(): void;
  onRecorded(sentence: string): void;
}): JSX.Element {
  const { say } = useCertificateTexts();
  const { certificate } = props;
  const intention = useRef({ of: '', key: '' });
  const [chosen, setChosen] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const reason = declineReasons.find((one) => one === chosen);

  const decline = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (busy || reason === undefined) return;
    if (intention.current.of !== reason)
      intention.current = { of: reason, key: crypto.randomUUID() };
    setBusy(true);
    setFailure(undefined);
    const answer = await call(`/staff/certificates/${certificate.certificateId}/decline`, {
      method: 'POST',
      idempotencyKey: intention.current.key,
      body: { reason },
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    props.onRecorded(say('decline.done'));
    return props.onClose();
  };
  return (
    <Dialog
      title={say('decline.title', { name: nameOf(certificate) })}
      busy={busy}
      onClose={props.onClose}
    >
      <form class="stack" noValidate onSubmit={(event) => void decline(event)}>
        <Choices
          label={say('decline.why')}
          choices={declineReasons.map((value) => ({ value, word: say(`decline.word.${value}`) }))}
          chosen={chosen}
          onChoose={setChosen}
        />
        {reason !== undefined && (
          <Alert tone="note">
            <p>{say('decline.told')}</p>
            <p>{say(`decline.${reason}`)}</p>
          </Alert>
        )}
        {tried && reason === undefined && (
          <Alert tone="problem">
            <p>{say('mistake.reason')}</p>
          </Alert>
        )}
        {failure !== undefined && <FailureAlert failure={failure} of="change" />}
        <Button type="submit" size="large" busy={busy}>
          {say('decline.submit')}
        </Button>
      </form>
    </Dialog>
  );
}
