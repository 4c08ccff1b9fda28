// What was recorded, newest first: for whom, when, by whom, and the way back while there is one.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { EventEntry } from '#day-events/api.ts';
import { FailureAlert } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords, instantOf, momentInWords } from '../kit/civil-words.ts';
import { Dialog } from '../kit/dialog.tsx';
import type { Spoken } from '../kit/language.tsx';
import type { OfficeKey } from './texts.ts';
import { useOfficeTexts } from './texts.ts';

interface ListProps {
  readonly events: readonly EventEntry[];
  readonly today: string;
  onUndone(sentence: string): void;
}

export function DayEventList({ events, today, onUndone }: ListProps): JSX.Element {
  const { say } = useOfficeTexts();
  const [undoing, setUndoing] = useState<EventEntry>();
  if (events.length === 0) return <p class="soft">{say('events.none')}</p>;
  return (
    <>
      <ul class="plain-list event-list">
        {events.map((event) => (
          <li key={event.id} class={`card ${event.state}`}>
            <EventCard event={event} today={today} onUndo={() => setUndoing(event)} />
          </li>
        ))}
      </ul>
      {undoing !== undefined && (
        <UndoDialog
          event={undoing}
          today={today}
          onClose={() => setUndoing(undefined)}
          onUndone={() => {
            setUndoing(undefined);
            onUndone(say('events.undone-done'));
          }}
        />
      )}
    </>
  );
}

function EventCard(props: {
  readonly event: EventEntry;
  readonly today: string;
  onUndo(): void;
}): JSX.Element {
  const spoken = useOfficeTexts();
  const { say } = spoken;
  const { event, today } = props;
  return (
    <div class="event-card">
      <div>
        <h2>
          {titleOf(event, spoken)} <span class="event-reason">{event.reason}</span>
        </h2>
        <p class="event-days">{daysOf(event, today, spoken)}</p>
        <p>{whomOf(event, spoken)}</p>
        <p class="soft">{recordOf(event, today, spoken)}</p>
        {event.state !== 'in-force' && (
          <p class="soft">
            {say(event.state === 'undone' ? 'events.undone' : 'events.partly-undone', {
              by: event.undoneBy ?? say('events.by-import'),
              when:
                event.undoneAt === null
                  ? ''
                  : momentInWords(instantOf(event.undoneAt), spoken.language, today),
            })}
          </p>
        )}
      </div>
      {event.canUndo && (
        <Button
          look="secondary"
          label={say('events.undo-label', { what: `${titleOf(event, spoken)}, ${event.reason}` })}
          onPress={props.onUndo}
        >
          {say('events.undo')}
        </Button>
      )}
    </div>
  );
}

function UndoDialog(props: {
  readonly event: EventEntry;
  readonly today: string;
  onClose(): void;
  onUndone(): void;
}): JSX.Element {
  const spoken = useOfficeTexts();
  const { say } = spoken;
  const { event, today } = props;
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const undo = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    const answer = await call(`/staff/day-events/${event.id}/undo`, {
      method: 'POST',
      idempotencyKey: key.current,
    });
    setBusy(false);
    if (answer.ok) props.onUndone();
    else setFailure(answer.failure);
  };
  return (
    <Dialog title={say('events.undo-title')} busy={busy} onClose={props.onClose}>
      <div class="stack">
        <p>
          <strong>{titleOf(event, spoken)}</strong> {event.reason}
          <br />
          {daysOf(event, today, spoken)}
        </p>
        <p>{say('events.undo-what')}</p>
        {failure !== undefined && <FailureAlert failure={failure} of="change" />}
        <Button size="large" busy={busy} onPress={() => void undo()}>
          {say('events.undo-confirm')}
        </Button>
      </div>
    </Dialog>
  );
}

function titleOf(event: EventEntry, { say }: Spoken<OfficeKey>): string {
  if (event.lunch === 'packed') return say('events.kind.packed');
  if (event.kind === 'opening')
    return say(event.openings.includes('opt-in') ? 'events.kind.opt-in' : 'events.kind.opening');
  return say(`events.kind.${event.kind}`);
}

function daysOf(
  { span, days }: EventEntry,
  today: string,
  { say, language }: Spoken<OfficeKey>,
): string {
  if (span !== null && span.from !== span.to)
    return say('events.span', {
      from: dayInWords(span.from, language, today),
      to: dayInWords(span.to, language, today),
    });
  return days.map((day) => dayInWords(day, language, today)).join(', ');
}

function whomOf({ scope, schools, serviceName }: EventEntry, { say }: Spoken<OfficeKey>): string {
  const service = serviceName === null ? '' : `${serviceName} · `;
  if (scope === 'tenant' || scope === 'nursery' || scope === 'primary' || scope === 'middle')
    return say(`events.scope.${scope}`);
  if (scope === 'school') return schools.map((school) => school.name).join(', ');
  return (
    service + schools.map((school) => `${school.name}: ${school.classes.join(', ')}`).join(' · ')
  );
}

function recordOf(
  { recordedAt, recordedBy }: EventEntry,
  today: string,
  { say, language }: Spoken<OfficeKey>,
): string {
  return say('events.recorded', {
    by: recordedBy ?? say('events.by-import'),
    when: momentInWords(instantOf(recordedAt), language, today),
  });
}
