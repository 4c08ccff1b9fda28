// The frame families recognise their municipality by: skip links, two header rows, footer. Names and
// `data-element`s are those of the Designers Italia template for municipal services.
import type { ComponentChildren, JSX } from 'preact';
import { AccountMenu } from './account-menu.tsx';
import type { AccountItem } from './account-menu.tsx';
import type { TenantCard } from './tenant-card.ts';
import { Icon } from './icons.tsx';
import { useSpoken } from './language.tsx';
import { Link } from './router.tsx';

interface FrameProps {
  readonly tenant: TenantCard | undefined;
  readonly tagline: string;
  /** Whoever is signed in; without one the header offers to sign in. */
  readonly account?: { readonly name: string; readonly items: readonly AccountItem[] };
  readonly sections?: JSX.Element | undefined;
  /** Full width, for the office; families read in one column. */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

export function AppFrame(props: FrameProps): JSX.Element {
  const { tenant, wide = false } = props;
  // The office's sections stand under the header at every width: only families have a bar to keep clear of.
  const hasBottomBar = props.sections !== undefined && !wide;
  return (
    <div class={`frame ${hasBottomBar ? 'with-sections' : ''}`}>
      <SkipLinks />
      <header>
        <Slim tenant={tenant} account={props.account} />
        <div class="it-header-center-wrapper">
          <div class="inside">
            <Link to="/">
              <Icon name="plate" />
              <span>
                <span class="it-brand-title">{tenant?.name ?? '\u00a0'}</span>
                <span class="it-brand-tagline">{props.tagline}</span>
              </span>
            </Link>
          </div>
        </div>
        <DemoRibbon tenant={tenant} />
      </header>
      {props.sections}
      <main id="main-container" tabIndex={-1}>
        <div class={`inside ${wide ? 'wide' : ''}`}>{props.children}</div>
      </main>
      <p id="announcements" class="only-spoken" role="status" />
      <Footer tenant={tenant} />
    </div>
  );
}

function SkipLinks(): JSX.Element {
  const { say } = useSpoken();
  return (
    <div class="skiplinks">
      <a href="#main-container">{say('kit.skip-to-content')}</a>
      <a href="#footer">{say('kit.skip-to-footer')}</a>
    </div>
  );
}

function Slim(props: {
  readonly tenant: TenantCard | undefined;
  readonly account: FrameProps['account'];
}): JSX.Element {
  const { say } = useSpoken();
  return (
    <div class="it-header-slim-wrapper">
      <div class="inside">
        <span>
          {props.tenant === undefined
            ? '\u00a0'
            : say('kit.region', { name: props.tenant.regionName })}
        </span>
        {props.account === undefined ? (
          <Link to="/" data-element="personal-area-login">
            {say('kit.personal-area')}
          </Link>
        ) : (
          <AccountMenu {...props.account} />
        )}
      </div>
    </div>
  );
}

function DemoRibbon({ tenant }: { readonly tenant: TenantCard | undefined }): JSX.Element | null {
  const { say } = useSpoken();
  if (tenant?.demo !== true) return null;
  return (
    <div class="demo-ribbon">
      <div class="inside">{say('kit.demo')}</div>
    </div>
  );
}

function Footer({ tenant }: { readonly tenant: TenantCard | undefined }): JSX.Element {
  const { say } = useSpoken();
  return (
    <footer id="footer" class="it-footer" tabIndex={-1}>
      <div class="it-footer-main">
        <div class="inside">
          <p>
            <strong>{tenant?.name}</strong>
          </p>
          {tenant?.helpPhone !== undefined && tenant.helpPhone !== null && (
            <p>
              {say('kit.help')}{' '}
              <a href={`tel:${tenant.helpPhone.replaceAll(' ', '')}`}>{tenant.helpPhone}</a>
            </p>
          )}
        </div>
      </div>
      <div class="it-footer-small-prints">
        <div class="inside">
          <ul class="plain-list">
            <li>
              <a href="/privacy" data-element="privacy-policy-link">
                {say('kit.privacy')}
              </a>
            </li>
            <li>
              <a href="/note-legali" data-element="legal-notes">
                {say('kit.legal')}
              </a>
            </li>
            <li>
              <a href="/accessibilita" data-element="accessibility-link">
                {say('kit.accessibility')}
              </a>
            </li>
          </ul>
        </div>
      </div>
    </footer>
  );
}
