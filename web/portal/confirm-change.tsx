// The last look before a change, then its receipt: one dialog, one confirm, one idempotency key.
import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChangeResponse } from '#bookings/api.ts';
import type { Day } from '#ground/day.ts';
import { Alert, FailureAlert } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { Dialog } from '../kit/dialog.tsx';
import type { Say } from '../kit/language.tsx';
import { daysInWords } from './day-list.ts';
import { bodyOf, changePaths } from './proposed-change.ts';
import type { ProposedChange } from './proposed-change.ts';
import { ReceiptSlip } from './receipt-slip.tsx';
import { usePortalTexts } from './texts.ts';
import type { PortalKey } from './texts.ts';

export function ConfirmChange(props: {
  readonly change: ProposedChange;
  readonly today: Day;
  /** What can still be chosen before the confirm. */
  readonly children?: ComponentChildren;
  /** What is still chosen has a mistake, which is said beside it: nothing is sent. */
  readonly hasMistake?: boolean;
  /** After a receipt, or without one. */
  onClose(): void;
  /** The server has recorded something: what is on the screen is old. */
  onRecorded(): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { change, today } = props;
  const body = JSON.stringify(bodyOf(change));
  // One intention, one key: whoever chooses another day means another change.
  const intention = useRef({ body, key: crypto.randomUUID() });
  if (intention.current.body !== body) intention.current = { body, key: crypto.randomUUID() };
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [receipt, setReceipt] = useState<ChangeResponse>();

  const send = async (): Promise<void> => {
    if (props.hasMistake === true) return;
    setBusy(true);
    setFailure(undefined);
    const answer = await call<ChangeResponse>(changePaths[change.operation], {
      method: 'POST',
      idempotencyKey: intention.current.key,
      body: bodyOf(change),
    });
    setBusy(false);
    if (!answer.ok) setFailure(answer.failure);
    else if ('value' in answer) {
      setReceipt(answer.value);
      props.onRecorded();
    }
  };

  const title = receipt === undefined ? titleOf(change, today, say) : say('change.done');
  return (
    <Dialog title={title} busy={busy} onClose={props.onClose}>
      {receipt === undefined ? (
        <div class="stack">
          <Summary change={change} today={today} />
          {change.operation === 'plain-meal' && (
            <Alert tone="note">
              <p>{say('plain.health')}</p>
            </Alert>
          )}
          {props.children}
          {failure !== undefined && <FailureAlert failure={failure} of="change" />}
          <Button size="large" busy={busy} onPress={() => void send()}>
            {say(busy ? 'change.sending' : 'change.confirm')}
          </Button>
        </div>
      ) : (
        <div class="stack">
          <ReceiptSlip receipt={receipt} today={today} />
          <Button size="wide" onPress={props.onClose}>
            {say('kit.close')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function titleOf(change: ProposedChange, today: Day, say: Say<PortalKey>): string {
  if (change.operation === 'suspension' || change.operation === 'resumption')
    return say(`change.${change.operation}`);
  const isOnlyToday = change.entries.every(({ days }) => days.length === 1 && days[0] === today);
  return say(`change.${change.operation}.${isOnlyToday ? 'today' : 'days'}`);
}

function Summary(props: { readonly change: ProposedChange; readonly today: Day }): JSX.Element {
  const spoken = usePortalTexts();
  const { change, today } = props;
  return (
    <ul class="plain-list summary">
      {change.entries.map((entry) => (
        <li key={entry.pupilId}>
          <strong>{entry.name}</strong> <span class="soft">{entry.className}</span>
          <br />
          {'days' in entry ? (
            <>
              {entry.days.length > 1 && (
                <span>{spoken.say('change.days', { count: entry.days.length })} </span>
              )}
              {daysInWords(entry.days, today, spoken)}
            </>
          ) : (
            spoken.say(`change.${entry.to === null ? 'from' : 'from-to'}`, {
              operation: change.operation,
              from: dayInWords(entry.from, spoken.language, today),
              to: entry.to === null ? '' : dayInWords(entry.to, spoken.language, today),
            })
          )}
        </li>
      ))}
    </ul>
  );
}
