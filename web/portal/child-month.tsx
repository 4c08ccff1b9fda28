// A child's month: open a day, pick several, or give a range; every change passes the same confirm.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DayView, MonthResponse } from '#bookings/api.ts';
import { asDay } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';
import { Alert, FailureAlert, announce } from '../kit/alert.tsx';
import { Button } from '../kit/button.tsx';
import { Choices } from '../kit/choices.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { MonthGrid } from '../kit/month-grid.tsx';
import { useRemote } from '../kit/remote.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { lookOf } from './day-words.ts';
import type { ChildToday } from './family.ts';
import { MonthDialogs } from './month-dialogs.tsx';
import type { MonthStep } from './month-dialogs.tsx';
import { MonthHead } from './month-head.tsx';
import { Legend, MonthList } from './month-list.tsx';
import { PickBar } from './pick-bar.tsx';
import { nothingPicked, togglePicked, toggleWeekday } from './picked-days.ts';
import type { PickedDays } from './picked-days.ts';
import { whose } from './proposed-change.ts';
import { daysStillToCome, isWithin, useSchoolYear } from './school-year.ts';
import { SuspensionBanner } from './suspension-banner.tsx';
import { usePortalTexts } from './texts.ts';

const redrawMs = 10_000;

export function ChildMonth(props: {
  readonly child: ChildToday;
  readonly month: Month;
  readonly today: Day;
  onMonth(month: Month): void;
}): JSX.Element {
  const spoken = usePortalTexts();
  const { say, language } = spoken;
  const { child, month, today } = props;
  const now = useServerNow(redrawMs);
  const remote = useRemote<MonthResponse>(`/pupils/${child.pupilId}/months/${month}`);
  const [serviceId, setServiceId] = useState(child.services[0]?.serviceId);
  const [picked, setPicked] = useState<PickedDays>();
  const [notice, setNotice] = useState<string>();
  const [step, setStep] = useState<MonthStep>();

  const services = remote.value?.services ?? [];
  const service = services.find((one) => one.serviceId === serviceId) ?? services[0];
  const days = service?.days ?? [];
  const looks = new Map(days.map((view) => [asDay(view.day), lookOf(view, spoken)]));
  const year = useSchoolYear(service);
  const open = year === undefined ? undefined : daysStillToCome(year, today);
  const suspension = service?.suspension ?? null;

  const pick = (next: PickedDays): void => {
    setNotice(undefined);
    announce(say('attendance.picked', { count: next.size }));
    setPicked(next);
  };
  const press = (day: Day): void => {
    const view = days.find((one) => one.day === day);
    if (view === undefined) return;
    const next = picked === undefined ? undefined : togglePicked(picked, view, now);
    if (picked === undefined) setStep({ is: 'day', view });
    else if (next === undefined)
      setNotice(say('attendance.not-pickable', { day: dayInWords(day, language, today) }));
    else pick(next);
  };
  const stopPicking = (): void => {
    setPicked(undefined);
    setNotice(undefined);
  };
  return (
    <div class="stack">
      {services.length > 1 && service !== undefined && (
        <Choices
          label={say('attendance.service')}
          choices={services.map((one) => ({ value: one.serviceId, word: one.serviceName }))}
          chosen={service.serviceId}
          onChoose={setServiceId}
        />
      )}
      {suspension !== null && (
        <SuspensionBanner
          suspension={suspension}
          firstName={child.firstName}
          today={today}
          onResume={() => setStep({ is: 'resuming', suspension })}
        />
      )}
      <MonthHead month={month} year={year} onMonth={props.onMonth} />
      {remote.failure !== undefined && (
        <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      <MonthGrid
        month={month}
        today={today}
        looks={looks}
        picked={picked === undefined ? undefined : new Set(picked.keys())}
        onDay={press}
        isReachable={(other) => isWithin(other, year)}
        onMonth={props.onMonth}
      />
      {service === undefined && <div class="waiting" />}
      {service !== undefined && picked === undefined && (
        <div class="button-row">
          {open !== undefined && (
            <Button
              look="secondary"
              onPress={() => setStep({ is: 'several', earliest: open.from, latest: open.to })}
            >
              {say('attendance.several')}
            </Button>
          )}
          <Button look="secondary" onPress={() => setPicked(nothingPicked)}>
            {say('attendance.pick')}
          </Button>
        </div>
      )}
      {picked !== undefined && (
        // Under the thumb: whoever taps days must see what came of it without scrolling.
        <div class="big-action">
          {notice !== undefined && (
            <Alert tone="warning">
              <p>{notice}</p>
            </Alert>
          )}
          <PickBar
            pupilId={child.pupilId}
            month={month}
            days={days}
            picked={picked}
            onWeekday={(weekday) => pick(toggleWeekday(picked, days, weekday, now))}
            onPropose={(operation) => {
              const entry = {
                ...whose(child, service?.serviceId),
                days: [...picked.keys()].toSorted(),
              };
              setStep({ is: 'confirming', change: { operation, entries: [entry] } });
            }}
            onStop={stopPicking}
          />
        </div>
      )}
      <Legend days={days} />
      <MonthList
        days={days}
        today={today}
        onDay={(view: DayView) => setStep({ is: 'day', view })}
      />
      {step !== undefined && service !== undefined && (
        <MonthDialogs
          step={step}
          child={child}
          service={service}
          today={today}
          onStep={setStep}
          onRecorded={() => {
            stopPicking();
            void remote.refresh();
          }}
        />
      )}
    </div>
  );
}
