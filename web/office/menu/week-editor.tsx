// One week of the rotation as a grid of days and courses; each cell opens the dish's editor.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DishView, SeasonsView, WeekView } from '#menus/api.ts';
import type { Course } from '#menus/model.ts';
import { courses, plainVariant } from '#menus/model.ts';
import { plateOf } from '#menus/plate-rules.ts';
import { Alert, FailureAlert, Waiting, announce } from '../../kit/alert.tsx';
import { Breadcrumbs } from '../../kit/breadcrumbs.tsx';
import { Button } from '../../kit/button.tsx';
import { weekdayNames } from '../../kit/civil-words.ts';
import { useSpoken } from '../../kit/language.tsx';
import { courseWord } from '../../kit/menu-words.ts';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { useDeskWords } from './desk-words.ts';
import { DishEditor } from './dish-editor.tsx';
import { useMenuWrite } from './write-menu.ts';

type Weekday = WeekView['days'][number]['weekday'];
const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5];

interface Cell {
  readonly weekday: Weekday;
  readonly course: Course;
}

export function WeekEditor(props: {
  readonly menus: SeasonsView;
  readonly season: SeasonsView['seasons'][number];
  readonly week: number;
  onSaved(): void;
}): JSX.Element {
  const { say } = useDeskWords();
  const { menus, season, week } = props;
  const path = `/menus/${season.seasonId}/weeks/${week}`;
  const remote = useRemote<WeekView>(path);
  const write = useMenuWrite();
  const [days, setDays] = useState<WeekView['days']>();
  const [saved, setSaved] = useState(false);
  const [open, setOpen] = useState<Cell>();
  // What is being written stays, also when the page is seen again and asks anew.
  useEffect(() => {
    if (days === undefined && remote.value !== undefined) setDays(remote.value.days);
  }, [days, remote.value]);
  const dishAt = (cell: Cell): DishView | undefined =>
    days
      ?.find((day) => day.weekday === cell.weekday)
      ?.dishes.find((dish) => dish.course === cell.course);
  const put = (cell: Cell, dish: DishView | undefined): void => {
    setOpen(undefined);
    setSaved(false);
    setDays(weekWith(days ?? [], cell, dish));
  };
  const save = async (): Promise<void> => {
    const id = await write.send(path, { days: days ?? [] });
    if (id === undefined) return;
    setSaved(true);
    announce(say('editor.saved'));
    props.onSaved();
  };
  const title = say('editor.title', { name: season.name, week });
  return (
    <>
      <Breadcrumbs above={[{ to: '/menu', word: say('desk.title') }]} here={title} />
      <PageTitle title={title} />
      <p class="soft">{say('editor.hint')}</p>
      {remote.failure !== undefined && (
        <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {days === undefined && remote.failure === undefined && <Waiting />}
      {days !== undefined && <Grid dishAt={dishAt} onOpen={setOpen} variants={menus.variants} />}
      {write.failure !== undefined && <FailureAlert failure={write.failure} of="change" />}
      {saved && (
        <Alert tone="success">
          <p>{say('editor.saved')}</p>
        </Alert>
      )}
      {days !== undefined && (
        <div class="button-row menu-acts">
          <Button busy={write.busy} onPress={() => void save()}>
            {say('editor.save')}
          </Button>
        </div>
      )}
      {open !== undefined && (
        <DishEditor
          course={open.course}
          dish={dishAt(open)}
          known={menus.dishes}
          variants={menus.variants}
          onClose={() => setOpen(undefined)}
          onDish={(dish) => put(open, dish)}
        />
      )}
    </>
  );
}

function Grid(props: {
  readonly variants: readonly string[];
  dishAt(cell: Cell): DishView | undefined;
  onOpen(cell: Cell): void;
}): JSX.Element {
  const { say, sayMenu } = useDeskWords();
  const { language } = useSpoken();
  const names = weekdayNames(language, 'long');
  return (
    <div class="menu-grid-frame" role="region" aria-label={say('editor.grid')} tabIndex={0}>
      <table class="menu-grid">
        <thead>
          <tr>
            <td />
            {weekdays.map((weekday) => (
              <th scope="col" key={weekday}>
                {names[weekday - 1]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {courses.map((course) => (
            <tr key={course}>
              <th scope="row">{courseWord(course, sayMenu)}</th>
              {weekdays.map((weekday) => {
                const dish = props.dishAt({ weekday, course });
                const left = dish === undefined ? [] : leftToKitchen(dish, props.variants);
                return (
                  <td key={weekday}>
                    <button
                      type="button"
                      class={`menu-cell ${dish === undefined ? 'empty' : ''}`}
                      onClick={() => props.onOpen({ weekday, course })}
                    >
                      <span class="only-spoken">
                        {say('editor.cell', {
                          course: courseWord(course, sayMenu),
                          day: names[weekday - 1] ?? '',
                        })}
                      </span>
                      {dish?.name ?? say('editor.add')}
                      {left.length > 0 && (
                        <span class="menu-left">{say('editor.left', { count: left.length })}</span>
                      )}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The variants for which nothing suitable is declared. */
export function leftToKitchen(dish: DishView, variants: readonly string[]): readonly string[] {
  return [...variants, plainVariant].filter((variant) => {
    const isPlain = variant === plainVariant;
    return plateOf([dish], isPlain ? [] : [variant], isPlain)[0]?.served === 'kitchen';
  });
}

function weekWith(
  days: WeekView['days'],
  { weekday, course }: Cell,
  dish: DishView | undefined,
): WeekView['days'] {
  return weekdays.map((one) => {
    const dishes = days.find((day) => day.weekday === one)?.dishes ?? [];
    if (one !== weekday) return { weekday: one, dishes };
    const others = dishes.filter((other) => other.course !== course);
    return { weekday: one, dishes: dish === undefined ? others : [...others, dish] };
  });
}
