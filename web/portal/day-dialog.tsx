// One day of a child: what it is, why, and what can be done about it now.
import type { JSX } from 'preact';
import type { Operation } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import type { ChildToday, DayFacts } from '../kit/contract.ts';
import { Dialog } from '../kit/dialog.tsx';
import { useServerNow } from '../kit/server-clock.ts';
import { StateBadge } from '../kit/state-badge.tsx';
import { cutOffSentence, lookOf, offerOf } from './day-words.ts';
import { usePortalTexts } from './texts.ts';

const redrawMs = 1000;

export function DayDialog(props: {
  readonly child: ChildToday;
  readonly facts: DayFacts;
  readonly today: Day;
  onPropose(operation: Operation): void;
  onClose(): void;
}): JSX.Element {
  const spoken = usePortalTexts();
  const { say, language } = spoken;
  const { child, facts, today } = props;
  const now = useServerNow(redrawMs);
  const offer = offerOf(facts, now);
  const isMealDay = facts.state !== 'not-served' && facts.state !== 'no-canteen';
  const cutOff = isMealDay ? cutOffSentence(facts, now, spoken) : undefined;
  return (
    <Dialog title={dayInWords(facts.day, language, today)} onClose={props.onClose}>
      <div class="stack">
        <p>
          <strong>{child.firstName}</strong> <span class="soft">{child.className}</span>
        </p>
        <p>
          <StateBadge look={lookOf(facts.state, spoken)} strong />
        </p>
        {facts.reason && <p>{facts.reason}</p>}
        {facts.dietLabel && <p>{say('day.diet', { label: facts.dietLabel })}</p>}
        {facts.changedBy && <p class="soft">{say('day.changed-by', { name: facts.changedBy })}</p>}
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
