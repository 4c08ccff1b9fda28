// Presenze: whose month, and which; the month itself is `child-month.tsx`.
import type { JSX } from 'preact';
import type { TodayResponse } from '#bookings/api.ts';
import { asDay, monthOf, parseMonth } from '#ground/day.ts';
import type { Month } from '#ground/day.ts';
import { FailureAlert, Waiting } from '../kit/alert.tsx';
import { Choices } from '../kit/choices.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { navigate } from '../kit/router.tsx';
import { ChildMonth } from './child-month.tsx';
import { usePortalTexts } from './texts.ts';

/** `place` is the rest of the address, "<pupil>/<month>", or empty: first child, this month. */
export function Attendance({ place }: { readonly place: string }): JSX.Element {
  const { say } = usePortalTexts();
  const family = useRemote<TodayResponse>('/family/today');
  const [pupilId, monthText] = place.split('/');
  const children = family.value?.children ?? [];
  const child = children.find((one) => one.pupilId === pupilId) ?? children[0];
  const today = family.value === undefined ? undefined : asDay(family.value.today);
  const month = parseMonth(monthText ?? '') ?? (today === undefined ? undefined : monthOf(today));
  const go = (toPupilId: string, toMonth: Month): void =>
    navigate(`/presenze/${toPupilId}/${toMonth}`, { replace: true });
  return (
    <>
      <PageTitle title={say('section.attendance')} />
      {family.failure !== undefined && (
        <FailureAlert failure={family.failure} of="reading" onRetry={() => void family.refresh()} />
      )}
      {family.value === undefined && family.failure === undefined && <Waiting />}
      {family.value !== undefined && child === undefined && <p>{say('today.no-children')}</p>}
      {child !== undefined && today !== undefined && month !== undefined && (
        <>
          {children.length > 1 && (
            <Choices
              label={say('attendance.child')}
              choices={children.map((one) => ({ value: one.pupilId, word: one.firstName }))}
              chosen={child.pupilId}
              onChoose={(value) => go(value, month)}
            />
          )}
          <ChildMonth
            key={child.pupilId}
            child={child}
            month={month}
            today={today}
            onMonth={(to) => go(child.pupilId, to)}
          />
        </>
      )}
    </>
  );
}
