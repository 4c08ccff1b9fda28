// Giornate: strikes, outings, extra openings and closures of whole classes; the list, and the form under "nuova".
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EventChoices, EventEntry } from '#day-events/api.ts';
import { Alert, FailureAlert, Waiting } from '../kit/alert.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { Link, navigate } from '../kit/router.tsx';
import { CutOffExtension } from './cut-off-extension.tsx';
import { kindsOf } from './day-event-draft.ts';
import { DayEventForm } from './day-event-form.tsx';
import { DayEventList } from './day-event-list.tsx';
import { GracePeriod } from './grace-period.tsx';
import type { SectionProps } from './sections.ts';
import { useOfficeTexts } from './texts.ts';

export function DayEventsDesk({ place }: SectionProps): JSX.Element {
  const { say } = useOfficeTexts();
  const choices = useRemote<EventChoices>('/staff/day-events/choices');
  const list = useRemote<{ readonly events: readonly EventEntry[] }>('/staff/day-events');
  const [done, setDone] = useState<string>();
  const failure = choices.failure ?? list.failure;
  const isNew = place === 'nuova';
  const told = (sentence: string): void => {
    setDone(sentence);
    void list.refresh();
    if (isNew) navigate('/giornate');
  };
  return (
    <>
      <PageTitle title={say(isNew ? 'events.new' : 'events.title')} key={place} />
      {failure !== undefined && choices.value === undefined && (
        <FailureAlert failure={failure} of="reading" onRetry={() => void choices.refresh()} />
      )}
      {choices.value === undefined && failure === undefined && <Waiting />}
      {choices.value !== undefined && isNew && (
        <DayEventForm choices={choices.value} onRecorded={told} />
      )}
      {choices.value !== undefined && !isNew && (
        <div class="stack">
          {done !== undefined && (
            <Alert tone="success">
              <p>{done}</p>
            </Alert>
          )}
          <Intro choices={choices.value} />
          {list.failure !== undefined && list.value !== undefined && (
            <FailureAlert failure={list.failure} of="reading" />
          )}
          {list.value !== undefined && (
            <DayEventList events={list.value.events} today={choices.value.today} onUndone={told} />
          )}
          {choices.value.isOffice && (
            <>
              <CutOffExtension choices={choices.value} />
              <GracePeriod today={choices.value.today} />
            </>
          )}
        </div>
      )}
    </>
  );
}

function Intro({ choices }: { readonly choices: EventChoices }): JSX.Element {
  const { say } = useOfficeTexts();
  const isReported = choices.schools.every((school) => !school.isRecorded);
  return (
    <div class="events-intro">
      <p>{say(isReported ? 'events.reported-by-families' : 'events.intro')}</p>
      {kindsOf(choices).length > 0 && (
        <Link to="/giornate/nuova" class="button primary">
          {say('events.new')}
        </Link>
      )}
    </div>
  );
}
