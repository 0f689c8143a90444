import { useEffect } from 'react';
import { Link, Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';

import { Frame } from './frame';
import { useWords } from './i18n/words';
import { Accounts } from './screens/accounts';
import { Home } from './screens/home';
import { Receive } from './screens/receive';
import { NoWallet, Unlock } from './screens/unlock';

/** The wallet itself: in the popup, or in a tab of its own. */
export function App() {
  return (
    <Frame>
      {(status) => {
        if (status === 'absent' || status === 'lost') return <NoWallet lost={status === 'lost'} />;
        return status === 'locked' ? <Unlock /> : <Unlocked />;
      }}
    </Frame>
  );
}

function Unlocked() {
  return (
    <Router hook={useHashLocation}>
      <Switch>
        <Route path="/"><Home /><Tabs /></Route>
        <Route path="/accounts"><Accounts /></Route>
        <Route path="/receive/:network?">{({ network }) => <Receive id={network} />}</Route>
        <Route><Redirect to="/" /></Route>
      </Switch>
      <ScrollToTop />
    </Router>
  );
}

function Tabs() {
  const { t } = useWords();
  const [location] = useHashLocation();
  const tabs = [['/', t.home.tabs.wallet], ['/activity', t.home.tabs.activity], ['/settings', t.home.tabs.settings]] as const;
  return (
    <nav className="tabs">
      {tabs.map(([path, text]) => <Link key={path} href={path} aria-current={location === path ? 'page' : undefined}>{text}</Link>)}
    </nav>
  );
}

function ScrollToTop() {
  const [location] = useHashLocation();
  useEffect(() => { void window.scrollTo(0, 0); }, [location]);
  return null;
}
