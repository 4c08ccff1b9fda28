// The way back from a suspension: the first day that can still change is proposed, another can be chosen (RULES B1).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SuspensionView } from '#bookings/api.ts';
import { schoolYearEndsOn } from '#calendar/rules.ts';
import { addDays, asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { Choices } from '../kit/choices.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { Field } from '../kit/field.tsx';
import { serverNow } from '../kit/server-clock.ts';
import { ConfirmChange } from './confirm-change.tsx';
import { daysInWords } from './day-list.ts';
import { firstResumption } from './day-offers.ts';
import { whose } from './proposed-change.ts';
import type { ChildToday } from './family.ts';
import { dayWithin } from './suspension-form.tsx';
import { usePortalTexts } from './texts.ts';

export function ResumeService(props: {
  readonly child: ChildToday;
  readonly serviceId: string;
  readonly suspension: NonNullable<SuspensionView>;
  /** The first day that can still change. */
  readonly earliest: Day;
  readonly proposed: Day;
  readonly today: Day;
  onClose(): void;
  onRecorded(): void;
}): JSX.Element {
  const spoken = usePortalTexts();
  const { say, language } = spoken;
  const { child, serviceId, suspension, today, earliest, proposed } = props;
  const [picksDay, setPicksDay] = useState(false);
  const [text, setText] = useState<string>(earliest);
  const latest = suspension.to === null ? schoolYearEndsOn(today) : asDay(suspension.to);
  const picked = dayWithin(text, earliest, latest);
  const from = picksDay ? (picked ?? proposed) : proposed;
  return (
    <ConfirmChange
      change={{
        operation: 'resumption',
        entries: [{ ...whose(child, serviceId), from, to: null }],
      }}
      today={today}
      hasMistake={picksDay && picked === undefined}
      onClose={props.onClose}
      onRecorded={props.onRecorded}
    >
      <Choices
        label={say('resume.when')}
        choices={[
          {
            value: 'first',
            word: say('resume.from', { day: daysInWords([proposed], today, spoken) }),
          },
          { value: 'other', word: say('resume.other') },
        ]}
        chosen={picksDay ? 'other' : 'first'}
        onChoose={(value) => setPicksDay(value === 'other')}
      />
      {picksDay && (
        <Field
          name="from"
          type="date"
          label={say('resume.day')}
          min={earliest}
          max={latest}
          mistake={
            picked === undefined
              ? say('range.mistake', {
                  from: dayInWords(earliest, language, latest),
                  to: dayInWords(latest, language, earliest),
                })
              : undefined
          }
          value={text}
          onValue={setText}
        />
      )}
      <p class="soft">
        {!picksDay && proposed === earliest && `${say('resume.is-first')} `}
        {say('resume.absences-stay')}
      </p>
    </ConfirmChange>
  );
}

/** As far as today and the next meal tell; else the day after today. */
export function firstDayBack(
  child: ChildToday,
  serviceId: string,
  suspension: NonNullable<SuspensionView>,
  today: Day,
): Day {
  const service = child.services.find((one) => one.serviceId === serviceId);
  const known = [service?.day, service?.next].filter((view) => view !== undefined && view !== null);
  return firstResumption(known, suspension, serverNow()) ?? addDays(today, 1);
}
