// Menù: what is published for whoever reads; seasons, weeks and changes of a day for whoever manages them.
import type { JSX } from 'preact';
import { parseDay } from '#ground/day.ts';
import { mayManage } from '#menus/rules.ts';
import type { SeasonsView } from '#menus/api.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { useRemote } from '../../kit/remote.ts';
import type { SectionProps } from '../sections.ts';
import { DayChange } from './day-change.tsx';
import { NewSeason } from './new-season.tsx';
import { PublishedMenu } from './published-menu.tsx';
import { SeasonList } from './season-list.tsx';
import { WeekEditor } from './week-editor.tsx';
import './menu.scss';

export function MenuDesk({ place, session }: SectionProps): JSX.Element {
  const manages = mayManage(session.account.roles);
  const [first = '', second = ''] = place.split('/');
  const day = parseDay(second);
  if (!manages || first === 'pubblicato') {
    return <PublishedMenu day={day} manages={manages} key="published" />;
  }
  return <Managed first={first} second={second} />;
}

function Managed(props: { readonly first: string; readonly second: string }): JSX.Element {
  const remote = useRemote<SeasonsView>('/menus');
  const menus = remote.value;
  if (menus === undefined)
    return remote.failure === undefined ? (
      <Waiting />
    ) : (
      <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
    );
  const { first, second } = props;
  const refresh = (): void => void remote.refresh();
  const day = parseDay(second);
  if (first === 'giorno') return <DayChange menus={menus} day={day ?? menus.today} key={second} />;
  if (first === 'nuovo') return <NewSeason menus={menus} onCreated={refresh} />;
  const season = menus.seasons.find((one) => one.seasonId === first);
  if (season === undefined) return <SeasonList menus={menus} onChanged={refresh} />;
  return (
    <WeekEditor
      menus={menus}
      season={season}
      week={Number(second) || 1}
      key={`${first} ${second}`}
      onSaved={refresh}
    />
  );
}
