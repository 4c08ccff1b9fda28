// The one-time code by SMS: its text seen before, sent once, and what became of it.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { CodeSmsView } from '#enrolment/credential-api.ts';
import { Alert, announce, FailureAlert } from '../../kit/alert.tsx';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Choices } from '../../kit/choices.tsx';
import { SendingState, whenInWords } from '../credentials/sending-words.tsx';
import { maySend, SmsMeans } from '../credentials/sms-means.tsx';
import { useCredentialTexts } from '../credentials/texts.ts';
import '../credentials/credentials.scss';

export function ByWhat(props: {
  readonly bySms: boolean;
  onChoose(bySms: boolean): void;
}): JSX.Element {
  const { say } = useCredentialTexts();
  return (
    <Choices
      label={say('code.how')}
      choices={[
        { value: 'voice', word: say('code.by-voice') },
        { value: 'sms', word: say('code.by-sms') },
      ]}
      chosen={props.bySms ? 'sms' : 'voice'}
      onChoose={(chosen) => props.onChoose(chosen === 'sms')}
    />
  );
}

export function CodeBySms(props: {
  /** Of the code; its SMS is below it. */
  readonly path: string;
  readonly sms: CodeSmsView;
  onSent(): Promise<void>;
  onClose(): void;
}): JSX.Element {
  const { say } = useCredentialTexts();
  const { sms } = props;
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    const answer = await call(`${props.path}/sms`, {
      method: 'POST',
      idempotencyKey: key.current,
    });
    if (!answer.ok) {
      setBusy(false);
      return setFailure(answer.failure);
    }
    await props.onSent();
    props.onClose();
    announce(say('code.asked'));
  };
  if (sms.fault === 'no-number' || sms.fault === 'number-not-mobile')
    return (
      <Alert tone="warning">
        <p>{say(`fault.${sms.fault}`)}</p>
      </Alert>
    );
  return (
    <>
      <div>
        <h3>{say('code.preview')}</h3>
        <p class="sms-text">{sms.text}</p>
        <p>{say('code.number', { number: sms.maskedNumber ?? '', count: sms.segments })}</p>
        <SmsMeans means={sms.means} now={sms.now} waits={false} />
        <p>{say('code.once')}</p>
      </div>
      {failure !== undefined && <FailureAlert failure={failure} of="change" />}
      {maySend(sms.means) && (
        <Button size="wide" busy={busy} onPress={() => void send()}>
          {say('code.send')}
        </Button>
      )}
    </>
  );
}

export function LastSms({ sms }: { readonly sms: CodeSmsView }): JSX.Element | null {
  const spoken = useCredentialTexts();
  const { sending, now } = sms;
  if (sending === null) return null;
  const when = whenInWords(spoken, sending.askedAt, now);
  return (
    <p role="status">
      {spoken.say(`kind.${sending.kind}`, { when })}: <SendingState sending={sending} now={now} />
    </p>
  );
}
