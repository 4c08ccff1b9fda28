// The portal's map: who may see which screen at which address.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Alert, FailureAlert, Waiting } from '../kit/alert.tsx';
import { AppFrame } from '../kit/app-frame.tsx';
import { BottomBar } from '../kit/bottom-bar.tsx';
import type { SessionView } from '#identity/api.ts';
import type { TenantCard } from '../kit/tenant-card.ts';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { Link, after, navigate, useAddress } from '../kit/router.tsx';
import { useSession } from '../kit/session.ts';
import type { SessionDesk } from '../kit/session.ts';
import { SignIn } from '../kit/sign-in.tsx';
import {
  Attendance,
  Certificates,
  ChangePassword,
  More,
  ReceiptPage,
  Receipts,
  Recovery,
  RecoveryCode,
  Telephone,
  fetchLaterScreens,
} from './later-screens.ts';
import { MenuPage } from './menu/lazy-menu.ts';
import { PublicPage, isPublicPage } from './public-pages/public-page.tsx';
import { usePortalTexts } from './texts.ts';
import { Today } from './today.tsx';

export function App(): JSX.Element {
  const { say } = usePortalTexts();
  const desk = useSession();
  const tenant = useRemote<TenantCard>('/tenant');
  const session = desk.state.is === 'signed-in' ? desk.state.session : undefined;
  const isAtHome = session !== undefined && session.account.face === 'family';
  useEffect(() => {
    if (isAtHome) fetchLaterScreens();
  }, [isAtHome]);
  return (
    <AppFrame
      tenant={tenant.value}
      tagline={say('service')}
      {...(session === undefined
        ? {}
        : {
            account: {
              name: session.account.displayName,
              items: [
                { word: say('section.receipts'), to: '/ricevute' },
                { word: say('section.more'), to: '/altro' },
                { word: say('kit.sign-out'), onPress: () => void desk.signOut() },
              ],
            },
          })}
      sections={isAtHome && !session.account.mustChangePassword ? <PortalSections /> : undefined}
    >
      <Screen desk={desk} tenant={tenant.value} />
    </AppFrame>
  );
}

function PortalSections(): JSX.Element {
  const { say } = usePortalTexts();
  return (
    <BottomBar
      sections={[
        { to: '/', word: say('section.today'), icon: 'today' },
        { to: '/presenze', word: say('section.attendance'), icon: 'month' },
        {
          to: '/altro',
          word: say('section.more'),
          icon: 'more',
          covers: ['/ricevute', '/certificati', '/menu', '/telefono'],
        },
      ]}
    />
  );
}

function Screen(props: {
  readonly desk: SessionDesk;
  readonly tenant: TenantCard | undefined;
}): JSX.Element {
  const { path, query } = useAddress();
  const { desk } = props;
  if (isPublicPage(path)) return <PublicPage path={path} tenant={props.tenant} key={path} />;
  if (path === '/recupero/codice') return <RecoveryCode />;
  if (path === '/recupero') {
    const token = query.get('t');
    return <Recovery token={token} key={token} />;
  }
  switch (desk.state.is) {
    case 'asking':
      return <Waiting />;
    case 'unreachable':
      return (
        <FailureAlert failure={desk.state.failure} of="reading" onRetry={() => void desk.ask()} />
      );
    case 'signed-out':
      return <FamilySignIn desk={desk} expired={desk.state.expired} />;
    case 'signed-in':
      return <FamilyScreen desk={desk} session={desk.state.session} path={path} />;
  }
}

function FamilySignIn(props: {
  readonly desk: SessionDesk;
  readonly expired: boolean;
}): JSX.Element {
  const { say } = usePortalTexts();
  return (
    <SignIn
      title={say('sign-in.title')}
      loginLabel={say('sign-in.login')}
      loginHint={say('sign-in.login-hint')}
      expired={props.expired}
      onSignIn={props.desk.signIn}
    >
      <Link to="/recupero" class="button quiet wide">
        {say('sign-in.forgotten')}
      </Link>
    </SignIn>
  );
}

function FamilyScreen(props: {
  readonly desk: SessionDesk;
  readonly session: SessionView;
  readonly path: string;
}): JSX.Element {
  const { say } = usePortalTexts();
  const [passwordChanged, setPasswordChanged] = useState(false);
  const { desk, session, path } = props;
  if (session.account.face === 'staff') return <StaffAtTheWrongDoor />;
  if (session.account.mustChangePassword) {
    return <ChangePassword forced onDone={() => void desk.passwordChanged()} />;
  }
  if (path === '/') return <Today />;
  if (path === '/presenze' || path.startsWith('/presenze/')) {
    return <Attendance place={after('/presenze/', path) ?? ''} />;
  }
  if (path === '/certificati') return <Certificates />;
  if (path === '/menu' || path.startsWith('/menu/')) {
    return <MenuPage place={after('/menu/', path) ?? ''} />;
  }
  if (path === '/ricevute') return <Receipts />;
  if (path === '/telefono') return <Telephone />;
  const code = after('/ricevute/', path);
  if (code !== undefined) return <ReceiptPage code={code} key={code} />;
  if (path === '/altro') {
    return (
      <>
        <More session={session} onSignOut={desk.signOut} />
        {passwordChanged && (
          <Alert tone="success">
            <p>{say('more.password-done')}</p>
          </Alert>
        )}
      </>
    );
  }
  if (path === '/altro/password') {
    return (
      <ChangePassword
        forced={false}
        onDone={() => {
          setPasswordChanged(true);
          navigate('/altro');
        }}
      />
    );
  }
  return <NotFound />;
}

function StaffAtTheWrongDoor(): JSX.Element {
  const { say } = usePortalTexts();
  return (
    <>
      <PageTitle title={say('sign-in.staff')} />
      <a class="button primary" href="/ufficio/">
        {say('sign-in.to-office')}
      </a>
    </>
  );
}

function NotFound(): JSX.Element {
  const { say } = usePortalTexts();
  return (
    <>
      <PageTitle title={say('not-found.title')} />
      <Link to="/" class="button primary">
        {say('not-found.home')}
      </Link>
    </>
  );
}
