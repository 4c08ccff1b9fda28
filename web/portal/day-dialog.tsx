// One day of a child: what it is, why, and what can be done about it now.
import type { JSX } from 'preact';
import type { DayView } from '#bookings/api.ts';
import type { DayOperation } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { Dialog } from '../kit/dialog.tsx';
import { useServerNow } from '../kit/server-clock.ts';
import { StateBadge } from '../kit/state-badge.tsx';
import { cutOffSentence, lookOf, offerOf } from './day-words.ts';
import type { ChildToday } from './family.ts';
import { usePortalTexts } from './texts.ts';

const redrawMs = 1000;

export function DayDialog(props: {
  readonly child: ChildToday;
  readonly view: DayView;
  readonly today: Day;
  onPropose(operation: DayOperation): void;
  onClose(): void;
}): JSX.Element {
  const spoken = usePortalTexts();
  const { say, language } = spoken;
  const { child, view, today } = props;
  const now = useServerNow(redrawMs);
  const offer = offerOf(view, now);
  const isMealDay = view.state !== 'not-served' && view.state !== 'no-canteen';
  const cutOff = isMealDay ? cutOffSentence(view, now, spoken) : undefined;
  return (
    <Dialog title={dayInWords(view.day, language, today)} onClose={props.onClose}>
      <div class="stack">
        <p>
          <strong>{child.firstName}</strong> <span class="soft">{child.className}</span>
        </p>
        <p>
          <StateBadge look={lookOf(view.state, spoken)} strong />
        </p>
        {view.reason && <p>{view.reason}</p>}
        {view.dietLabel && <p>{say('day.diet', { label: view.dietLabel })}</p>}
        {view.changedBy && <p class="soft">{say('day.changed-by', { name: view.changedBy })}</p>}
        {cutOff !== undefined && <p>{cutOff}</p>}
        {offer !== undefined && (
          <Button size="large" onPress={() => props.onPropose(offer)}>
            {say(`change.${offer}.days`)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
