// The steps from the month to a receipt: a day, several days, a suspension and the way back, the confirm.
import type { JSX } from 'preact';
import type { DayView, MonthResponse, SuspensionView } from '#bookings/api.ts';
import { asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { serverNow } from '../kit/server-clock.ts';
import { ConfirmChange } from './confirm-change.tsx';
import { DayDialog } from './day-dialog.tsx';
import { firstSuspension } from './day-offers.ts';
import type { ChildToday } from './family.ts';
import { whose } from './proposed-change.ts';
import type { ProposedChange } from './proposed-change.ts';
import { ResumeService, firstDayBack } from './resume-service.tsx';
import { SeveralDays } from './several-days.tsx';

export type MonthStep =
  | { readonly is: 'day'; readonly view: DayView }
  | { readonly is: 'several'; readonly earliest: Day; readonly latest: Day }
  | {
      readonly is: 'resuming';
      readonly suspension: NonNullable<SuspensionView>;
      /** Absent: the first day that can still change. */
      readonly from?: Day;
    }
  | { readonly is: 'confirming'; readonly change: ProposedChange };

export function MonthDialogs(props: {
  readonly step: MonthStep;
  readonly child: ChildToday;
  readonly service: MonthResponse['services'][number];
  readonly today: Day;
  onStep(step: MonthStep | undefined): void;
  onRecorded(): void;
}): JSX.Element | null {
  const { step, child, service, today, onStep, onRecorded } = props;
  const close = (): void => onStep(undefined);
  const propose = (change: ProposedChange): void => onStep({ is: 'confirming', change });
  const own = whose(child, service.serviceId);
  const suspend = (from: Day, to: Day | null): void =>
    propose({ operation: 'suspension', entries: [{ ...own, from, to }] });
  switch (step.is) {
    case 'day':
      return (
        <DayDialog
          child={child}
          service={service}
          view={service.days.find(({ day }) => day === step.view.day) ?? step.view}
          today={today}
          onPropose={(operation) =>
            propose({ operation, entries: [{ ...own, days: [asDay(step.view.day)] }] })
          }
          onSuspend={() => suspend(asDay(step.view.day), null)}
          onResume={(suspension) =>
            onStep({ is: 'resuming', suspension, from: asDay(step.view.day) })
          }
          onClose={close}
        />
      );
    case 'several':
      return (
        <SeveralDays
          pupilId={child.pupilId}
          serviceId={service.serviceId}
          earliest={step.earliest}
          earliestSuspension={firstSuspension(
            child.services.filter((one) => one.serviceId === service.serviceId),
            today,
            serverNow(),
          )}
          latest={step.latest}
          onAbsences={(days) => propose({ operation: 'absence', entries: [{ ...own, days }] })}
          onSuspension={suspend}
          onClose={close}
        />
      );
    case 'resuming': {
      const earliest = firstDayBack(child, service.serviceId, step.suspension, today);
      return (
        <ResumeService
          child={child}
          serviceId={service.serviceId}
          suspension={step.suspension}
          earliest={earliest}
          proposed={step.from ?? earliest}
          today={today}
          onClose={close}
          onRecorded={onRecorded}
        />
      );
    }
    case 'confirming':
      return (
        <ConfirmChange change={step.change} today={today} onRecorded={onRecorded} onClose={close} />
      );
  }
}
