// Oggi: each child, what today is for them, and the one big action (RULES A3, B2, B3).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TodayResponse } from '#bookings/api.ts';
import { asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { Alert, FailureAlert, Waiting } from '../kit/alert.tsx';
import { Button } from '../kit/button.tsx';
import { dayInWords, momentInWords } from '../kit/civil-words.ts';
import { PageTitle } from '../kit/page-title.tsx';
import type { Remote } from '../kit/remote.ts';
import { useRemote } from '../kit/remote.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { ChildCard } from './child-card.tsx';
import { canStayAway } from './day-offers.ts';
import { usePortalTexts } from './texts.ts';
import { TodayDialogs, proposed } from './today-dialogs.tsx';
import type { TodayStep } from './today-dialogs.tsx';

const askAgainMs = 60_000;
const redrawMs = 1000;

export function Today(): JSX.Element {
  const { language, say } = usePortalTexts();
  const family = useRemote<TodayResponse>('/family/today', askAgainMs);
  const now = useServerNow(redrawMs);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [mustChoose, setMustChoose] = useState(false);
  const [step, setStep] = useState<TodayStep>();
  const today = family.value === undefined ? undefined : asDay(family.value.today);
  const children = family.value?.children ?? [];
  const open = children.filter((child) => child.services.some(({ day }) => canStayAway(day, now)));
  const hasChoice = open.length > 1;

  const declare = (): void => {
    const ill = hasChoice ? open.filter(({ pupilId }) => chosen.has(pupilId)) : open;
    setMustChoose(ill.length === 0);
    if (ill.length > 0 && today !== undefined) setStep(proposed('absence', ill, today));
    else document.querySelector<HTMLElement>('main input[type="checkbox"]')?.focus();
  };
  const choose = (pupilId: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(pupilId);
    else next.delete(pupilId);
    setChosen(next);
    setMustChoose(false);
  };
  return (
    <>
      <PageTitle title={say('section.today')}>
        {today === undefined
          ? say('section.today')
          : say('today.title', { day: dayInWords(today, language) })}
      </PageTitle>
      <div class="stack">
        <WhatIsKnown family={family} today={today} />
        {today !== undefined &&
          children.map((child) => (
            <ChildCard
              key={child.pupilId}
              child={child}
              today={today}
              now={now}
              chosen={hasChoice && open.includes(child) ? chosen.has(child.pupilId) : undefined}
              onChosen={(isChosen) => choose(child.pupilId, isChosen)}
              onChange={(operation) => setStep(proposed(operation, [child], today))}
              onResume={(service) => setStep({ is: 'resuming', child, service })}
              onMore={() => setStep({ is: 'choosing', child })}
            />
          ))}
      </div>
      {open.length > 0 && (
        <div class="big-action">
          {mustChoose && (
            <Alert tone="problem">
              <p>{say('today.choose')}</p>
            </Alert>
          )}
          <Button size="large" onPress={declare}>
            {say('today.not-eating')}
          </Button>
        </div>
      )}
      {step !== undefined && today !== undefined && (
        <TodayDialogs
          step={step}
          today={today}
          onStep={setStep}
          onRecorded={() => {
            setChosen(new Set());
            void family.refresh();
          }}
        />
      )}
    </>
  );
}

/** What stands between the family and its children: the network, the wait, or nobody to show. */
function WhatIsKnown(props: {
  readonly family: Remote<TodayResponse>;
  readonly today: Day | undefined;
}): JSX.Element {
  const { language, say } = usePortalTexts();
  const { family, today } = props;
  return (
    <>
      {family.failure !== undefined && (
        <FailureAlert failure={family.failure} of="reading" onRetry={() => void family.refresh()} />
      )}
      {family.failure !== undefined && family.confirmedAt !== undefined && today !== undefined && (
        <p class="soft">
          {say('today.known-since', {
            when: momentInWords(family.confirmedAt, language, today),
          })}
        </p>
      )}
      {family.value === undefined && family.failure === undefined && <Waiting />}
      {family.value?.children.length === 0 && (
        <Alert tone="note">
          <p>{say('today.no-children')}</p>
        </Alert>
      )}
    </>
  );
}
