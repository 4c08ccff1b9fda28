// How many days are picked, a weekday of the month in one tap, and what the picked days can become.
import type { JSX } from 'preact';
import type { DayView } from '#bookings/api.ts';
import type { DayOperation } from '#bookings/model.ts';
import { asDay, weekdayOf } from '#ground/day.ts';
import type { Month, Weekday } from '#ground/day.ts';
import { Button } from '../kit/button.tsx';
import { monthInWords, weekdayNames } from '../kit/civil-words.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { CertificateLink } from './certificates/certificate-link.tsx';
import { isPlainTooLong, offersOf } from './day-offers.ts';
import { usePlainMeasure } from './days-around.ts';
import { offersForAll } from './picked-days.ts';
import type { PickedDays } from './picked-days.ts';
import { usePortalTexts } from './texts.ts';

const redrawMs = 10_000;

export function PickBar(props: {
  readonly pupilId: string;
  readonly month: Month;
  readonly days: readonly DayView[];
  readonly picked: PickedDays;
  onWeekday(weekday: Weekday): void;
  onPropose(operation: DayOperation): void;
  onStop(): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { picked, pupilId, month } = props;
  const now = useServerNow(redrawMs);
  const offers = offersForAll(picked, now);
  const views = [...picked.values()];
  const isPlainAsked = offers.includes('plain-meal');
  const measure = usePlainMeasure(pupilId, isPlainAsked ? month : undefined, views);
  const isTooLong = isPlainAsked && measure !== undefined && isPlainTooLong(views, measure, now);
  const shown = offers.filter((offer) => offer !== 'plain-meal' || !isTooLong);
  return (
    <div class="card stack">
      <p>
        <strong>{say('attendance.picked', { count: picked.size })}</strong>
        {picked.size === 0 && <span> {say('attendance.pick-hint')}</span>}
      </p>
      <Weekdays {...props} />
      {isTooLong && (
        <>
          <p class="soft">{say('plain.too-long', { max: measure.max })}</p>
          <CertificateLink pupilId={pupilId} from={[...picked.keys()].toSorted()[0] ?? ''} />
        </>
      )}
      <div class="button-row">
        {shown.map((offer, index) => (
          <Button
            key={offer}
            look={index === 0 ? 'primary' : 'secondary'}
            onPress={() => props.onPropose(offer)}
          >
            {say(`change.${offer}.days`)}
          </Button>
        ))}
        <Button look={picked.size > 0 ? 'quiet' : 'secondary'} onPress={props.onStop}>
          {say('attendance.stop-picking')}
        </Button>
      </div>
    </div>
  );
}

/** Only weekdays on which something can still change this month. */
function Weekdays(props: {
  readonly month: Month;
  readonly days: readonly DayView[];
  onWeekday(weekday: Weekday): void;
}): JSX.Element | null {
  const { say, language } = usePortalTexts();
  const now = useServerNow(redrawMs);
  const [short, long] = [weekdayNames(language, 'short'), weekdayNames(language, 'long')];
  const weekdays = new Set(
    props.days
      .filter((view) => offersOf(view, now).length > 0)
      .map((view) => weekdayOf(asDay(view.day))),
  );
  if (weekdays.size === 0) return null;
  return (
    <div class="weekdays" role="group" aria-label={say('attendance.every-weekday')}>
      <span aria-hidden="true">{say('attendance.every')}</span>
      {[...weekdays]
        .toSorted((one, other) => one - other)
        .map((weekday) => (
          <Button
            key={weekday}
            look="secondary"
            size="square"
            onPress={() => props.onWeekday(weekday)}
          >
            {/* The spoken name begins with the word that is seen. */}
            {short[weekday - 1]}
            <span class="only-spoken">
              {say('attendance.every-weekday-of', {
                weekday: long[weekday - 1] ?? '',
                month: monthInWords(props.month, language),
              })}
            </span>
          </Button>
        ))}
    </div>
  );
}
