// The last look before a correction: for whom, and what it does to the kitchen and to the families; then that it is done.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { CorrectionResponse } from '#bookings/correction-api.ts';
import type { StaffCorrection } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import { FailureAlert } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useOfficeTexts } from './texts.ts';

export interface ProposedCorrection {
  readonly kind: StaffCorrection;
  readonly day: Day;
  readonly serviceId: string;
  readonly whose:
    | { readonly pupilIds: readonly string[] }
    | { readonly classIds: readonly string[] };
  readonly reason: string;
  /** Whom, in words. */
  readonly names: readonly string[];
}

export function ConfirmCorrection(props: {
  readonly correction: ProposedCorrection;
  onClose(isRecorded: boolean): void;
  onRecorded(): void;
}): JSX.Element {
  const { say } = useOfficeTexts();
  const { names, ...asked } = props.correction;
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [done, setDone] = useState<CorrectionResponse>();
  const send = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    const answer = await call<CorrectionResponse>('/staff/corrections', {
      method: 'POST',
      idempotencyKey: key.current,
      body: asked,
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    if (!('value' in answer)) return undefined;
    setDone(answer.value);
    return props.onRecorded();
  };
  const { kind } = asked;
  return (
    <Dialog
      title={say(done === undefined ? `corrections.kind.${kind}` : 'corrections.done')}
      busy={busy}
      onClose={() => props.onClose(done !== undefined)}
    >
      {done === undefined ? (
        <div class="stack">
          <p>{names.join(', ')}</p>
          <dl class="facts">
            <div>
              <dt>{say('corrections.kitchen')}</dt>
              <dd>{say(`corrections.kitchen.${kind}`)}</dd>
            </div>
            <div>
              <dt>{say('corrections.family')}</dt>
              <dd>{say(`corrections.family.${kind}`)}</dd>
            </div>
            <div>
              <dt>{say('corrections.reason')}</dt>
              <dd>{asked.reason}</dd>
            </div>
          </dl>
          {failure !== undefined && <FailureAlert failure={failure} of="change" />}
          <Button size="large" busy={busy} onPress={() => void send()}>
            {say('corrections.confirm')}
          </Button>
        </div>
      ) : (
        <div class="stack">
          <p>
            {say('corrections.recorded', { count: done.corrected })}
            {done.passedOver > 0 &&
              ` ${say('corrections.passed-over', { count: done.passedOver })}`}
          </p>
          <Button size="wide" onPress={() => props.onClose(true)}>
            {say('kit.close')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
