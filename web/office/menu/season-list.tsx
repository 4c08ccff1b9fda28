// The seasons: when each is served, how far its weeks are, and the button that shows them to families.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SeasonsView } from '#menus/api.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { PageTitle } from '../../kit/page-title.tsx';
import { Link } from '../../kit/router.tsx';
import { StateBadge } from '../../kit/state-badge.tsx';
import type { StateLook } from '../../kit/state-badge.tsx';
import { SeasonDates } from './season-dates.tsx';
import { useDeskWords } from './desk-words.ts';
import type { DeskWords } from './desk-words.ts';
import { useMenuWrite } from './write-menu.ts';

type Season = SeasonsView['seasons'][number];
type Week = Season['weeks'][number];

export function SeasonList(props: { readonly menus: SeasonsView; onChanged(): void }): JSX.Element {
  const { say } = useDeskWords();
  const { menus } = props;
  return (
    <>
      <PageTitle title={say('desk.title')} />
      <div class="button-row menu-acts">
        <Link to="/menu/giorno" class="button secondary">
          {say('desk.change-day')}
        </Link>
        <Link to="/menu/pubblicato" class="button secondary">
          {say('desk.published')}
        </Link>
        <Link to="/menu/nuovo" class="button secondary">
          {say('desk.new')}
        </Link>
      </div>
      {menus.seasons.length === 0 && (
        <Alert tone="note">
          <p>{say('desk.none')}</p>
        </Alert>
      )}
      <div class="stack">
        {inOrder(menus.seasons).map((season) => (
          <SeasonCard
            key={season.seasonId}
            season={season}
            menus={menus}
            onChanged={props.onChanged}
          />
        ))}
      </div>
    </>
  );
}

/** What is served now or soon stands first. */
function inOrder(seasons: readonly Season[]): readonly Season[] {
  const nextOf = (season: Season): string =>
    season.weeks.flatMap((week) => week.mondays).toSorted()[0] ?? 'later';
  return seasons.toSorted((one, other) => (nextOf(one) < nextOf(other) ? -1 : 1));
}

function SeasonCard(props: {
  readonly season: Season;
  readonly menus: SeasonsView;
  onChanged(): void;
}): JSX.Element {
  const words = useDeskWords();
  const { say, dayOf } = words;
  const { season, menus } = props;
  const [open, setOpen] = useState<'publish' | 'dates'>();
  const [published, setPublished] = useState(false);
  const news = season.weeks.filter((week) => week.state !== 'published');
  return (
    <section class="card" aria-label={season.name}>
      <h2>{season.name}</h2>
      <p class="soft">
        {season.serviceName} · {say(`grade.${season.grade ?? 'every'}`)}
      </p>
      <ul class="plain-list">
        {season.spans.map((span) => (
          <li key={span.from}>
            {say('season.span', {
              from: dayOf(span.from, menus.today),
              to: dayOf(span.to, menus.today),
            })}
          </li>
        ))}
      </ul>
      <ol class="plain-list week-cards">
        {season.weeks.map((week) => (
          <li key={week.week}>
            <Link to={`/menu/${season.seasonId}/${week.week}`}>
              <strong>{say('week.number', { week: week.week })}</strong>
              <StateBadge look={lookOf(week, words)} />
              <span class="soft">
                {week.mondays[0] === undefined
                  ? say('week.not-soon')
                  : say('week.from', { day: dayOf(week.mondays[0], menus.today) })}
              </span>
            </Link>
          </li>
        ))}
      </ol>
      {published && (
        <Alert tone="success">
          <p>{say('publish.done')}</p>
        </Alert>
      )}
      <div class="button-row menu-acts">
        {news.length > 0 && (
          <Button
            label={say('publish.of', { name: season.name })}
            onPress={() => setOpen('publish')}
          >
            {say('publish.button')}
          </Button>
        )}
        <Button
          look="secondary"
          label={say('dates.button-of', { name: season.name })}
          onPress={() => setOpen('dates')}
        >
          {say('dates.button')}
        </Button>
      </div>
      {open === 'publish' && (
        <Publish
          season={season}
          today={menus.today}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            setPublished(true);
            props.onChanged();
          }}
        />
      )}
      {open === 'dates' && (
        <SeasonDates
          season={season}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            props.onChanged();
          }}
        />
      )}
    </section>
  );
}

function Publish(props: {
  readonly season: Season;
  readonly today: string;
  onClose(): void;
  onDone(): void;
}): JSX.Element {
  const { say } = useDeskWords();
  const { season, today } = props;
  const write = useMenuWrite();
  const [from, setFrom] = useState(today);
  const isReplacing = season.weeks.some((week) => week.state === 'changed');
  const weeks = season.weeks
    .filter((week) => week.state !== 'published')
    .map((week) => week.week)
    .join(', ');
  const publish = async (): Promise<void> => {
    const body = { from: isReplacing ? from : null };
    const id = await write.send(`/menus/${season.seasonId}/publication`, body);
    if (id !== undefined) props.onDone();
  };
  return (
    <Dialog title={say('publish.title')} busy={write.busy} onClose={props.onClose}>
      <p>{say('publish.what', { name: season.name, weeks })}</p>
      {isReplacing && (
        <Field
          label={say('publish.from')}
          hint={say('publish.from-hint')}
          name="from"
          type="date"
          min={today}
          value={from}
          onValue={setFrom}
        />
      )}
      {write.failure !== undefined && <FailureAlert failure={write.failure} of="change" />}
      <Button size="wide" busy={write.busy} onPress={() => void publish()}>
        {say('publish.confirm')}
      </Button>
    </Dialog>
  );
}

function lookOf(week: Week, { say }: DeskWords): StateLook {
  const word = say(`state.${week.state}`);
  if (week.state === 'published') return { tone: 'eats', icon: 'done', word };
  if (week.state === 'missing') return { tone: 'closed', icon: 'none', word };
  return {
    tone: 'away',
    icon: 'clock',
    word: week.whole ? word : say('state.incomplete', { state: word }),
  };
}
