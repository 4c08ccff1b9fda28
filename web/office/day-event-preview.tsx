// What would happen, before it is recorded: meals that fall away or come, by kitchen and class, and who is told.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PreviewResponse } from '#day-events/api.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import type { EventKind } from './day-event-draft.ts';
import { useOfficeTexts } from './texts.ts';

type DayCounts = PreviewResponse['days'][number];
type KitchenCounts = DayCounts['kitchens'][number];

export function DayEventPreview(props: {
  readonly preview: PreviewResponse;
  readonly kind: EventKind;
  readonly today: string;
  readonly busy: boolean;
  onConfirm(): void;
  onBack(): void;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { preview, today, busy } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { falling, coming, packed } = totalsOf(preview);
  const isAsked = preview.days.some((day) => day.opening === 'opt-in');
  return (
    <section class="card stack" aria-labelledby="event-preview">
      <h2 id="event-preview" ref={heading} tabIndex={-1}>
        {say('events.preview-title')}
      </h2>
      <ul class="event-totals">
        {falling > 0 && <li>{say('events.falling', { count: falling })}</li>}
        {coming > 0 && <li>{say('events.coming', { count: coming })}</li>}
        {packed > 0 && <li>{say('events.packed', { count: packed })}</li>}
        {isAsked && <li>{say('events.asked', { count: preview.pupils })}</li>}
        {falling + coming + packed === 0 && !isAsked && <li>{say('events.nothing-changes')}</li>}
        <li>{say('events.told', { count: preview.guardians })}</li>
        {preview.passedOver > 0 && (
          <li>{say('events.passed-over', { count: preview.passedOver })}</li>
        )}
      </ul>
      {preview.days.map((day) => (
        <div key={day.day}>
          <h3>{dayInWords(day.day, language, today)}</h3>
          {day.kitchens.map((kitchen) => (
            <KitchenTable kitchen={kitchen} key={`${kitchen.schoolName} ${kitchen.serviceName}`} />
          ))}
        </div>
      ))}
      <div class="button-row">
        <Button size="large" busy={busy} onPress={props.onConfirm}>
          {say('events.confirm')}
        </Button>
        <Button look="secondary" onPress={props.onBack}>
          {say('events.change')}
        </Button>
      </div>
    </section>
  );
}

function KitchenTable({ kitchen }: { readonly kitchen: KitchenCounts }): JSX.Element {
  const { say } = useOfficeTexts();
  const { classes, adultsBefore, adultsAfter } = kitchen;
  const isPacked = classes.some((one) => one.packedLunches > 0);
  return (
    <table class="event-counts">
      <caption>
        {say('events.kitchen', {
          school: kitchen.schoolName,
          service: kitchen.serviceName,
          kitchen: kitchen.kitchenName,
        })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{say('kitchen.class')}</th>
          <th scope="col">{say('events.now')}</th>
          <th scope="col">{say('events.then')}</th>
          {isPacked && <th scope="col">{say('events.packed-column')}</th>}
        </tr>
      </thead>
      <tbody>
        {classes.map((one) => (
          <tr key={one.classId}>
            <th scope="row">{one.name}</th>
            <td>{one.before}</td>
            <td>{one.after}</td>
            {isPacked && <td>{one.packedLunches}</td>}
          </tr>
        ))}
        {adultsBefore !== adultsAfter && (
          <tr>
            <th scope="row">{say('kitchen.adults')}</th>
            <td>{adultsBefore}</td>
            <td>{adultsAfter}</td>
            {isPacked && <td>0</td>}
          </tr>
        )}
      </tbody>
    </table>
  );
}

function totalsOf({ days }: PreviewResponse): {
  readonly falling: number;
  readonly coming: number;
  readonly packed: number;
} {
  const classes = days.flatMap((day) => day.kitchens.flatMap((kitchen) => kitchen.classes));
  const sum = (numbers: readonly number[]): number =>
    numbers.reduce((one, other) => one + other, 0);
  return {
    falling: sum(classes.map((one) => Math.max(0, one.before - one.after))),
    coming: sum(classes.map((one) => Math.max(0, one.after - one.before))),
    packed: sum(classes.map((one) => one.packedLunches)),
  };
}
