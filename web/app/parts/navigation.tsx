import { useEffect, useRef } from 'react';
import { Link, NavLink, useLocation, useNavigation } from 'react-router';
import { useStrings } from '#strings/use-strings.ts';
import { Icon } from './icons.tsx';
import { SearchBox } from './search-box.tsx';
import { useAccount } from './use-account.ts';

export function Navigation() {
  const t = useStrings();
  const account = useAccount();
  const location = useLocation();
  const navigation = useNavigation();
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (menu.current) menu.current.open = false;
  }, [location]);
  useEffect(() => {
    const close = (event: Event): void => {
      const escape = event instanceof KeyboardEvent && event.key === 'Escape';
      const outside = event.type === 'pointerdown' && !menu.current?.contains(event.target as Node);
      if (menu.current?.open && (escape || outside)) {
        menu.current.open = false;
        if (escape) menu.current.querySelector('summary')?.focus();
      }
    };
    document.addEventListener('keydown', close);
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.removeEventListener('pointerdown', close);
    };
  }, []);
  return (
    <header className="bar">
      {navigation.state !== 'idle' && <div className="progress-line" role="presentation" />}
      <Link className="wordmark" to="/">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path
            d="M5 27V6l11 11L27 6v21"
            fill="none"
            stroke="var(--accent)"
            strokeWidth="4.4"
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        </svg>
        Marquee
      </Link>
      <div className="bar-search">
        {location.pathname !== '/' && <SearchBox key={location.key} id="bar-search" />}
      </div>
      <nav className="bar-links" aria-label={t('nav.main')}>
        {account ? (
          <>
            <NavLink to="/recommendations">{t('nav.forYou')}</NavLink>
            <NavLink to="/ratings">{t('nav.ratings')}</NavLink>
          </>
        ) : (
          <NavLink to="/login">{t('nav.logIn')}</NavLink>
        )}
        <NavLink to="/together">{t('nav.together')}</NavLink>
        <NavLink to="/map">{t('nav.map')}</NavLink>
        <details className="menu" ref={menu}>
          <summary>
            {account ? <Icon name="person" /> : <Icon name="menu" />}
            <span className="visually-hidden">{account ? account.name : t('nav.menu')}</span>
          </summary>
          <div className="menu-panel">
            {account ? <PersonLinks name={account.name} admin={account.role === 'admin'} /> : <GuestLinks />}
          </div>
        </details>
      </nav>
    </header>
  );
}

function PersonLinks({ name, admin }: { readonly name: string; readonly admin: boolean }) {
  const t = useStrings();
  return (
    <>
      <Link className="only-narrow" to="/recommendations">
        {t('nav.forYou')}
      </Link>
      <Link className="only-narrow" to="/ratings">
        {t('nav.ratings')}
      </Link>
      <Link className="only-narrow" to="/together">
        {t('nav.together')}
      </Link>
      <Link className="only-narrow" to="/map">
        {t('nav.map')}
      </Link>
      <Link to="/profile">{t('nav.profile', { name })}</Link>
      <Link to="/preferences">{t('nav.preferences')}</Link>
      <Link to="/watchlist">{t('nav.watchlist')}</Link>
      <Link to="/hidden">{t('nav.hidden')}</Link>
      <Link to="/welcome">{t('nav.welcome')}</Link>
      {admin && <Link to="/admin">{t('nav.admin')}</Link>}
      <hr />
      <form method="post" action="/logout">
        <button className="plain">{t('nav.logOut')}</button>
      </form>
    </>
  );
}

function GuestLinks() {
  const t = useStrings();
  return (
    <>
      <Link className="only-narrow" to="/login">
        {t('nav.logIn')}
      </Link>
      <Link to="/register">{t('nav.register')}</Link>
      <Link className="only-narrow" to="/together">
        {t('nav.together')}
      </Link>
      <Link className="only-narrow" to="/map">
        {t('nav.map')}
      </Link>
      <Link to="/search">{t('nav.browse')}</Link>
    </>
  );
}
