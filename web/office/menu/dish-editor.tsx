// A dish: its name, allergens and foods, and what each diet gets instead of it.
import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { DishView } from '#menus/api.ts';
import type { Course } from '#menus/model.ts';
import { plainVariant } from '#menus/model.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { courseWord } from '../../kit/menu-words.ts';
import { useDeskWords } from './desk-words.ts';
import { Contents, NameField } from './serving-fields.tsx';
import { SubstitutionFields } from './substitution-fields.tsx';

export function DishEditor(props: {
  readonly course: Course;
  readonly dish: DishView | undefined;
  /** Dishes written before: choosing one brings its allergens and substitutions. */
  readonly known: readonly DishView[];
  readonly variants: readonly string[];
  readonly done?: string;
  readonly children?: ComponentChildren;
  readonly busy?: boolean;
  onClose(): void;
  /** Undefined takes the dish away. */
  onDish(dish: DishView | undefined): void;
}): JSX.Element {
  const { say, sayMenu } = useDeskWords();
  const listId = useId();
  const { course, known } = props;
  const [dish, setDish] = useState<DishView>(
    props.dish ?? { course, name: '', allergens: [], foods: [], substitutions: [] },
  );
  const [isMissing, setIsMissing] = useState(false);
  const ofCourse = known.filter((one) => one.course === course);
  const rename = (name: string): void => {
    const same = ofCourse.find((one) => one.name === name);
    setIsMissing(false);
    setDish(same ?? { ...dish, name });
  };
  const finish = (): void => {
    const missing = dish.name.trim() === '';
    setIsMissing(missing);
    if (!missing) props.onDish(dish);
  };
  const combined = dish.substitutions.filter((one) => one.variants.length > 1);
  return (
    <Dialog
      title={say('dish.title', { course: courseWord(course, sayMenu) })}
      busy={props.busy ?? false}
      onClose={props.onClose}
    >
      <datalist id={listId}>
        {ofCourse.map((one) => (
          <option key={one.name} value={one.name} />
        ))}
      </datalist>
      <NameField
        label={say('dish.name')}
        hint={say('dish.name-hint')}
        listId={listId}
        value={dish.name}
        mistake={isMissing ? say('dish.missing') : undefined}
        onValue={rename}
      />
      <Contents serving={dish} onServing={(serving) => setDish({ ...dish, ...serving })} />
      <h3>{say('dish.substitutions')}</h3>
      <p class="soft">{say('dish.substitutions-hint')}</p>
      {[...props.variants, plainVariant].map((variant) => (
        <SubstitutionFields
          key={variant}
          variants={[variant]}
          dish={dish}
          known={known}
          onDish={setDish}
        />
      ))}
      {combined.map((one) => (
        <SubstitutionFields
          key={one.variants.join()}
          variants={one.variants}
          dish={dish}
          known={known}
          onDish={setDish}
        />
      ))}
      {props.children}
      <div class="button-row">
        <Button busy={props.busy ?? false} onPress={finish}>
          {props.done ?? say('dish.done')}
        </Button>
        {props.dish !== undefined && props.done === undefined && (
          <Button look="secondary" onPress={() => props.onDish(undefined)}>
            {say('dish.remove')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
