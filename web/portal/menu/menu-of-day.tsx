// The menu of today on a child's card: the dishes in one line, the rest behind it, and the way to the week.
import type { JSX } from 'preact';
import type { FamilyMenu } from '#menus/api.ts';
import { useMenuTexts } from '../../kit/menu-words.ts';
import { useRemote } from '../../kit/remote.ts';
import { Link } from '../../kit/router.tsx';
import { DayMenu } from './day-menu.tsx';
import { linesOf } from './menu-lines.ts';
import './menu.scss';

export interface MenuOfDayProps {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly day: string;
  readonly plain: boolean;
}

/** Without a published menu nothing is shown: a card is no place for what does not exist. */
export function MenuOfDay(props: MenuOfDayProps): JSX.Element {
  const say = useMenuTexts();
  const { pupilId, serviceId, day } = props;
  const menu = useRemote<FamilyMenu>(`/family/menu?from=${day}&to=${day}`);
  const child = menu.value?.children.find((one) => one.pupilId === pupilId);
  const shown = child?.services
    .find((one) => one.serviceId === serviceId)
    ?.days.find((one) => one.day === day);
  if (menu.value === undefined && menu.failure === undefined)
    return <div class="menu-of-day waits" aria-hidden="true" />;
  if (child === undefined || shown?.kind !== 'menu') return <></>;
  const eaten = linesOf(shown, props.plain)
    .filter((line) => line.course !== 'bread')
    .map((line) => (line.served === 'kitchen' ? say('plate.kitchen') : line.name));
  return (
    <details class="menu-of-day">
      <summary>
        <strong>{say('today.title')}</strong> <span>{eaten.join(', ')}</span>
        {shown.changedBecause !== null && <em> {say('today.changed')}</em>}
      </summary>
      <DayMenu day={shown} plain={props.plain} firstName={child.firstName} say={say} />
      <Link
        to={`/menu/${pupilId}`}
        class="menu-link"
        aria-label={say('week.open-of', { name: child.firstName })}
      >
        {say('week.open')}
      </Link>
    </details>
  );
}
