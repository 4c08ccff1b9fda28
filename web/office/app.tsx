// The office face's map: sign-in, then the sections of whoever it is.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { FailureAlert, Waiting } from '../kit/alert.tsx';
import { AppFrame } from '../kit/app-frame.tsx';
import { ChangePassword } from '../kit/change-password.tsx';
import type { TenantCard } from '../kit/tenant-card.ts';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import type { SessionView } from '#identity/api.ts';
import { Link, navigate, useAddress } from '../kit/router.tsx';
import { useSession } from '../kit/session.ts';
import type { SessionDesk } from '../kit/session.ts';
import { SignIn } from '../kit/sign-in.tsx';
import { SectionBar } from './section-bar.tsx';
import { arrivalOf, placeAt, sectionsOf } from './sections.ts';
import { useOfficeTexts } from './texts.ts';

export function App(): JSX.Element {
  const { say, language, choose } = useOfficeTexts();
  const desk = useSession();
  const tenant = useRemote<TenantCard>('/tenant');
  const session = desk.state.is === 'signed-in' ? desk.state.session : undefined;
  const other = language === 'it' ? 'en' : 'it';
  return (
    <AppFrame
      wide
      tenant={tenant.value}
      tagline={say('service')}
      sections={
        session === undefined || session.account.mustChangePassword ? undefined : (
          <SectionBar sections={sectionsOf(session)} />
        )
      }
      {...(session === undefined
        ? {}
        : {
            account: {
              name: session.account.displayName,
              items: [
                {
                  word: other === 'it' ? 'Italiano' : 'English',
                  onPress: () => void choose(other),
                },
                { word: say('kit.sign-out'), onPress: () => void desk.signOut() },
              ],
            },
          })}
    >
      <Screen desk={desk} />
    </AppFrame>
  );
}

function Screen({ desk }: { readonly desk: SessionDesk }): JSX.Element {
  const { say } = useOfficeTexts();
  const { path } = useAddress();
  switch (desk.state.is) {
    case 'asking':
      return <Waiting />;
    case 'unreachable':
      return (
        <FailureAlert failure={desk.state.failure} of="reading" onRetry={() => void desk.ask()} />
      );
    case 'signed-out':
      return (
        <div class="narrow">
          <SignIn
            title={say('sign-in.title')}
            loginLabel={say('sign-in.login')}
            loginHint={say('sign-in.login-hint')}
            expired={desk.state.expired}
            onSignIn={desk.signIn}
          />
        </div>
      );
    case 'signed-in': {
      const { account } = desk.state.session;
      if (account.face === 'family') return <FamilyAtTheWrongDoor />;
      if (account.mustChangePassword) {
        return (
          <div class="narrow">
            <ChangePassword forced onDone={() => void desk.passwordChanged()} />
          </div>
        );
      }
      return <Section session={desk.state.session} path={path} />;
    }
  }
}

function Section(props: { readonly session: SessionView; readonly path: string }): JSX.Element {
  const { say } = useOfficeTexts();
  const { session, path } = props;
  const own = sectionsOf(session);
  const first = arrivalOf(session)?.path;
  useEffect(() => {
    if (path === '/' && first !== undefined) navigate(first, { replace: true });
  }, [path, first]);
  if (first === undefined) return <PageTitle title={say('sections.none')} />;
  if (path === '/') return <Waiting />;
  const at = placeAt(own, path);
  if (at === undefined) return <NotFound />;
  const { Screen: Shown } = at.section;
  return <Shown session={session} place={at.place} key={at.section.path} />;
}

function FamilyAtTheWrongDoor(): JSX.Element {
  const { say } = useOfficeTexts();
  return (
    <>
      <PageTitle title={say('sign-in.family')} />
      <a class="button primary" href="/">
        {say('sign-in.to-portal')}
      </a>
    </>
  );
}

function NotFound(): JSX.Element {
  const { say } = useOfficeTexts();
  return (
    <>
      <PageTitle title={say('not-found.title')} />
      <Link to="/" class="button primary">
        {say('not-found.home')}
      </Link>
    </>
  );
}
