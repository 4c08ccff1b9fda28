// What whoever eats by a variant gets instead of a dish: not said, suits as it is, or another dish.
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { DishView } from '#menus/api.ts';
import { plainVariant } from '#menus/model.ts';
import { plateOf } from '#menus/plate-rules.ts';
import { useDeskWords } from './desk-words.ts';
import { Select } from '../../kit/select.tsx';
import { Contents, NameField } from './serving-fields.tsx';

type Substitution = DishView['substitutions'][number];

export function SubstitutionFields(props: {
  readonly variants: readonly string[];
  readonly dish: DishView;
  readonly known: readonly DishView[];
  onDish(dish: DishView): void;
}): JSX.Element {
  const { say } = useDeskWords();
  const listId = useId();
  const { variants, dish } = props;
  const own = dish.substitutions.find((one) => isOf(one, variants));
  const put = (serving: Substitution['serving'] | undefined): void => {
    const others = dish.substitutions.filter((one) => !isOf(one, variants));
    const substitutions =
      serving === undefined ? others : [...others, { variants: [...variants], serving }];
    props.onDish({ ...dish, substitutions });
  };
  const name = variants.join(' + ');
  const kind = own === undefined ? 'unsaid' : own.serving === null ? 'as-is' : 'other';
  const serving = own?.serving ?? undefined;
  return (
    <fieldset class="substitution">
      <legend>{name}</legend>
      <Select
        label={say('substitution.gets', { variant: name })}
        value={kind}
        options={(['unsaid', 'as-is', 'other'] as const).map((value) => ({
          value,
          word: say(`substitution.${value}`),
        }))}
        onValue={(value) => {
          if (value === 'unsaid') put(undefined);
          else put(value === 'as-is' ? null : { name: '', allergens: [], foods: [] });
        }}
      />
      {serving !== undefined && (
        <>
          <datalist id={listId}>
            {servingsOf(props.known).map((one) => (
              <option key={one.name} value={one.name} />
            ))}
          </datalist>
          <NameField
            label={say('substitution.dish', { variant: name })}
            listId={listId}
            value={serving.name}
            onValue={(text) => {
              const same = servingsOf(props.known).find((one) => one.name === text);
              put(same ?? { ...serving, name: text });
            }}
          />
          <Contents serving={serving} onServing={put} />
        </>
      )}
      <Outcome dish={dish} variants={variants} />
    </fieldset>
  );
}

/** What the server would decide, by the same rule. */
function Outcome(props: {
  readonly dish: DishView;
  readonly variants: readonly string[];
}): JSX.Element {
  const { say } = useDeskWords();
  const diets = props.variants.filter((variant) => variant !== plainVariant);
  const [line] = plateOf([props.dish], diets, diets.length < props.variants.length);
  if (line === undefined || line.served === 'kitchen')
    return <p class="soft">{say('substitution.kitchen')}</p>;
  return line.served === 'menu' ? (
    <p class="soft">{say('substitution.menu')}</p>
  ) : (
    <p class="soft">{say('substitution.served', { dish: line.serving.name })}</p>
  );
}

function isOf(one: Substitution, variants: readonly string[]): boolean {
  return (
    one.variants.length === variants.length && variants.every((each) => one.variants.includes(each))
  );
}

/** Dishes and what has been given instead of them before, each name once. */
function servingsOf(known: readonly DishView[]): readonly NonNullable<Substitution['serving']>[] {
  const all = known.flatMap((dish) => [
    { name: dish.name, allergens: dish.allergens, foods: dish.foods },
    ...dish.substitutions.flatMap(({ serving }) => (serving === null ? [] : [serving])),
  ]);
  return [...new Map(all.map((one) => [one.name, one])).values()];
}
