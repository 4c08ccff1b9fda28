// The first weeks of the service: forgotten absences of these days are taken until their end, and nobody pays them (RULES A8).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Alert, FailureAlert, Waiting } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { Field } from '../kit/field.tsx';
import { useRemote } from '../kit/remote.ts';
import { useOfficeTexts } from './texts.ts';

const path = '/staff/grace-period';

interface Grace {
  readonly period: { readonly from: string; readonly to: string } | null;
}

export function GracePeriod({ today }: { readonly today: string }): JSX.Element {
  const { say } = useOfficeTexts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details class="card extension" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{say('grace.title')}</summary>
      {isOpen && <Declared today={today} />}
    </details>
  );
}

function Declared({ today }: { readonly today: string }): JSX.Element {
  const remote = useRemote<Grace>(path);
  if (remote.value !== undefined)
    return <Declaration declared={remote.value.period} today={today} />;
  return remote.failure === undefined ? (
    <Waiting />
  ) : (
    <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
  );
}

function Declaration(props: {
  readonly declared: Grace['period'];
  readonly today: string;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const [declared, setDeclared] = useState(props.declared);
  const [from, setFrom] = useState(props.declared?.from ?? '');
  const [to, setTo] = useState(props.declared?.to ?? '');
  const [isTried, setIsTried] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const declare = async (period: Grace['period']): Promise<void> => {
    setIsDone(false);
    setBusy(true);
    const answer = await call<Grace>(path, { method: 'PUT', body: { period } });
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (!answer.ok) return;
    setDeclared(period);
    setIsDone(true);
  };
  const mistakeOf = (text: string): string | undefined =>
    isTried && text === '' ? say('grace.no-day') : undefined;
  const words = (day: string): string => dayInWords(day, language, props.today);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (from !== '' && to !== '') void declare({ from, to });
      }}
    >
      <p class="soft">{say('grace.what')}</p>
      <p>
        <strong>
          {declared === null
            ? say('grace.none')
            : say('grace.is', { from: words(declared.from), to: words(declared.to) })}
        </strong>
      </p>
      <Field
        name="grace-from"
        type="date"
        label={say('grace.from')}
        mistake={mistakeOf(from)}
        value={from}
        onValue={setFrom}
      />
      <Field
        name="grace-to"
        type="date"
        label={say('grace.to')}
        mistake={mistakeOf(to)}
        value={to}
        onValue={setTo}
      />
      {failure !== undefined && <FailureAlert failure={failure} of="change" />}
      {isDone && (
        <Alert tone="success">
          <p>{say('grace.done')}</p>
        </Alert>
      )}
      <div class="button-row">
        <Button type="submit" busy={busy}>
          {say('grace.declare')}
        </Button>
        {declared !== null && (
          <Button look="secondary" busy={busy} onPress={() => void declare(null)}>
            {say('grace.withdraw')}
          </Button>
        )}
      </div>
    </form>
  );
}
