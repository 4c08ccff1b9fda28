// "From …, to … or open": what a suspension is, in one sentence, and its dates (RULES B1).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { parseDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { Alert } from '../kit/alert.tsx';
import { Button } from '../kit/button.tsx';
import { Choices } from '../kit/choices.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { Field } from '../kit/field.tsx';
import { usePortalTexts } from './texts.ts';

export function SuspensionForm(props: {
  /** The first day that can still change. */
  readonly earliest: Day;
  readonly latest: Day;
  onPropose(from: Day, to: Day | null): void;
}): JSX.Element {
  const { say, language } = usePortalTexts();
  const { earliest, latest } = props;
  const [fromText, setFromText] = useState<string>(earliest);
  const [toText, setToText] = useState('');
  const [isOpen, setIsOpen] = useState(true);
  const [tried, setTried] = useState(false);
  const from = dayWithin(fromText, earliest, latest);
  const to = dayWithin(toText, earliest, latest);
  const isBackwards = from !== undefined && to !== undefined && to < from;
  const mistakeOf = (day: Day | undefined): string | undefined =>
    tried && day === undefined
      ? say('range.mistake', {
          from: dayInWords(earliest, language, latest),
          to: dayInWords(latest, language, earliest),
        })
      : undefined;
  const go = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (from === undefined || (!isOpen && (to === undefined || isBackwards))) return;
    props.onPropose(from, isOpen ? null : (to ?? null));
  };
  return (
    <form noValidate onSubmit={go}>
      <Field
        name="from"
        type="date"
        label={say('range.from')}
        min={earliest}
        max={latest}
        mistake={mistakeOf(from)}
        value={fromText}
        onValue={setFromText}
      />
      <Choices
        label={say('suspension.until')}
        choices={[
          { value: 'open', word: say('suspension.until-resumed') },
          { value: 'dated', word: say('suspension.until-day') },
        ]}
        chosen={isOpen ? 'open' : 'dated'}
        onChoose={(value) => setIsOpen(value === 'open')}
      />
      {!isOpen && (
        <Field
          name="to"
          type="date"
          label={say('range.to')}
          min={earliest}
          max={latest}
          mistake={mistakeOf(to)}
          value={toText}
          onValue={setToText}
        />
      )}
      <div class="stack">
        <p class="soft">{say(isOpen ? 'suspension.open-hint' : 'suspension.dated-hint')}</p>
        {tried && !isOpen && isBackwards && (
          <Alert tone="problem">
            <p>{say('range.order')}</p>
          </Alert>
        )}
        <Button type="submit" size="large">
          {say('range.find')}
        </Button>
      </div>
    </form>
  );
}

export function dayWithin(text: string, earliest: Day, latest: Day): Day | undefined {
  const day = parseDay(text);
  return day !== undefined && earliest <= day && day <= latest ? day : undefined;
}
