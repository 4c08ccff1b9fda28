// Menù: the week of one child, day by day, and the weeks before and after.
import type { JSX } from 'preact';
import type { FamilyMenu, FamilyMenuDay } from '#menus/api.ts';
import { addDays, parseDay, weekdayOf } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { Choices } from '../../kit/choices.tsx';
import { dayInRome, dayInWords } from '../../kit/civil-words.ts';
import { Icon } from '../../kit/icons.tsx';
import { useSpoken } from '../../kit/language.tsx';
import { useMenuTexts } from '../../kit/menu-words.ts';
import type { SayMenu } from '../../kit/menu-words.ts';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { navigate } from '../../kit/router.tsx';
import { useServerNow } from '../../kit/server-clock.ts';
import { DayMenu } from './day-menu.tsx';
import './menu.scss';

const redrawMs = 60_000;

/** `place` is the rest of the address, "<pupil>/<Monday>", or empty: first child, this week. */
export function MenuPage({ place }: { readonly place: string }): JSX.Element {
  const say = useMenuTexts();
  const [pupilId, mondayText] = place.split('/');
  const today = dayInRome(useServerNow(redrawMs));
  const monday = mondayOf(parseDay(mondayText ?? '') ?? today);
  const menu = useRemote<FamilyMenu>(`/family/menu?from=${monday}&to=${addDays(monday, 6)}`);
  const children = menu.value?.children ?? [];
  const child = children.find((one) => one.pupilId === pupilId) ?? children[0];
  const go = (toPupilId: string, toMonday: Day): void =>
    navigate(`/menu/${toPupilId}/${toMonday}`, { replace: true });
  const own = child?.pupilId ?? pupilId ?? '';
  return (
    <>
      <PageTitle title={say('page.title')} />
      {children.length > 1 && (
        <Choices
          label={say('page.child')}
          choices={children.map((one) => ({ value: one.pupilId, word: one.firstName }))}
          chosen={own}
          onChoose={(value) => go(value, monday)}
        />
      )}
      <WeekBar monday={monday} today={today} onMonday={(to) => go(own, to)} />
      {menu.failure !== undefined && (
        <FailureAlert failure={menu.failure} of="reading" onRetry={() => void menu.refresh()} />
      )}
      {menu.value === undefined && menu.failure === undefined && <Waiting />}
      {menu.value !== undefined && child === undefined && <p>{say('page.no-children')}</p>}
      {child?.services.map((service) => (
        <section key={service.serviceId} aria-label={service.serviceName}>
          {child.services.length > 1 && <h2>{service.serviceName}</h2>}
          <WeekDays days={service.days} today={today} firstName={child.firstName} say={say} />
        </section>
      ))}
    </>
  );
}

function WeekBar(props: {
  readonly monday: Day;
  readonly today: Day;
  onMonday(monday: Day): void;
}): JSX.Element {
  const say = useMenuTexts();
  const { language } = useSpoken();
  const { monday, today } = props;
  const current = mondayOf(today);
  return (
    <div class="week-bar">
      <Button
        look="secondary"
        size="square"
        label={say('week.previous')}
        onPress={() => props.onMonday(addDays(monday, -7))}
      >
        <Icon name="back" />
      </Button>
      <h2 aria-live="polite">
        {monday === current
          ? say('week.this')
          : say('week.of', { day: dayInWords(monday, language, today) })}
      </h2>
      <Button
        look="secondary"
        size="square"
        label={say('week.next')}
        onPress={() => props.onMonday(addDays(monday, 7))}
      >
        <Icon name="next" />
      </Button>
      {monday !== current && (
        <Button look="quiet" onPress={() => props.onMonday(current)}>
          {say('week.back')}
        </Button>
      )}
    </div>
  );
}

/** A Saturday or Sunday is shown only when something is served. */
function WeekDays(props: {
  readonly days: readonly FamilyMenuDay[];
  readonly today: Day;
  readonly firstName: string;
  readonly say: SayMenu;
}): JSX.Element {
  const { language } = useSpoken();
  const { say, today } = props;
  const shown = props.days.filter(
    (day) => isWorkingDay(day.day) || day.kind === 'menu' || day.kind === 'packed-lunch',
  );
  if (shown.length === 0) return <p>{say('page.nothing')}</p>;
  return (
    <div class="stack">
      {shown.map((day) => (
        <section class="card" key={day.day} aria-label={dayInWords(day.day, language)}>
          <h3 class="menu-day">
            {dayInWords(day.day, language, today)}
            {day.day === today && <span class="menu-today"> {say('week.today')}</span>}
          </h3>
          <DayMenu day={day} plain={false} firstName={props.firstName} say={say} />
        </section>
      ))}
    </div>
  );
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));

function isWorkingDay(text: string): boolean {
  const day = parseDay(text);
  return day !== undefined && weekdayOf(day) < 6;
}
