// The form of an event: its kind, why, when, for whom; then the preview, and only then the recording.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { EventChoices, PreviewResponse } from '#day-events/api.ts';
import { asDay } from '#ground/day.ts';
import { Alert, FailureAlert } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { Choices } from '../kit/choices.tsx';
import { Field } from '../kit/field.tsx';
import { Link } from '../kit/router.tsx';
import { bodyOf, emptyDraft, kindsOf, mistakesOf } from './day-event-draft.ts';
import type { DraftField, EventDraft, EventKind } from './day-event-draft.ts';
import { DayEventPreview } from './day-event-preview.tsx';
import { EventPlaces } from './day-event-places.tsx';
import { useOfficeTexts } from './texts.ts';

export function DayEventForm(props: {
  readonly choices: EventChoices;
  onRecorded(sentence: string): void;
}): JSX.Element {
  const { say } = useOfficeTexts();
  const { choices } = props;
  const [draft, setDraft] = useState(() => emptyDraft(choices));
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [preview, setPreview] = useState<PreviewResponse>();
  const key = useRef('');
  const kinds = kindsOf(choices);
  const mistakes = mistakesOf(draft, asDay(choices.today));
  const change = (part: Partial<EventDraft>): void => {
    setDraft({ ...draft, ...part });
    // What was counted was of another request.
    setPreview(undefined);
    setFailure(undefined);
  };
  const mistake = (field: DraftField): string | undefined => {
    const found = isTried ? mistakes[field] : undefined;
    return found === undefined ? undefined : say(`events.mistake.${found}`);
  };
  const ask = async <T,>(path: string, idempotencyKey?: string): Promise<T | undefined> => {
    setBusy(true);
    setFailure(undefined);
    const answer = await call<T>(path, {
      method: 'POST',
      body: bodyOf(draft, choices),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
    setBusy(false);
    if (answer.ok) return 'value' in answer ? answer.value : undefined;
    setFailure(answer.failure);
    return undefined;
  };
  const look = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(mistakes).length > 0) {
      document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
      return;
    }
    // One key for one intention: the request that is confirmed is the one that was counted.
    key.current = crypto.randomUUID();
    setPreview(await ask<PreviewResponse>('/staff/day-events/preview'));
  };
  const record = async (): Promise<void> => {
    if ((await ask('/staff/day-events', key.current)) !== undefined)
      props.onRecorded(say('events.recorded-done', { count: preview?.guardians ?? 0 }));
  };
  if (kinds.length === 0)
    return (
      <Alert tone="note">
        <p>{say('events.not-yours')}</p>
      </Alert>
    );
  return (
    <form noValidate class="event-form" onSubmit={(event) => void look(event)}>
      <Choices
        label={say('events.what')}
        choices={kinds.map((kind) => ({ value: kind, word: say(`events.kind.${kind}`) }))}
        chosen={draft.kind}
        onChoose={(kind) => change({ kind: asKind(kind, kinds) })}
      />
      <p class="soft">
        {say(`events.explained.${draft.kind}`, { days: choices.openingNoticeDays })}
      </p>
      {draft.kind === 'outing' && (
        <Choices
          label={say('events.lunch')}
          choices={(['none', 'packed'] as const).map((lunch) => ({
            value: lunch,
            word: say(`events.lunch.${lunch}`),
          }))}
          chosen={draft.lunch}
          onChoose={(lunch) => change({ lunch: lunch === 'packed' ? 'packed' : 'none' })}
        />
      )}
      <Field
        name="reason"
        label={say('events.reason')}
        hint={say('events.reason-hint')}
        value={draft.reason}
        mistake={mistake('reason')}
        onValue={(reason) => change({ reason })}
      />
      <div class="event-dates">
        <Field
          name="from"
          type="date"
          label={say('events.from')}
          min={choices.today}
          value={draft.from}
          mistake={mistake('from')}
          onValue={(from) => change({ from })}
        />
        <Field
          name="to"
          type="date"
          label={say('events.to')}
          min={choices.today}
          value={draft.to}
          mistake={mistake('to')}
          onValue={(to) => change({ to })}
        />
      </div>
      <EventPlaces draft={draft} choices={choices} mistake={mistake('classes')} onChange={change} />
      {failure !== undefined && (
        <FailureAlert failure={failure} of={preview === undefined ? 'reading' : 'change'} />
      )}
      {preview === undefined ? (
        <div class="button-row">
          <Button type="submit" size="large" busy={busy}>
            {say('events.preview')}
          </Button>
          <Link to="/giornate" class="button secondary">
            {say('events.back')}
          </Link>
        </div>
      ) : (
        <DayEventPreview
          preview={preview}
          kind={draft.kind}
          today={choices.today}
          busy={busy}
          onConfirm={() => void record()}
          onBack={() => setPreview(undefined)}
        />
      )}
    </form>
  );
}

function asKind(text: string, kinds: readonly EventKind[]): EventKind {
  return kinds.find((kind) => kind === text) ?? 'strike';
}
