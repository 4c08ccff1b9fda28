// The month of a child as the office reads it: each day's state, what changed in it, and the change on the family's behalf.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DayView, StaffMonth } from '#bookings/api.ts';
import type { PupilCardView } from '#enrolment/api.ts';
import { addMonths, asDay, monthOf } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { Choices } from '../../kit/choices.tsx';
import { dayInRome, dayInWords, monthInWords } from '../../kit/civil-words.ts';
import { Icon } from '../../kit/icons.tsx';
import { MonthGrid } from '../../kit/month-grid.tsx';
import { useRemote } from '../../kit/remote.ts';
import { useServerNow } from '../../kit/server-clock.ts';
import { StateBadge } from '../../kit/state-badge.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import type { Step } from './change-dialog.tsx';
import { lookOf } from './day-looks.ts';
import { PupilChanges } from './pupil-changes.tsx';
import { usePupilTexts } from './texts.ts';
import '../../kit/styles/month-grid.scss';

const redrawMs = 10_000;

export function PupilMonth(props: {
  readonly card: PupilCardView;
  readonly isOffice: boolean;
}): JSX.Element {
  const spoken = usePupilTexts();
  const { say, language } = spoken;
  const { card } = props;
  const today = dayInRome(useServerNow(redrawMs));
  const [month, setMonth] = useState<Month>(monthOf(today));
  const [serviceId, setServiceId] = useState<string>();
  const [step, setStep] = useState<Step>();
  const remote = useRemote<StaffMonth>(`/staff/pupils/${card.pupilId}/months/${month}`);
  const services = remote.value?.services ?? [];
  const service = services.find((one) => one.serviceId === serviceId) ?? services[0];
  const days = service?.days ?? [];
  const looks = new Map<Day, ReturnType<typeof lookOf>>(
    days.map((view) => [asDay(view.day), lookOf(view, spoken)]),
  );
  const suspension = service?.suspension ?? null;
  return (
    <div class="stack pupil-month">
      <section class="card stack" aria-label={say('month')}>
        <h2>{say('month')}</h2>
        {services.length > 1 && service !== undefined && (
          <Choices
            label={say('month.service')}
            choices={services.map((one) => ({ value: one.serviceId, word: one.serviceName }))}
            chosen={service.serviceId}
            onChoose={setServiceId}
          />
        )}
        <div class="row month-turn">
          <Turn month={addMonths(month, -1)} way="back" onMonth={setMonth} />
          <h3 aria-live="polite">{monthInWords(month, language)}</h3>
          <Turn month={addMonths(month, 1)} way="next" onMonth={setMonth} />
        </div>
        {remote.failure !== undefined && (
          <FailureAlert
            failure={remote.failure}
            of="reading"
            onRetry={() => void remote.refresh()}
          />
        )}
        {remote.value === undefined && remote.failure === undefined && <Waiting />}
        {remote.value !== undefined && service === undefined && <p>{say('month.none')}</p>}
        {service !== undefined && (
          <>
            {suspension !== null && (
              <p>
                <StateBadge
                  look={{ tone: 'away', icon: 'pause', word: say('state.suspended') }}
                  strong
                />{' '}
                {say('suspend.is', {
                  from: dayInWords(suspension.from, language, today),
                  to: suspension.to === null ? '' : dayInWords(suspension.to, language, today),
                  isOpen: suspension.to === null ? 'yes' : 'no',
                })}
              </p>
            )}
            <MonthGrid
              month={month}
              today={today}
              looks={looks}
              onDay={(day) => {
                const view = days.find((one) => one.day === day);
                if (view !== undefined) setStep({ is: 'day', view });
              }}
              isReachable={() => true}
              onMonth={setMonth}
            />
            <Legend days={days} />
            <div class="button-row">
              <Button look="secondary" onPress={() => setStep({ is: 'suspending' })}>
                {say('suspend')}
              </Button>
              {suspension !== null && (
                <Button look="secondary" onPress={() => setStep({ is: 'resuming' })}>
                  {say('resume')}
                </Button>
              )}
            </div>
          </>
        )}
      </section>
      {remote.value !== undefined && (
        <PupilChanges
          entries={remote.value.entries}
          services={services}
          today={today}
          linksReceipts={props.isOffice}
        />
      )}
      {step !== undefined && service !== undefined && (
        <ChangeDialog
          step={step}
          pupilId={card.pupilId}
          name={card.firstName}
          serviceId={service.serviceId}
          lastDay={service.lastDay}
          today={today}
          onStep={setStep}
          onRecorded={() => void remote.refresh()}
        />
      )}
    </div>
  );
}

function Turn(props: {
  readonly month: Month;
  readonly way: 'back' | 'next';
  onMonth(month: Month): void;
}): JSX.Element {
  const { say } = usePupilTexts();
  return (
    <Button
      look="secondary"
      size="square"
      label={say(props.way === 'back' ? 'month.previous' : 'month.next')}
      onPress={() => props.onMonth(props.month)}
    >
      <Icon name={props.way} />
    </Button>
  );
}

/** The states of this month only. */
function Legend({ days }: { readonly days: readonly DayView[] }): JSX.Element {
  const spoken = usePupilTexts();
  const looks = new Map(days.map((view) => [view.state, lookOf(view, spoken)]));
  return (
    <p class="row">
      {[...looks].map(([state, look]) => (
        <StateBadge key={state} look={look} />
      ))}
    </p>
  );
}
