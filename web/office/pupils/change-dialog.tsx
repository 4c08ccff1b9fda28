// One day, or a span of days, changed on the family's behalf: what is possible, one confirm, and the receipt to read out.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChangeResponse, DayView } from '#bookings/api.ts';
import type { DayOperation } from '#bookings/model.ts';
import { decideDayChange } from '#bookings/rules.ts';
import { isInTime } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { dayInRome, dayInWords, spokenTime } from '../../kit/civil-words.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { asPupilDay } from '../../kit/pupil-day.ts';
import { ReceiptCode } from '../../kit/receipt-code.tsx';
import { useServerNow } from '../../kit/server-clock.ts';
import { StateBadge } from '../../kit/state-badge.tsx';
import { daysOf } from './change-words.ts';
import { lookOf } from './day-looks.ts';
import { usePupilTexts } from './texts.ts';

export type Step =
  | { readonly is: 'day'; readonly view: DayView }
  | { readonly is: 'suspending' }
  | { readonly is: 'resuming' };

const paths = {
  absence: 'absences',
  'absence-undone': 'absences/undo',
  'plain-meal': 'plain-meals',
  'plain-meal-undone': 'plain-meals/undo',
  'opt-in': 'opt-ins',
  'opt-in-undone': 'opt-ins/undo',
  suspension: 'suspensions',
  resumption: 'resumptions',
} as const;
type Asked = keyof typeof paths;

const dayOperations: readonly DayOperation[] = [
  'absence',
  'absence-undone',
  'plain-meal',
  'plain-meal-undone',
  'opt-in',
  'opt-in-undone',
];
const redrawMs = 10_000;

export function ChangeDialog(props: {
  readonly step: Step;
  readonly pupilId: string;
  readonly name: string;
  readonly serviceId: string;
  readonly lastDay: string | null;
  readonly today: Day;
  onStep(step: Step | undefined): void;
  onRecorded(): void;
}): JSX.Element {
  const { say, language } = usePupilTexts();
  const { step, today } = props;
  const [asked, setAsked] = useState<Asked | undefined>(
    step.is === 'resuming' ? 'resumption' : step.is === 'suspending' ? 'suspension' : undefined,
  );
  const [from, setFrom] = useState<string>(today);
  const [to, setTo] = useState('');
  const [receipt, setReceipt] = useState<ChangeResponse>();
  const { busy, failure, send } = useChange((answer) => {
    setReceipt(answer);
    props.onRecorded();
  });
  const who = { pupilId: props.pupilId, serviceId: props.serviceId };
  const entry =
    step.is === 'day'
      ? { ...who, days: [step.view.day] }
      : step.is === 'suspending'
        ? { ...who, from, to: to === '' ? null : to }
        : who;
  const close = (): void => props.onStep(undefined);
  const title =
    receipt !== undefined
      ? say('change.done')
      : step.is === 'day'
        ? dayInWords(step.view.day, language, today)
        : say(step.is === 'suspending' ? 'suspend' : 'resume');
  return (
    <Dialog title={title} busy={busy} onClose={close}>
      {receipt !== undefined && <Receipt receipt={receipt} today={today} />}
      {receipt === undefined && asked === undefined && step.is === 'day' && (
        <DayOffers view={step.view} onChoose={setAsked} />
      )}
      {receipt === undefined && asked !== undefined && (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void send(asked, entry);
          }}
        >
          <p>
            <strong>{say(`op.${asked}`)}</strong>
            <br />
            {step.is === 'day'
              ? `${props.name}, ${dayInWords(step.view.day, language, today)}`
              : props.name}
          </p>
          {step.is === 'suspending' && (
            <>
              <Field
                name="from"
                type="date"
                label={say('suspend.from')}
                min={today}
                {...(props.lastDay === null ? {} : { max: props.lastDay })}
                value={from}
                onValue={setFrom}
              />
              <Field
                name="to"
                type="date"
                isOptional
                label={say('suspend.to')}
                hint={say('suspend.to-hint')}
                min={from}
                {...(props.lastDay === null ? {} : { max: props.lastDay })}
                value={to}
                onValue={setTo}
              />
            </>
          )}
          {asked === 'plain-meal' && (
            <Alert tone="note">
              <p>{say('change.health')}</p>
            </Alert>
          )}
          <p class="soft">{say('change.told')}</p>
          {failure !== undefined && <FailureAlert failure={failure} of="change" />}
          <Button type="submit" size="wide" busy={busy}>
            {say('change.confirm')}
          </Button>
          {step.is === 'day' && (
            <Button look="quiet" onPress={() => setAsked(undefined)}>
              {say('change.back')}
            </Button>
          )}
        </form>
      )}
    </Dialog>
  );
}

/** What can be done with a day, decided by the very function that would refuse it. */
function DayOffers(props: {
  readonly view: DayView;
  onChoose(operation: DayOperation): void;
}): JSX.Element {
  const spoken = usePupilTexts();
  const { say, language } = spoken;
  const { view } = props;
  const now = useServerNow(redrawMs);
  const today = dayInRome(now);
  const pupilDay = asPupilDay(view);
  const offers = dayOperations.filter((operation) => {
    const decided = decideDayChange(operation, pupilDay, now);
    return decided.ok && decided.value === 'change';
  });
  const cutOffAt = asInstant(view.facts.cutOffAt);
  const time = {
    time: spokenTime(view.cutOff),
    day: dayInWords(dayInRome(cutOffAt), language, today),
  };
  const hasMeal = view.state !== 'no-canteen' && view.state !== 'not-served';
  return (
    <div class="stack">
      <p>
        <StateBadge look={lookOf(view, spoken)} strong />
      </p>
      {view.reason !== null && <p>{view.reason}</p>}
      {view.changedBy !== null && <p>{say('day.by', { name: view.changedBy })}</p>}
      {hasMeal && (
        <p class="soft">{say(isInTime(now, cutOffAt) ? 'day.until' : 'day.over', time)}</p>
      )}
      {offers.length === 0 && !hasMeal && <p>{say('day.nothing')}</p>}
      {offers.length > 0 && <h3>{say('change.for-family')}</h3>}
      <div class="button-row">
        {offers.map((operation) => (
          <Button key={operation} look="secondary" onPress={() => props.onChoose(operation)}>
            {say(`op.${operation}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function Receipt(props: { readonly receipt: ChangeResponse; readonly today: Day }): JSX.Element {
  const spoken = usePupilTexts();
  const { say } = spoken;
  const { receipt, today } = props;
  return (
    <div class="stack">
      <Alert tone="success">
        {receipt.lines.map((line) => (
          <p key={`${line.pupilId} ${line.serviceName} ${line.operation}`}>
            {say('receipts.line', {
              name: line.pupilFirstName,
              service: line.serviceName,
              operation: say(`op.${line.operation}`),
              days: daysOf(line, today, spoken),
            })}
          </p>
        ))}
        {receipt.repeated && <p>{say('change.repeated')}</p>}
      </Alert>
      <div class="receipt-box">
        <p>{say('change.read-code')}</p>
        <ReceiptCode code={receipt.code} />
      </div>
    </div>
  );
}

function useChange(onRecorded: (receipt: ChangeResponse) => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const intention = useRef({ body: '', key: '' });
  const send = async (operation: Asked, entry: object): Promise<void> => {
    if (busy) return;
    const body = JSON.stringify({ operation, entry });
    // One intention, one key: a retry is the same change (RULES B8).
    if (intention.current.body !== body) intention.current = { body, key: crypto.randomUUID() };
    setBusy(true);
    const answer = await call<ChangeResponse>(`/staff/${paths[operation]}`, {
      method: 'POST',
      idempotencyKey: intention.current.key,
      body: { entries: [entry] },
    });
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok && 'value' in answer) onRecorded(answer.value);
  };
  return { busy, failure, send };
}
