// A forgotten password: ask by code, then choose a new one from the mail's link (RULES E1).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Alert, FailureAlert } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { Link } from '../kit/router.tsx';
import { usePortalTexts } from './texts.ts';

export function Recovery({ token }: { readonly token: string | null }): JSX.Element {
  return token === null ? <AskForMail /> : <ChooseNew token={token} />;
}

function AskForMail(): JSX.Element {
  const { say } = usePortalTexts();
  const [login, setLogin] = useState('');
  const [sent, setSent] = useState(false);
  const { busy, failure, send } = useSending('/recovery', () => setSent(true));
  return (
    <>
      <PageTitle title={say('recovery.title')} />
      {sent ? (
        <div class="card stack">
          <Alert tone="success">
            <p>{say('recovery.sent')}</p>
          </Alert>
          <p>{say('recovery.help')}</p>
        </div>
      ) : (
        <form class="card stack" onSubmit={(event) => void send(event, { login: login.trim() })}>
          <p>{say('recovery.ask')}</p>
          {failure !== undefined && <FailureAlert failure={failure} of="change" />}
          <Field
            name="login"
            label={say('sign-in.login')}
            autoComplete="username"
            value={login}
            onValue={setLogin}
          />
          <Button type="submit" size="wide" busy={busy}>
            {say('recovery.send')}
          </Button>
        </form>
      )}
      <p>
        <Link to="/recupero/codice" class="button quiet">
          {say('recovery.have-code')}
        </Link>
      </p>
      <BackToSignIn />
    </>
  );
}

function ChooseNew({ token }: { readonly token: string }): JSX.Element {
  const { say } = usePortalTexts();
  const [newPassword, setNewPassword] = useState('');
  const [done, setDone] = useState(false);
  const { busy, failure, send } = useSending('/recovery/complete', () => setDone(true));
  const refusal = failure?.kind === 'refused' ? failure : undefined;
  const isExpired = refusal?.code === 'identity.recovery-not-valid';
  return (
    <>
      <PageTitle title={say('recovery.complete')} />
      {done && (
        <Alert tone="success">
          <p>{say('recovery.done')}</p>
        </Alert>
      )}
      {isExpired && refusal !== undefined && (
        <div class="card stack">
          <FailureAlert failure={refusal} of="change" />
          <Link to="/recupero" class="button primary wide">
            {say('recovery.again')}
          </Link>
        </div>
      )}
      {!done && !isExpired && (
        <form class="card stack" onSubmit={(event) => void send(event, { token, newPassword })}>
          {failure !== undefined && refusal === undefined && (
            <FailureAlert failure={failure} of="change" />
          )}
          <Field
            name="new"
            label={say('kit.new-password')}
            hint={say('kit.new-password-hint')}
            type="password"
            autoComplete="new-password"
            mistake={refusal?.sentence}
            value={newPassword}
            onValue={setNewPassword}
          />
          <Button type="submit" size="wide" busy={busy}>
            {say('kit.save-password')}
          </Button>
        </form>
      )}
      <BackToSignIn />
    </>
  );
}

export function BackToSignIn(): JSX.Element {
  const { say } = usePortalTexts();
  return (
    <p>
      <Link to="/" class="button quiet">
        {say('recovery.to-sign-in')}
      </Link>
    </p>
  );
}

interface Sending {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  send(event: Event, body: unknown): Promise<void>;
}

export function useSending(path: string, onDone: () => void): Sending {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = async (event: Event, body: unknown): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await call(path, { method: 'POST', body });
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) onDone();
  };
  return { busy, failure, send };
}
