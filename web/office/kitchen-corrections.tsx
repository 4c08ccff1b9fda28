// What was corrected since the closing, "+1" and "−1" in large: it stands there until a cook has seen it (RULES A6).
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { FailureAlert, announce } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { instantOf, timeInWords } from '../kit/civil-words.ts';
import { groupCorrections, signed, variantWords } from './kitchen-numbers.ts';
import type { Correction, CorrectionGroup } from './kitchen-numbers.ts';
import { useOfficeTexts } from './texts.ts';

export function Corrections(props: {
  readonly path: string;
  readonly corrections: readonly Correction[];
  /** Who only looks on takes nothing off the wall. */
  readonly cooks: boolean;
  onSeen(): void;
}): JSX.Element | null {
  const { say } = useOfficeTexts();
  const [failure, setFailure] = useState<Failure>();
  const { corrections, cooks, path } = props;
  const groups = groupCorrections(corrections);
  const unseen = groups.filter((one) => one.seenAt === null);
  useAnnounced(unseen);
  if (groups.length === 0) return null;
  const see = async (some: readonly CorrectionGroup[]): Promise<void> => {
    const mealRevisions = some.flatMap((one) => one.mealRevisions);
    const answer = await call(`${path}/corrections/seen`, {
      method: 'POST',
      body: { mealRevisions },
    });
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) props.onSeen();
  };
  return (
    <section
      class={`card kitchen-corrections ${unseen.length === 0 ? 'settled' : ''}`}
      aria-label={say('correction.title')}
    >
      <div class="row">
        <h2>{say('correction.title')}</h2>
        {cooks && unseen.length > 1 && (
          <Button look="secondary" onPress={() => void see(unseen)}>
            {say('correction.see-all')}
          </Button>
        )}
      </div>
      <p>{unseen.length === 0 ? say('correction.all-seen') : say('correction.counted')}</p>
      {failure !== undefined && (
        <FailureAlert failure={failure} of="change" onRetry={() => void see(unseen)} />
      )}
      <ul class="plain-list">
        {groups.map((one) => (
          <li key={one.mealRevisions[0]} class={one.seenAt === null ? 'unseen' : 'seen'}>
            <strong class="change">{signed(one.change)}</strong>
            <Said one={one} />
            {one.seenAt === null && cooks && (
              <Button
                label={say('correction.see-one', {
                  change: signed(one.change),
                  name: one.className,
                })}
                onPress={() => void see([one])}
              >
                {say('correction.see')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Said({ one }: { readonly one: CorrectionGroup }): JSX.Element {
  const { say } = useOfficeTexts();
  const time = timeInWords(instantOf(one.recordedAt));
  const seen = one.seenAt === null ? undefined : timeInWords(instantOf(one.seenAt));
  const dish = one.variant === null ? say('kitchen.menu') : variantWords(one.variant);
  return (
    <>
      <span>
        <strong>
          {one.className} · {one.schoolName}
        </strong>
        <span class="soft">
          {say(`corrections.kind.${one.kind}`)} · {dish} · {say('correction.at', { time })}
        </span>
      </span>
      {seen !== undefined && <span class="soft">{say('correction.seen-at', { time: seen })}</span>}
    </>
  );
}

/** Whoever cannot see the wall hears of each correction once. */
function useAnnounced(unseen: readonly CorrectionGroup[]): void {
  const { say } = useOfficeTexts();
  const told = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    const before = told.current;
    told.current = new Set(unseen.map(keyOf));
    for (const one of unseen) {
      if (before === undefined || before.has(keyOf(one))) continue;
      const kind = say(`corrections.kind.${one.kind}`);
      announce(say('correction.told', { change: signed(one.change), name: one.className, kind }));
    }
  });
}

const keyOf = (one: CorrectionGroup): string => one.mealRevisions.join(' ');
