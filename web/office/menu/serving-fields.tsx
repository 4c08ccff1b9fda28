// What lies on a plate: a name with suggestions, and its allergens and foods as boxes to tick.
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { DishView } from '#menus/api.ts';
import { allergens, foods } from '#menus/model.ts';
import { allergenWord, foodWord } from '../../kit/menu-words.ts';
import { useDeskWords } from './desk-words.ts';

export type ServingView = Pick<DishView, 'name' | 'allergens' | 'foods'>;

export function NameField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly listId: string;
  readonly value: string;
  readonly mistake?: string | undefined;
  onValue(value: string): void;
}): JSX.Element {
  const id = useId();
  const hasMistake = props.mistake !== undefined;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <input
        id={id}
        class="input"
        list={props.listId}
        value={props.value}
        maxLength={120}
        aria-invalid={hasMistake}
        aria-describedby={hasMistake ? `${id}-mistake` : `${id}-hint`}
        onInput={(event) => props.onValue(event.currentTarget.value)}
      />
      {hasMistake && (
        <p class="mistake" id={`${id}-mistake`}>
          {props.mistake}
        </p>
      )}
    </div>
  );
}

export function Contents(props: {
  readonly serving: ServingView;
  onServing(serving: ServingView): void;
}): JSX.Element {
  const { say, sayMenu } = useDeskWords();
  const { name, allergens: held, foods: kinds } = props.serving;
  return (
    <>
      <Boxes
        legend={say('dish.allergens')}
        all={allergens}
        held={held}
        wordOf={(one) => allergenWord(one, sayMenu)}
        onHeld={(chosen) => props.onServing({ name, foods: kinds, allergens: chosen })}
      />
      <Boxes
        legend={say('dish.foods')}
        all={foods}
        held={kinds}
        wordOf={(one) => foodWord(one, sayMenu)}
        onHeld={(chosen) => props.onServing({ name, allergens: held, foods: chosen })}
      />
    </>
  );
}

function Boxes<One extends string>(props: {
  readonly legend: string;
  readonly all: readonly One[];
  readonly held: readonly One[];
  wordOf(one: One): string;
  onHeld(held: One[]): void;
}): JSX.Element {
  return (
    <fieldset class="boxes">
      <legend>{props.legend}</legend>
      {props.all.map((one) => (
        <label class="check" key={one}>
          <input
            type="checkbox"
            checked={props.held.includes(one)}
            onChange={(event) =>
              props.onHeld(
                event.currentTarget.checked
                  ? [...props.held, one]
                  : props.held.filter((other) => other !== one),
              )
            }
          />
          <span>{props.wordOf(one)}</span>
        </label>
      ))}
    </fieldset>
  );
}
