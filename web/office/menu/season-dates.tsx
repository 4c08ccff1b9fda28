// When a season is served: its periods, and in which week of the rotation each begins.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SeasonsView } from '#menus/api.ts';
import { FailureAlert } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { useDeskWords } from './desk-words.ts';
import { Select } from '../../kit/select.tsx';
import { useMenuWrite } from './write-menu.ts';

export type Span = SeasonsView['seasons'][number]['spans'][number];

export function SeasonDates(props: {
  readonly season: SeasonsView['seasons'][number];
  onClose(): void;
  onDone(): void;
}): JSX.Element {
  const { say } = useDeskWords();
  const { season } = props;
  const write = useMenuWrite();
  const [spans, setSpans] = useState<readonly Span[]>(season.spans);
  const save = async (): Promise<void> => {
    const id = await write.send(`/menus/${season.seasonId}/dates`, {
      spans: spans.filter((span) => span.from !== '' && span.to !== ''),
    });
    if (id !== undefined) props.onDone();
  };
  return (
    <Dialog
      title={say('dates.of', { name: season.name })}
      busy={write.busy}
      onClose={props.onClose}
    >
      <p class="soft">{say('dates.hint')}</p>
      {spans.map((span, index) => (
        <SpanFields
          key={`period ${index + 1}`}
          number={index + 1}
          span={span}
          weeks={season.rotationWeeks}
          onSpan={(changed) =>
            setSpans(spans.map((one, other) => (other === index ? changed : one)))
          }
        />
      ))}
      <Button look="quiet" onPress={() => setSpans([...spans, { from: '', to: '', firstWeek: 1 }])}>
        {say('dates.add')}
      </Button>
      {write.failure !== undefined && <FailureAlert failure={write.failure} of="change" />}
      <Button size="wide" busy={write.busy} onPress={() => void save()}>
        {say('dates.save')}
      </Button>
    </Dialog>
  );
}

export function SpanFields(props: {
  readonly number: number;
  readonly span: Span;
  readonly weeks: number;
  onSpan(span: Span): void;
}): JSX.Element {
  const { say } = useDeskWords();
  const { span, weeks } = props;
  return (
    <fieldset class="span-fields">
      <legend>{say('dates.period', { number: props.number })}</legend>
      <Field
        label={say('dates.from')}
        name={`from-${props.number}`}
        type="date"
        value={span.from}
        onValue={(from) => props.onSpan({ ...span, from })}
      />
      <Field
        label={say('dates.to')}
        name={`to-${props.number}`}
        type="date"
        value={span.to}
        onValue={(to) => props.onSpan({ ...span, to })}
      />
      <Select
        label={say('dates.first-week')}
        value={String(span.firstWeek)}
        options={Array.from({ length: weeks }, (_, index) => ({
          value: String(index + 1),
          word: say('week.number', { week: index + 1 }),
        }))}
        onValue={(week) => props.onSpan({ ...span, firstWeek: Number(week) })}
      />
    </fieldset>
  );
}
