// One day differs from the plan: "oggi al posto del pesce…", with the reason that families read.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DishView, MenuDays, SeasonsView } from '#menus/api.ts';
import { Alert, FailureAlert, Waiting } from '../../kit/alert.tsx';
import { Breadcrumbs } from '../../kit/breadcrumbs.tsx';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { courseWord } from '../../kit/menu-words.ts';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { navigate } from '../../kit/router.tsx';
import { useDeskWords } from './desk-words.ts';
import { DishEditor } from './dish-editor.tsx';
import { useMenuWrite } from './write-menu.ts';

type SeasonDays = MenuDays['seasons'][number];
type Served = Extract<SeasonDays['days'][number], { kind: 'menu' }>;
type ServedDish = Served['dishes'][number];

export function DayChange(props: {
  readonly menus: SeasonsView;
  readonly day: string;
}): JSX.Element {
  const { say, dayOf } = useDeskWords();
  const { menus, day } = props;
  const remote = useRemote<MenuDays>(`/menus/days?from=${day}&to=${day}`);
  const seasons = remote.value?.seasons ?? [];
  const served = seasons.filter(({ days }) => days.some((one) => one.kind === 'menu'));
  return (
    <>
      <Breadcrumbs above={[{ to: '/menu', word: say('desk.title') }]} here={say('change.title')} />
      <PageTitle title={say('change.title')} />
      <div class="day-field">
        <Field
          label={say('change.day')}
          name="day"
          type="date"
          min={menus.today}
          value={day}
          onValue={(text) => text !== '' && navigate(`/menu/giorno/${text}`, { replace: true })}
        />
      </div>
      {remote.failure !== undefined && (
        <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {remote.value === undefined && remote.failure === undefined && <Waiting />}
      {remote.value !== undefined && served.length === 0 && <p>{say('change.nothing')}</p>}
      {served.map((season) => (
        <SeasonDay
          key={season.seasonId}
          season={season}
          menus={menus}
          title={`${season.name}, ${dayOf(day, menus.today)}`}
          onChanged={() => void remote.refresh()}
        />
      ))}
    </>
  );
}

function SeasonDay(props: {
  readonly season: SeasonDays;
  readonly menus: SeasonsView;
  readonly title: string;
  onChanged(): void;
}): JSX.Element {
  const { say, sayMenu } = useDeskWords();
  const { season, menus } = props;
  const write = useMenuWrite();
  const [open, setOpen] = useState<ServedDish>();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [done, setDone] = useState(false);
  const day = season.days.find((one): one is Served => one.kind === 'menu');
  if (day === undefined) return <></>;
  const send = async (dishes: readonly DishView[], because: string): Promise<void> => {
    const path = `/menus/${season.seasonId}/days/${day.day}`;
    const id = await write.send(path, { dishes, reason: because });
    setDone(id !== undefined);
    if (id === undefined) return;
    setOpen(undefined);
    props.onChanged();
  };
  const others = (course: string): DishView[] =>
    day.dishes
      .filter((dish) => dish.insteadOf !== null && dish.course !== course)
      .map(({ insteadOf: _planned, ...dish }) => dish);
  return (
    <section class="card" aria-label={props.title}>
      <h2>{props.title}</h2>
      <ul class="plain-list change-list">
        {day.dishes.map((dish) => (
          <li key={dish.course}>
            <span>
              <span class="soft">{courseWord(dish.course, sayMenu)}: </span>
              <strong>{dish.name}</strong>
              {dish.insteadOf !== null && dish.insteadOf !== '' && (
                <span class="soft"> {sayMenu('plate.instead-of', { dish: dish.insteadOf })}</span>
              )}
            </span>
            <span class="change-acts">
              <Button
                look="secondary"
                label={say('change.dish-of', { dish: dish.name })}
                onPress={() => {
                  setReason(day.changedBecause ?? '');
                  setIsMissing(false);
                  setOpen(dish);
                }}
              >
                {say('change.dish')}
              </Button>
              {dish.insteadOf !== null && (
                <Button
                  look="quiet"
                  busy={write.busy}
                  onPress={() => void send(others(dish.course), say('change.back-reason'))}
                >
                  {say('change.back')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {day.changedBecause !== null && (
        <p class="soft">{say('published.changed', { reason: day.changedBecause })}</p>
      )}
      {done && (
        <Alert tone="success">
          <p>{say('change.done')}</p>
        </Alert>
      )}
      {write.failure !== undefined && open === undefined && (
        <FailureAlert failure={write.failure} of="change" />
      )}
      {open !== undefined && (
        <DishEditor
          course={open.course}
          dish={undefined}
          known={menus.dishes}
          variants={menus.variants}
          done={say('change.confirm')}
          busy={write.busy}
          onClose={() => setOpen(undefined)}
          onDish={(dish) => {
            setIsMissing(reason.trim() === '');
            if (dish !== undefined && reason.trim() !== '')
              void send([...others(open.course), dish], reason);
          }}
        >
          <p>{say('change.instead-of', { dish: open.name })}</p>
          <Field
            label={say('change.reason')}
            hint={say('change.reason-hint')}
            name="reason"
            value={reason}
            mistake={isMissing ? say('change.reason-missing') : undefined}
            onValue={setReason}
          />
          {write.failure !== undefined && <FailureAlert failure={write.failure} of="change" />}
        </DishEditor>
      )}
    </section>
  );
}
