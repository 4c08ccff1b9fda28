// The numbers of one kitchen's day: they change by themselves and always say how old they are.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Day } from '#ground/day.ts';
import type { KitchenDay } from '#kitchen/api.ts';
import { FailureAlert, Waiting, announce } from '../kit/alert.tsx';
import { dayInWords, momentInWords } from '../kit/civil-words.ts';
import { useLiveRemote } from '../kit/live.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { Age } from './age.tsx';
import { Corrections } from './kitchen-corrections.tsx';
import type { Kitchen } from './kitchen-numbers.ts';
import { Totals } from './kitchen-totals.tsx';
import { SchoolSheet } from './school-sheet.tsx';
import { useOfficeTexts } from './texts.ts';

const askAgainMs = 5000;
const redrawMs = 1000;

export function KitchenSheet(props: {
  readonly kitchen: Kitchen;
  readonly day: Day;
  readonly today: Day;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { kitchen, day, today } = props;
  const path = `/kitchens/${kitchen.kitchenId}/days/${day}`;
  const remote = useLiveRemote<KitchenDay>(path, askAgainMs);
  const now = useServerNow(redrawMs);
  const { value, confirmedAt, failure } = remote;
  useAnnouncedTotal(value);
  if (value === undefined || confirmedAt === undefined) {
    return failure === undefined ? (
      <Waiting />
    ) : (
      <FailureAlert failure={failure} of="reading" onRetry={() => void remote.refresh()} />
    );
  }
  const services = new Set(value.schools.map(({ serviceName }) => serviceName));
  return (
    <div class="stack">
      <p class="printed-only">
        {dayInWords(day, language)} ·{' '}
        {say('kitchen.printed', { when: momentInWords(now, language, day) })}
      </p>
      <Age confirmedAt={confirmedAt} failure={failure} now={now} today={today} />
      <Totals day={value} now={now} today={today} />
      <Corrections
        path={path}
        corrections={value.corrections}
        cooks={kitchen.cooks}
        onSeen={() => void remote.refresh()}
      />
      {value.schools.length === 0 && <p>{say('kitchen.no-schools')}</p>}
      <div class="schools">
        {value.schools.map((school) => (
          <SchoolSheet
            key={`${school.schoolId} ${school.serviceName}`}
            school={school}
            saysService={services.size > 1}
            now={now}
            today={today}
          />
        ))}
      </div>
    </div>
  );
}

/** Whoever cannot see the number hears it when it changes, not every five seconds. */
function useAnnouncedTotal(value: KitchenDay | undefined): void {
  const { say } = useOfficeTexts();
  const before = useRef<string>(undefined);
  const sentence =
    value && say('kitchen.changed', { count: value.totals.pupils + value.totals.adults });
  useEffect(() => {
    if (sentence !== undefined && before.current !== undefined) announce(sentence);
    before.current = sentence;
  }, [sentence]);
}
