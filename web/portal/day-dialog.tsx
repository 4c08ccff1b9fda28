// One day of a child: what it is, why, what can be done about it now, and what has changed it so far.
import type { JSX } from 'preact';
import type { DayView, MonthResponse, SuspensionView } from '#bookings/api.ts';
import type { DayOperation } from '#bookings/model.ts';
import { asDay, monthOf } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { Dialog } from '../kit/dialog.tsx';
import { useServerNow } from '../kit/server-clock.ts';
import { StateBadge } from '../kit/state-badge.tsx';
import { CertificateLink } from './certificates/certificate-link.tsx';
import { DayHistory } from './day-history.tsx';
import { canResumeFrom, canSuspendFrom, isPlainTooLong, offersOf } from './day-offers.ts';
import { DaySentences } from './day-sentences.tsx';
import { lookOf } from './day-words.ts';
import { usePlainMeasure } from './days-around.ts';
import type { ChildToday } from './family.ts';
import { usePortalTexts } from './texts.ts';

const redrawMs = 1000;

export function DayDialog(props: {
  readonly child: ChildToday;
  readonly service: MonthResponse['services'][number];
  readonly view: DayView;
  readonly today: Day;
  onPropose(operation: DayOperation): void;
  onSuspend(): void;
  onResume(suspension: NonNullable<SuspensionView>): void;
  onClose(): void;
}): JSX.Element {
  const spoken = usePortalTexts();
  const { language } = spoken;
  const { child, service, view, today } = props;
  const now = useServerNow(redrawMs);
  return (
    <Dialog title={dayInWords(view.day, language, today)} onClose={props.onClose}>
      <div class="stack">
        <p>
          <strong>{child.firstName}</strong> <span class="soft">{child.className}</span>
        </p>
        <p>
          <StateBadge look={lookOf(view, spoken)} strong />
        </p>
        <DaySentences view={view} now={now} />
        <DayActions {...props} now={now} />
        <DayHistory pupilId={child.pupilId} serviceId={service.serviceId} day={asDay(view.day)} />
      </div>
    </Dialog>
  );
}

/** Exactly what the server would take, the likeliest first. */
function DayActions(props: {
  readonly child: ChildToday;
  readonly service: MonthResponse['services'][number];
  readonly view: DayView;
  readonly now: Instant;
  onPropose(operation: DayOperation): void;
  onSuspend(): void;
  onResume(suspension: NonNullable<SuspensionView>): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { child, service, view, now } = props;
  const { suspension } = service;
  const day = asDay(view.day);
  const offers = offersOf(view, now);
  const canResume = suspension !== null && canResumeFrom(day, service.days, suspension, now);
  const measure = usePlainMeasure(
    child.pupilId,
    offers.includes('plain-meal') ? monthOf(day) : undefined,
  );
  const isTooLong = measure !== undefined && isPlainTooLong([view], measure, now);
  const isUnder = view.state === 'suspended' || view.state === 'on-hold';
  const shown = offers.filter(
    (offer) =>
      !(offer === 'plain-meal' && isTooLong) &&
      !(offer === 'absence' && offers.includes('opt-in-undone')),
  );
  return (
    <>
      {canResume && (
        <Button size="large" onPress={() => props.onResume(suspension)}>
          {say('day.resume-from')}
        </Button>
      )}
      {shown.map((offer, index) => (
        <Button
          key={offer}
          look={index === 0 && !isUnder ? 'primary' : 'secondary'}
          size={index === 0 && !isUnder ? 'large' : 'wide'}
          onPress={() => props.onPropose(offer)}
        >
          {say(offer === 'absence' && isUnder ? 'day.absence-under' : `change.${offer}.days`)}
        </Button>
      ))}
      {isTooLong && (
        <>
          <p class="soft">{say('plain.too-long', { max: measure.max })}</p>
          <CertificateLink pupilId={child.pupilId} from={view.day} />
        </>
      )}
      {suspension === null && canSuspendFrom(view, now) && (
        <Button look="quiet" onPress={props.onSuspend}>
          {say('day.suspend-from')}
        </Button>
      )}
    </>
  );
}
