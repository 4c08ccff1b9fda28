// A new password, wanted by the person or forced at the first sign-in (RULES E1).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Alert, FailureAlert } from './alert.tsx';
import { call } from './api.ts';
import type { Failure } from './api.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { useSpoken } from './language.tsx';
import { PageTitle } from './page-title.tsx';

export function ChangePassword(props: {
  /** At the first sign-in: nothing else can be done before. */
  readonly forced: boolean;
  onDone(): void;
}): JSX.Element {
  const { say } = useSpoken();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const refusal = failure?.kind === 'refused' ? failure : undefined;
  const isAboutCurrent = refusal?.code === 'identity.wrong-current-password';

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await call('/session/password', {
      method: 'POST',
      body: { currentPassword: current, newPassword: next },
    });
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) props.onDone();
  };
  return (
    <>
      <PageTitle title={say('kit.new-password')} />
      <form class="card stack" onSubmit={(event) => void submit(event)}>
        {props.forced && (
          <Alert tone="note">
            <p>{say('kit.must-change-password')}</p>
          </Alert>
        )}
        {failure !== undefined && refusal === undefined && (
          <FailureAlert failure={failure} of="change" />
        )}
        <Field
          name="current"
          label={say(props.forced ? 'kit.received-password' : 'kit.current-password')}
          type="password"
          autoComplete="current-password"
          mistake={isAboutCurrent ? refusal.sentence : undefined}
          value={current}
          onValue={setCurrent}
        />
        <Field
          name="new"
          label={say('kit.new-password')}
          hint={say('kit.new-password-hint')}
          type="password"
          autoComplete="new-password"
          mistake={isAboutCurrent ? undefined : refusal?.sentence}
          value={next}
          onValue={setNext}
        />
        <Button type="submit" size="wide" busy={busy}>
          {say('kit.save-password')}
        </Button>
      </form>
    </>
  );
}
