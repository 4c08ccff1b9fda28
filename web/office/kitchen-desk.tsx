// Which kitchen and which day; the numbers themselves are `kitchen-sheet.tsx`.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { FailureAlert, Waiting } from '../kit/alert.tsx';
import { Button } from '../kit/button.tsx';
import { Choices } from '../kit/choices.tsx';
import { dayInRome, dayInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { useServerNow } from '../kit/server-clock.ts';
import type { Kitchen } from './kitchen-numbers.ts';
import { KitchenSheet } from './kitchen-sheet.tsx';
import { useOfficeTexts } from './texts.ts';

const redrawMs = 30_000;

export function KitchenDesk(): JSX.Element {
  const { say } = useOfficeTexts();
  const remote = useRemote<{ readonly kitchens: readonly Kitchen[] }>('/kitchens');
  const today = dayInRome(useServerNow(redrawMs));
  const [kitchenId, setKitchenId] = useState<string>();
  /** Undefined follows the calendar: the screen on the wall turns to the new day by itself. */
  const [chosenDay, setChosenDay] = useState<Day>();
  const day = chosenDay ?? today;
  const go = (to: Day): void => setChosenDay(to === today ? undefined : to);
  const kitchens = remote.value?.kitchens ?? [];
  const kitchen = kitchens.find((one) => one.kitchenId === kitchenId) ?? kitchens[0];
  return (
    <>
      <div class="kitchen-head">
        <PageTitle title={kitchen?.name ?? say('kitchen.title')} />
        {kitchen !== undefined && <DayBar day={day} today={today} onDay={go} />}
      </div>
      {kitchens.length > 1 && kitchen !== undefined && (
        <div class="not-printed">
          <Choices
            label={say('kitchen.which')}
            choices={kitchens.map((one) => ({ value: one.kitchenId, word: one.name }))}
            chosen={kitchen.kitchenId}
            onChoose={setKitchenId}
          />
        </div>
      )}
      {remote.failure !== undefined && remote.value === undefined && (
        <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {remote.value === undefined && remote.failure === undefined && <Waiting />}
      {remote.value !== undefined && kitchen === undefined && <p>{say('kitchen.none')}</p>}
      {kitchen !== undefined && <KitchenSheet kitchen={kitchen} day={day} today={today} />}
    </>
  );
}

function DayBar(props: {
  readonly day: Day;
  readonly today: Day;
  onDay(day: Day): void;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { day, today } = props;
  return (
    <div class="row not-printed">
      <Button
        look="secondary"
        size="square"
        label={say('kitchen.previous')}
        onPress={() => props.onDay(addDays(day, -1))}
      >
        <Icon name="back" />
      </Button>
      <strong class="kitchen-day">{dayInWords(day, language, today)}</strong>
      <Button
        look="secondary"
        size="square"
        label={say('kitchen.next')}
        onPress={() => props.onDay(addDays(day, 1))}
      >
        <Icon name="next" />
      </Button>
      {day !== today && (
        <Button look="secondary" onPress={() => props.onDay(today)}>
          {say('kitchen.today')}
        </Button>
      )}
      <Button onPress={() => print()}>
        <Icon name="print" />
        {say('kitchen.print')}
      </Button>
    </div>
  );
}
