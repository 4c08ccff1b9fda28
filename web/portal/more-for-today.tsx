// "Altro per oggi": what a child's day can be besides an absence, each in one sentence (RULES B1, B7).
import type { JSX } from 'preact';
import type { DayOperation } from '#bookings/model.ts';
import { asDay, monthOf } from '#ground/day.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Link } from '../kit/router.tsx';
import { useServerNow } from '../kit/server-clock.ts';
import { CertificateLink } from './certificates/certificate-link.tsx';
import { isOffered, isPlainTooLong } from './day-offers.ts';
import { usePlainMeasure } from './days-around.ts';
import type { ChildToday } from './family.ts';
import { usePortalTexts } from './texts.ts';

type Offer = Extract<DayOperation, 'plain-meal' | 'plain-meal-undone' | 'opt-in' | 'opt-in-undone'>;
const offers: readonly Offer[] = ['opt-in', 'opt-in-undone', 'plain-meal-undone', 'plain-meal'];
const redrawMs = 1000;

export function MoreForToday(props: {
  readonly child: ChildToday;
  onPropose(operation: Offer): void;
  onSuspend(): void;
  onClose(): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { child } = props;
  const now = useServerNow(redrawMs);
  const days = child.services.map((service) => service.day);
  const [first] = days;
  const plainDays = days.filter((view) => isOffered('plain-meal', view, now));
  const month = first === undefined ? undefined : monthOf(asDay(first.day));
  const measure = usePlainMeasure(child.pupilId, plainDays.length === 0 ? undefined : month);
  const isTooLong = measure !== undefined && isPlainTooLong(plainDays, measure, now);
  const isSuspended = child.services.every(({ suspension }) => suspension !== null);
  const shown = offers.filter(
    (offer) =>
      days.some((view) => isOffered(offer, view, now)) && !(offer === 'plain-meal' && isTooLong),
  );
  return (
    <Dialog title={say('more-today.title', { name: child.firstName })} onClose={props.onClose}>
      <ul class="plain-list options">
        {shown.map((offer) => (
          <li key={offer}>
            <Button look="secondary" size="wide" onPress={() => props.onPropose(offer)}>
              {say(`more-today.${offer}`)}
            </Button>
            <p class="soft">{say(`more-today.${offer}.hint`)}</p>
          </li>
        ))}
        {isTooLong && (
          <li>
            <p>{say('plain.too-long', { max: measure.max })}</p>
            <CertificateLink pupilId={child.pupilId} from={first?.day ?? ''} />
          </li>
        )}
        {!isSuspended && (
          <li>
            <Button look="secondary" size="wide" onPress={props.onSuspend}>
              {say('change.suspension')}
            </Button>
            <p class="soft">{say('more-today.suspension.hint')}</p>
          </li>
        )}
        <li>
          <Link to={`/presenze/${child.pupilId}`} class="button secondary wide">
            {say('today.other-day')}
          </Link>
          <p class="soft">{say('more-today.other-day.hint')}</p>
        </li>
      </ul>
    </Dialog>
  );
}
