// The last look before a change, then its receipt: one dialog, one confirm, one idempotency key.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChangeResponse } from '#bookings/api.ts';
import type { DayOperation } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import { FailureAlert } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { daysInWords } from './day-list.ts';
import { ReceiptSlip } from './receipt-slip.tsx';
import { usePortalTexts } from './texts.ts';

export interface ChangeEntry {
  readonly pupilId: string;
  readonly name: string;
  readonly className: string;
  /** Without one: every meal service of the child still open (RULES B3). */
  readonly serviceId?: string;
  readonly days: readonly Day[];
}

export interface ProposedChange {
  readonly operation: DayOperation;
  readonly entries: readonly ChangeEntry[];
}

const paths: Readonly<Record<DayOperation, string>> = {
  absence: '/absences',
  'absence-undone': '/absences/undo',
  'plain-meal': '/plain-meals',
  'plain-meal-undone': '/plain-meals/undo',
  'opt-in': '/opt-ins',
  'opt-in-undone': '/opt-ins/undo',
};

export function ConfirmChange(props: {
  readonly change: ProposedChange;
  readonly today: Day;
  /** After a receipt, or without one. */
  onClose(): void;
  /** The server has recorded something: what is on the screen is old. */
  onRecorded(): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { operation, entries } = props.change;
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [receipt, setReceipt] = useState<ChangeResponse>();

  const send = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    const answer = await call<ChangeResponse>(paths[operation], {
      method: 'POST',
      idempotencyKey: key.current,
      body: {
        entries: entries.map(({ pupilId, serviceId, days }) => ({ pupilId, serviceId, days })),
      },
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    if (!('value' in answer)) return undefined;
    setReceipt(answer.value);
    props.onRecorded();
    return undefined;
  };

  const isOnlyToday = entries.every(({ days }) => days.length === 1 && days[0] === props.today);
  const title =
    receipt === undefined
      ? say(`change.${operation}.${isOnlyToday ? 'today' : 'days'}`)
      : say('change.done');
  return (
    <Dialog title={title} busy={busy} onClose={props.onClose}>
      {receipt === undefined ? (
        <div class="stack">
          <Summary entries={entries} today={props.today} />
          {failure !== undefined && <FailureAlert failure={failure} of="change" />}
          <Button size="large" busy={busy} onPress={() => void send()}>
            {say(busy ? 'change.sending' : 'change.confirm')}
          </Button>
        </div>
      ) : (
        <div class="stack">
          <ReceiptSlip receipt={receipt} today={props.today} />
          <Button size="wide" onPress={props.onClose}>
            {say('kit.close')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function Summary(props: {
  readonly entries: readonly ChangeEntry[];
  readonly today: Day;
}): JSX.Element {
  const spoken = usePortalTexts();
  return (
    <ul class="plain-list summary">
      {props.entries.map((entry) => (
        <li key={entry.pupilId}>
          <strong>{entry.name}</strong> <span class="soft">{entry.className}</span>
          <br />
          {entry.days.length > 1 && (
            <span>{spoken.say('change.days', { count: entry.days.length })} </span>
          )}
          {daysInWords(entry.days, props.today, spoken)}
        </li>
      ))}
    </ul>
  );
}
