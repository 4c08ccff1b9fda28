// Sign-in with code and password: the same for families and staff.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Alert, FailureAlert } from './alert.tsx';
import type { Failure } from './api.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { useSpoken } from './language.tsx';
import { PageTitle } from './page-title.tsx';

export function SignIn(props: {
  readonly title: string;
  readonly loginLabel: string;
  readonly loginHint: string;
  /** The session ended by itself. */
  readonly expired: boolean;
  readonly children?: ComponentChildren;
  onSignIn(login: string, password: string): Promise<Failure | undefined>;
}): JSX.Element {
  const { say } = useSpoken();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    const no = await props.onSignIn(login.trim(), password);
    setFailure(no);
    setBusy(false);
  };
  return (
    <>
      <PageTitle title={props.title} />
      <form class="card stack" onSubmit={(event) => void submit(event)}>
        {failure !== undefined && <FailureAlert failure={failure} of="reading" />}
        {props.expired && failure === undefined && (
          <Alert tone="note">
            <p>{say('kit.session-expired')}</p>
          </Alert>
        )}
        <Field
          name="login"
          label={props.loginLabel}
          hint={props.loginHint}
          autoComplete="username"
          value={login}
          onValue={setLogin}
        />
        <Field
          name="password"
          label={say('kit.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
        />
        <Button type="submit" size="wide" busy={busy}>
          {say('kit.sign-in')}
        </Button>
        {props.children}
      </form>
    </>
  );
}
