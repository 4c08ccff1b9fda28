// The numbers of one kitchen's day: they change by themselves and always say how old they are.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { KitchenDay } from '#kitchen/api.ts';
import { Alert, FailureAlert, Waiting, announce } from '../kit/alert.tsx';
import { dayInWords, momentInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { useRemote } from '../kit/remote.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { menuCount, variantWords } from './kitchen-numbers.ts';
import type { Kitchen } from './kitchen-numbers.ts';
import { SchoolSheet } from './school-sheet.tsx';
import { useOfficeTexts } from './texts.ts';

const askAgainMs = 5000;
const redrawMs = 1000;
const oldAfterMs = 60_000;

export function KitchenSheet(props: {
  readonly kitchen: Kitchen;
  readonly day: Day;
  readonly today: Day;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { kitchen, day, today } = props;
  const remote = useRemote<KitchenDay>(`/kitchens/${kitchen.kitchenId}/days/${day}`, askAgainMs);
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
      {failure === undefined ? (
        <Age confirmedAt={confirmedAt} now={now} />
      ) : (
        <Alert tone="problem" icon="offline">
          <p>
            {failure.kind === 'refused'
              ? failure.sentence
              : say('kitchen.offline', { when: momentInWords(confirmedAt, language, today) })}
          </p>
        </Alert>
      )}
      <Totals day={value} />
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

function Age(props: { readonly confirmedAt: Instant; readonly now: Instant }): JSX.Element {
  const { say } = useOfficeTexts();
  const ageMs = Math.max(0, props.now - props.confirmedAt);
  return (
    <p class="age">
      <Icon name="clock" />{' '}
      {ageMs < oldAfterMs
        ? say('kitchen.fresh', { seconds: Math.floor(ageMs / 1000) })
        : say('kitchen.old', { minutes: Math.floor(ageMs / oldAfterMs) })}
    </p>
  );
}

function Totals({ day }: { readonly day: KitchenDay }): JSX.Element {
  const { say } = useOfficeTexts();
  const { pupils, adults, variants } = day.totals;
  return (
    <dl class="totals">
      <div class="grand">
        <dt>{say('kitchen.total')}</dt>
        <dd>{pupils + adults}</dd>
      </div>
      <div>
        <dt>{say('kitchen.pupils')}</dt>
        <dd>{pupils}</dd>
      </div>
      <div>
        <dt>{say('kitchen.adults')}</dt>
        <dd>{adults}</dd>
      </div>
      {variants.length > 0 && (
        <div>
          <dt>{say('kitchen.menu')}</dt>
          <dd>{menuCount(day.totals)}</dd>
        </div>
      )}
      {variants.map(({ variant, count }) => (
        <div key={variant}>
          <dt>{variantWords(variant)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
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
