// Which kitchen and which day; the numbers themselves are `kitchen-sheet.tsx`.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Day } from '#ground/day.ts';
import { FailureAlert, Waiting } from '../kit/alert.tsx';
import { Choices } from '../kit/choices.tsx';
import { Icon } from '../kit/icons.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { DayBar, useChosenDay } from './day-bar.tsx';
import type { Kitchen } from './kitchen-numbers.ts';
import { KitchenSheet } from './kitchen-sheet.tsx';
import { useOfficeTexts } from './texts.ts';

export function KitchenDesk(): JSX.Element {
  const { say } = useOfficeTexts();
  const remote = useRemote<{ readonly kitchens: readonly Kitchen[] }>('/kitchens');
  const { day, today, go } = useChosenDay();
  const [kitchenId, setKitchenId] = useState<string>();
  const kitchens = remote.value?.kitchens ?? [];
  const kitchen = kitchens.find((one) => one.kitchenId === kitchenId) ?? kitchens[0];
  return (
    <>
      <div class="kitchen-head">
        <PageTitle title={kitchen?.name ?? say('kitchen.title')} />
        {kitchen !== undefined && (
          <DayBar day={day} today={today} onDay={go}>
            <Papers kitchen={kitchen} day={day} />
          </DayBar>
        )}
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

function Papers({ kitchen, day }: { readonly kitchen: Kitchen; readonly day: Day }): JSX.Element {
  const { say } = useOfficeTexts();
  return (
    <>
      {(['production', 'delivery'] as const).map((paper) => (
        <a
          key={paper}
          class="button secondary"
          target="_blank"
          href={`/api/v1/kitchens/${kitchen.kitchenId}/days/${day}/papers/${paper}`}
        >
          <Icon name="receipt" />
          {say(`kitchen.${paper}`)}
        </a>
      ))}
    </>
  );
}
