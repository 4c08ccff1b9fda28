// When the system has failed: today's cut-off later, for a school or for all, in one act (RULES A8).
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { EventChoices } from '#day-events/api.ts';
import { Alert, FailureAlert } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { timeOf } from './cut-off-time.ts';
import { Select } from '../kit/select.tsx';
import { useOfficeTexts } from './texts.ts';

interface Extended {
  readonly extended: readonly { readonly kind: 'cut-off' | 'amnesty' }[];
}

export function CutOffExtension({ choices }: { readonly choices: EventChoices }): JSX.Element {
  const { say } = useOfficeTexts();
  const [schoolId, setSchoolId] = useState('');
  const [until, setUntil] = useState('');
  const [mistake, setMistake] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [done, setDone] = useState<string>();
  const key = useRef(crypto.randomUUID());
  const extend = async (event: Event): Promise<void> => {
    event.preventDefault();
    const time = timeOf(until);
    setMistake(time === undefined ? say('extension.mistake') : undefined);
    setFailure(undefined);
    setDone(undefined);
    if (time === undefined) return;
    setBusy(true);
    const answer = await call<Extended>('/staff/cut-off-extensions', {
      method: 'POST',
      idempotencyKey: key.current,
      body: { schoolId: schoolId === '' ? null : schoolId, day: choices.today, until: time },
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    key.current = crypto.randomUUID();
    const isAmnesty =
      'value' in answer && answer.value.extended.some((one) => one.kind === 'amnesty');
    setDone(
      say(isAmnesty ? 'extension.amnesty' : 'extension.done', { time: time.replace(/^0/, '') }),
    );
  };
  return (
    <details class="card extension">
      <summary>{say('extension.title')}</summary>
      <form noValidate onSubmit={(event) => void extend(event)}>
        <p class="soft">{say('extension.what')}</p>
        <Select
          label={say('extension.school')}
          value={schoolId}
          options={[
            { value: '', word: say('extension.all') },
            ...choices.schools.map((school) => ({ value: school.schoolId, word: school.name })),
          ]}
          onValue={(chosen) => {
            setSchoolId(chosen);
            key.current = crypto.randomUUID();
          }}
        />
        <Field
          name="until"
          label={say('extension.until')}
          hint={say('extension.until-hint')}
          value={until}
          mistake={mistake}
          onValue={(text) => {
            setUntil(text);
            key.current = crypto.randomUUID();
          }}
        />
        {failure !== undefined && <FailureAlert failure={failure} of="change" />}
        {done !== undefined && (
          <Alert tone="success">
            <p>{done}</p>
          </Alert>
        )}
        <Button type="submit" busy={busy}>
          {say('extension.confirm')}
        </Button>
      </form>
    </details>
  );
}
