// The steps from Oggi to a receipt: choosing what else today can be, a suspension's dates, the way back, the confirm.
import type { JSX } from 'preact';
import type { DayOperation } from '#bookings/model.ts';
import { schoolYearEndsOn } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { Dialog } from '../kit/dialog.tsx';
import { serverNow } from '../kit/server-clock.ts';
import { ConfirmChange } from './confirm-change.tsx';
import { firstSuspension } from './day-offers.ts';
import type { ChildToday, ServiceToday } from './family.ts';
import { MoreForToday } from './more-for-today.tsx';
import { whose } from './proposed-change.ts';
import type { ProposedChange } from './proposed-change.ts';
import { ResumeService, firstDayBack } from './resume-service.tsx';
import { SuspensionForm } from './suspension-form.tsx';
import { usePortalTexts } from './texts.ts';

export type TodayStep =
  | { readonly is: 'choosing'; readonly child: ChildToday }
  | { readonly is: 'suspending'; readonly child: ChildToday }
  | { readonly is: 'resuming'; readonly child: ChildToday; readonly service: ServiceToday }
  | { readonly is: 'confirming'; readonly change: ProposedChange };

/** One change of today for one or more children. */
export function proposed(
  operation: DayOperation,
  children: readonly ChildToday[],
  today: Day,
): TodayStep {
  const entries = children.map((child) => ({ ...whose(child), days: [today] }));
  return { is: 'confirming', change: { operation, entries } };
}

export function TodayDialogs(props: {
  readonly step: TodayStep;
  readonly today: Day;
  onStep(step: TodayStep | undefined): void;
  onRecorded(): void;
}): JSX.Element | null {
  const { say } = usePortalTexts();
  const { step, today, onStep, onRecorded } = props;
  const close = (): void => onStep(undefined);
  switch (step.is) {
    case 'choosing':
      return (
        <MoreForToday
          child={step.child}
          onPropose={(operation) => onStep(proposed(operation, [step.child], today))}
          onSuspend={() => onStep({ is: 'suspending', child: step.child })}
          onClose={close}
        />
      );
    case 'suspending':
      return (
        <Dialog title={say('change.suspension')} onClose={close}>
          <p>
            <strong>{step.child.firstName}</strong> <span class="soft">{step.child.className}</span>
          </p>
          <SuspensionForm
            earliest={firstSuspension(step.child.services, today, serverNow())}
            latest={schoolYearEndsOn(today)}
            onPropose={(from, to) => {
              const entries = [{ ...whose(step.child), from, to }];
              onStep({ is: 'confirming', change: { operation: 'suspension', entries } });
            }}
          />
        </Dialog>
      );
    case 'resuming': {
      const { suspension, serviceId } = step.service;
      if (suspension === null) return null;
      const earliest = firstDayBack(step.child, serviceId, suspension, today);
      return (
        <ResumeService
          child={step.child}
          serviceId={serviceId}
          suspension={suspension}
          earliest={earliest}
          proposed={earliest}
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
