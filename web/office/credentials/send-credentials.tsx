// The one confirmation before first passwords go out: how many, what it costs, what it ends.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { CredentialListView, SentView } from '#enrolment/credential-api.ts';
import { Alert, announce, FailureAlert } from '../../kit/alert.tsx';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import type { Guardian } from './credentials-desk.tsx';
import { whenInWords } from './sending-words.tsx';
import { useCredentialTexts } from './texts.ts';

export function SendCredentials(props: {
  readonly chosen: readonly Guardian[];
  readonly segments: number;
  readonly list: CredentialListView;
  onClose(): void;
  onSent(): Promise<void>;
}): JSX.Element {
  const spoken = useCredentialTexts();
  const { say } = spoken;
  const { chosen, segments, list } = props;
  const { segmentsLeft: left, ringsFrom } = list.means;
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    const answer = await call<SentView>('/staff/credentials', {
      method: 'POST',
      idempotencyKey: key.current,
      body: { guardianIds: chosen.map(({ guardianId }) => guardianId) },
    });
    if (!answer.ok) {
      setBusy(false);
      return setFailure(answer.failure);
    }
    await props.onSent();
    props.onClose();
    if ('value' in answer) {
      const { asked, skipped } = answer.value;
      const rest = skipped === 0 ? '' : ` ${say('sent-skipped', { count: skipped })}`;
      announce(`${say('sent', { asked })}${rest}`);
    }
  };
  return (
    <Dialog title={say('send.title')} busy={busy} onClose={props.onClose}>
      <div class="stack">
        <p>{say('send.ask', { people: chosen.length, segments, left })}</p>
        {ringsFrom !== null && (
          <p>{say('rings-from', { when: whenInWords(spoken, ringsFrom, list.now) })}</p>
        )}
        <p>{say('send.old')}</p>
        {failure !== undefined && <FailureAlert failure={failure} of="change" />}
        {segments > left ? (
          <Alert tone="warning">
            <p>{say('send.too-many')}</p>
          </Alert>
        ) : (
          <Button size="wide" busy={busy} onPress={() => void send()}>
            {say('send.confirm')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
