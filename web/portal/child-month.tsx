// A child's month: open a day, pick several, or give a range; every change passes the same confirm.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DayView, MonthResponse } from '#bookings/api.ts';
import { addMonths, asDay } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';
import { Alert, FailureAlert, announce } from '../kit/alert.tsx';
import { Button } from '../kit/button.tsx';
import { Choices } from '../kit/choices.tsx';
import { dayInWords, monthInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { MonthGrid } from '../kit/month-grid.tsx';
import { useRemote } from '../kit/remote.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { ConfirmChange } from './confirm-change.tsx';
import type { ProposedChange } from './confirm-change.tsx';
import { DayDialog } from './day-dialog.tsx';
import { Legend, MonthList } from './month-list.tsx';
import { lookOf } from './day-words.ts';
import type { ChildToday } from './family.ts';
import { PickBar } from './pick-bar.tsx';
import { nothingPicked, togglePicked } from './picked-days.ts';
import type { PickedDays } from './picked-days.ts';
import { daysStillToCome, isWithin, useSchoolYear } from './school-year.ts';
import type { SchoolYear } from './school-year.ts';
import { SeveralDays } from './several-days.tsx';
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
  const [opened, setOpened] = useState<DayView>();
  const [picked, setPicked] = useState<PickedDays>();
  const [notice, setNotice] = useState<string>();
  const [givesRange, setGivesRange] = useState(false);
  const [change, setChange] = useState<ProposedChange>();

  const services = remote.value?.services ?? [];
  const service = services.find((one) => one.serviceId === serviceId) ?? services[0];
  const days = service?.days ?? [];
  const looks = new Map(days.map((view) => [asDay(view.day), lookOf(view.state, spoken)]));
  const year = useSchoolYear(service);
  const open = year === undefined ? undefined : daysStillToCome(year, today);

  const propose = (operation: ProposedChange['operation'], on: readonly Day[]): void => {
    setOpened(undefined);
    setGivesRange(false);
    const entry = {
      pupilId: child.pupilId,
      name: child.firstName,
      className: child.className ?? '',
      days: on,
      ...(service === undefined ? {} : { serviceId: service.serviceId }),
    };
    setChange({ operation, entries: [entry] });
  };
  const press = (day: Day): void => {
    const view = days.find((one) => one.day === day);
    if (view === undefined) return;
    if (picked === undefined) return setOpened(view);
    const next = togglePicked(picked, view, now);
    const refused = say('attendance.not-pickable', { day: dayInWords(day, language, today) });
    setNotice(next === undefined ? refused : undefined);
    if (next === undefined) return undefined;
    announce(say('attendance.picked', { count: next.days.size }));
    return setPicked(next);
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
      <MonthHead month={month} year={year} onMonth={props.onMonth} />
      {remote.failure !== undefined && (
        <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      <MonthGrid
        month={month}
        today={today}
        looks={looks}
        picked={picked?.days}
        onDay={press}
        isReachable={(other) => isWithin(other, year)}
        onMonth={props.onMonth}
      />
      {picked === undefined ? (
        <div class="button-row">
          {open !== undefined && (
            <Button look="secondary" onPress={() => setGivesRange(true)}>
              {say('attendance.several')}
            </Button>
          )}
          <Button look="secondary" onPress={() => setPicked(nothingPicked)}>
            {say('attendance.pick')}
          </Button>
        </div>
      ) : (
        // Under the thumb: whoever taps days must see what came of it without scrolling.
        <div class="big-action">
          {notice !== undefined && (
            <Alert tone="warning">
              <p>{notice}</p>
            </Alert>
          )}
          <PickBar
            picked={picked}
            onPropose={() => propose(picked.operation ?? 'absence', [...picked.days].toSorted())}
            onStop={() => {
              setPicked(undefined);
              setNotice(undefined);
            }}
          />
        </div>
      )}
      <Legend days={days} />
      <MonthList days={days} today={today} onDay={(view) => setOpened(view)} />
      {opened !== undefined && (
        <DayDialog
          child={child}
          view={opened}
          today={today}
          onPropose={(operation) => propose(operation, [asDay(opened.day)])}
          onClose={() => setOpened(undefined)}
        />
      )}
      {givesRange && service !== undefined && open !== undefined && (
        <SeveralDays
          pupilId={child.pupilId}
          serviceId={service.serviceId}
          earliest={open.from}
          latest={open.to}
          onPropose={(on) => propose('absence', on)}
          onClose={() => setGivesRange(false)}
        />
      )}
      {change !== undefined && (
        <ConfirmChange
          change={change}
          today={today}
          onRecorded={() => {
            setPicked(undefined);
            void remote.refresh();
          }}
          onClose={() => setChange(undefined)}
        />
      )}
    </div>
  );
}

function MonthHead(props: {
  readonly month: Month;
  readonly year: SchoolYear | undefined;
  onMonth(month: Month): void;
}): JSX.Element {
  const { say, language } = usePortalTexts();
  const { month, year } = props;
  const before = addMonths(month, -1);
  const after = addMonths(month, 1);
  return (
    <div class="month-head">
      {isWithin(before, year) ? (
        <Button
          look="secondary"
          size="square"
          label={say('attendance.previous')}
          onPress={() => props.onMonth(before)}
        >
          <Icon name="back" />
        </Button>
      ) : (
        <span />
      )}
      <h2 aria-live="polite">{monthInWords(month, language)}</h2>
      {isWithin(after, year) ? (
        <Button
          look="secondary"
          size="square"
          label={say('attendance.next')}
          onPress={() => props.onMonth(after)}
        >
          <Icon name="next" />
        </Button>
      ) : (
        <span />
      )}
    </div>
  );
}
