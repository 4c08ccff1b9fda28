// A new password with the office's one-time code, for who has no mailbox (RULES E1).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Alert, FailureAlert } from '../kit/alert.tsx';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { Link } from '../kit/router.tsx';
import { BackToSignIn, useSending } from './recovery.tsx';
import { usePortalTexts } from './texts.ts';

export function RecoveryCode(): JSX.Element {
  const { say } = usePortalTexts();
  const [login, setLogin] = useState('');
  const [code, setCode] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [done, setDone] = useState(false);
  const { busy, failure, send } = useSending('/recovery/code', () => setDone(true));
  const refusal = failure?.kind === 'refused' ? failure : undefined;
  const isOfCode = refusal?.code === 'identity.recovery-code-mistyped';
  const isOfPassword = refusal?.code.startsWith('identity.password-') ?? false;
  return (
    <>
      <PageTitle title={say('recovery.code-title')} />
      {done ? (
        <div class="card stack">
          <Alert tone="success">
            <p>{say('recovery.done')}</p>
          </Alert>
          <Link to="/" class="button primary wide">
            {say('recovery.to-sign-in')}
          </Link>
        </div>
      ) : (
        <form
          class="card stack"
          onSubmit={(event) => void send(event, { login: login.trim(), code, newPassword })}
        >
          <p>{say('recovery.code-ask')}</p>
          {failure !== undefined && !isOfCode && !isOfPassword && (
            <FailureAlert failure={failure} of="change" />
          )}
          <Field
            name="login"
            label={say('sign-in.login')}
            autoComplete="username"
            value={login}
            onValue={setLogin}
          />
          <Field
            name="code"
            label={say('recovery.code')}
            hint={say('recovery.code-hint')}
            autoComplete="one-time-code"
            inputMode="numeric"
            mistake={isOfCode ? refusal?.sentence : undefined}
            value={code}
            onValue={setCode}
          />
          <Field
            name="new"
            label={say('kit.new-password')}
            hint={say('kit.new-password-hint')}
            type="password"
            autoComplete="new-password"
            mistake={isOfPassword ? refusal?.sentence : undefined}
            value={newPassword}
            onValue={setNewPassword}
          />
          <Button type="submit" size="wide" busy={busy}>
            {say('kit.save-password')}
          </Button>
        </form>
      )}
      {!done && <BackToSignIn />}
    </>
  );
}
