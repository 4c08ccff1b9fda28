// Who is signed in on this device, from the first question to the sign-out.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { SessionView } from '#identity/api.ts';
import { call, onSignedOut } from './api.ts';
import type { Failure } from './api.ts';
import { forgetEverybody } from './remote.ts';

export type SessionState =
  | { readonly is: 'asking' }
  | { readonly is: 'unreachable'; readonly failure: Failure }
  | { readonly is: 'signed-out'; readonly expired: boolean }
  | { readonly is: 'signed-in'; readonly session: SessionView };

export interface SessionDesk {
  readonly state: SessionState;
  ask(): Promise<void>;
  signIn(login: string, password: string): Promise<Failure | undefined>;
  signOut(): Promise<Failure | undefined>;
  /** The forced change of password is done. */
  passwordChanged(): Promise<void>;
}

export function useSession(): SessionDesk {
  const [state, setState] = useState<SessionState>({ is: 'asking' });

  const ask = useCallback(async () => {
    const answer = await call<SessionView>('/session');
    if (answer.ok && 'value' in answer) setState({ is: 'signed-in', session: answer.value });
    else if (!answer.ok) setState((before) => afterNo(before, answer.failure));
  }, []);

  useEffect(() => {
    void ask();
    return onSignedOut(() => {
      forgetEverybody();
      setState((before) => ({ is: 'signed-out', expired: before.is === 'signed-in' }));
    });
  }, [ask]);

  return {
    state,
    ask,
    async signIn(login, password) {
      const answer = await call<SessionView>('/session', {
        method: 'POST',
        body: { login, password },
      });
      if (!answer.ok) return answer.failure;
      if ('value' in answer) setState({ is: 'signed-in', session: answer.value });
      return undefined;
    },
    async signOut() {
      const answer = await call('/session', { method: 'DELETE' });
      // Without an answer the session may still be open: saying "signed out" would be a lie.
      if (!answer.ok && answer.failure.kind !== 'refused') return answer.failure;
      forgetEverybody();
      setState({ is: 'signed-out', expired: false });
      return undefined;
    },
    passwordChanged: ask,
  };
}

function afterNo(before: SessionState, failure: Failure): SessionState {
  if (failure.kind === 'refused' && failure.status === 401) {
    return before.is === 'signed-out'
      ? before
      : { is: 'signed-out', expired: before.is === 'signed-in' };
  }
  return before.is === 'signed-in' ? before : { is: 'unreachable', failure };
}
