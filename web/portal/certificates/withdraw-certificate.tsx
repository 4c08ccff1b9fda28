// Taking back a certificate that nobody has looked at yet.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { FailureAlert, announce } from '../../kit/alert.tsx';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import type { Certificate } from './certificate-card.tsx';
import { useCertificateTexts } from './texts.ts';

export function WithdrawCertificate(props: {
  readonly certificate: Certificate;
  onClose(): void;
  onRecorded(): void;
}): JSX.Element {
  const { say } = useCertificateTexts();
  const { certificateId, pupilFirstName: name } = props.certificate;
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const withdraw = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    const answer = await call(`/certificates/${certificateId}/withdrawal`, {
      method: 'POST',
      idempotencyKey: key.current,
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    props.onRecorded();
    announce(say('withdraw.done'));
    return props.onClose();
  };
  return (
    <Dialog title={say('withdraw')} busy={busy} onClose={props.onClose}>
      <div class="stack">
        <p>{say('withdraw.sure', { name })}</p>
        {failure !== undefined && <FailureAlert failure={failure} of="change" />}
        <Button size="large" busy={busy} onPress={() => void withdraw()}>
          {say('withdraw')}
        </Button>
      </div>
    </Dialog>
  );
}
