import { useEffect } from 'react';
import { Link, Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { Frame } from './frame';
import { useWords } from './i18n/words';
import { Accounts } from './screens/accounts';
import { Activity } from './screens/activity';
import { ActivityDetail } from './screens/activity-detail';
import { Home } from './screens/home';
import { ImportedAccount } from './screens/imported/account';
import { ImportKey } from './screens/imported/import';
import { RemoveImported } from './screens/imported/remove';
import { Receive } from './screens/receive';
import { Received } from './screens/received';
import { Review } from './screens/review';
import { Send } from './screens/send';
import { AddToken } from './screens/tokens/add';
import { Token } from './screens/tokens/token';
import { Tokens } from './screens/tokens/tokens';
import { Settings } from './screens/settings/settings';
import { AddNetwork } from './screens/settings/add-network';
import { NetworkSettings } from './screens/settings/network';
import { NetworksSettings } from './screens/settings/networks';
import { ChangePassword } from './screens/settings/password';
import { RevealPhrase } from './screens/settings/phrase';
import { Sites } from './screens/settings/sites';
import { Requests } from './screens/requests';
import { NoWallet, Unlock } from './screens/unlock';
import { wallet } from './wallet';

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
        <Route path="/">
          <Home />
          <Tabs />
        </Route>
        <Route path="/accounts">
          <Accounts />
        </Route>
        <Route path="/accounts/import/:family">{({ family }) => <ImportKey family={family} />}</Route>
        <Route path="/accounts/imported/:index">{({ index }) => <ImportedAccount index={Number(index)} key={index} />}</Route>
        <Route path="/accounts/imported/:index/remove">{({ index }) => <RemoveImported index={Number(index)} key={index} />}</Route>
        <Route path="/receive/:network?">{({ network }) => <Receive id={network} />}</Route>
        <Route path="/send/:network?/:token?/:piece?">
          {({ network, token, piece }) => <Send id={network} token={piece === undefined ? token : `${token}/${piece}`} key={`${network}/${token}/${piece}`} />}
        </Route>
        <Route path="/token/:network/:token/:piece?">
          {({ network, token, piece }) => <Token asset={`${network}/${token}${piece === undefined ? '' : `/${piece}`}`} />}
        </Route>
        <Route path="/tokens">
          <Tokens />
        </Route>
        <Route path="/tokens/add/:network?">{({ network }) => <AddToken id={network} key={network} />}</Route>
        <Route path="/review/:id">{({ id }) => <Review id={id} key={id} />}</Route>
        <Route path="/requests">
          <Requests />
        </Route>
        <Route path="/activity">
          <Activity />
          <Tabs />
        </Route>
        <Route path="/received/:network/:id/:hidden?">{({ network, id, hidden }) => <Received network={network} id={id} hidden={hidden} />}</Route>
        <Route path="/activity/:network/:id">{({ network, id }) => <ActivityDetail network={network} id={id} />}</Route>
        <Route path="/settings">
          <Settings />
          <Tabs />
        </Route>
        <Route path="/settings/networks">
          <NetworksSettings />
        </Route>
        <Route path="/settings/networks/add">
          <AddNetwork />
        </Route>
        <Route path="/settings/network/:id">{({ id }) => <NetworkSettings id={id} />}</Route>
        <Route path="/settings/sites">
          <Sites />
        </Route>
        <Route path="/settings/password">
          <ChangePassword />
        </Route>
        <Route path="/settings/phrase">
          <RevealPhrase />
        </Route>
        <Route>
          <Redirect to="/" />
        </Route>
      </Switch>
      <ScrollToTop />
      <Resume />
    </Router>
  );
}

function Tabs() {
  const { t } = useWords();
  const [location] = useHashLocation();
  const tabs = [
    ['/', t.home.tabs.wallet],
    ['/activity', t.home.tabs.activity],
    ['/settings', t.home.tabs.settings],
  ] as const;
  return (
    <nav className="tabs">
      {tabs.map(([path, text]) => (
        <Link key={path} href={path} aria-current={location === path ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}

/** Opened anew after it was closed over a half-typed transfer, the wallet goes back to that. */
function Resume() {
  const [, go] = useHashLocation();
  useEffect(() => {
    if (location.hash !== '') return;
    wallet.send.unfinished().then(
      (form) => {
        if (form && location.hash === '') go(`/send/${form.asset ?? form.network}`, { replace: true });
      },
      () => {
        /* it is typed again */
      },
    );
  }, [go]);
  return null;
}

function ScrollToTop() {
  const [location] = useHashLocation();
  useEffect(() => {
    void window.scrollTo(0, 0);
  }, [location]);
  return null;
}
