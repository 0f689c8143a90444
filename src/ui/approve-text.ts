import type { Preview } from '../chains/adapter';
import type { ApprovalView } from '../wallet/views/approval';
import type { AssetViews } from '../wallet/views/asset';
import { shortAddress } from './components/address';
import { amountText } from './format';
import { useWords } from './i18n/words';
import { useNetworks, useNetwork, writtenAs } from './networks';
import { safeText, siteHost } from './safe-text';

/** What the button that accepts says: what will happen, never "OK". */
export function useApproveText({ subject, origin, assets }: ApprovalView): string {
  const { t } = useWords();
  const target = useNetwork(subject.kind === 'switch' ? subject.to : undefined);
  const amount = useLeavingAmount('preview' in subject ? subject.preview : undefined, assets);
  const words = t.approval;
  const site = siteHost(origin);
  switch (subject.kind) {
    case 'connect':
      return words.connect(site);
    case 'switch':
      if (subject.stay) return subject.enable ? t.networks.offered.submit(target?.name ?? subject.to) : t.networks.offered.fine;
      return words.switch(target?.name ?? subject.to);
    case 'network':
      return t.networks.offered.submit(safeText(subject.network.name));
    case 'token':
      return t.tokens.addThis(writtenAs(subject.look.token.asset, subject.look.token).symbol);
    case 'sign':
      if (subject.preview.title === 'share-key') return words.shareKey(site);
      if (subject.preview.title === 'decrypt') return words.decrypt(site);
      return subject.preview.title === 'sign-in'
        ? words.signIn(site)
        : messageTitles.has(subject.preview.title)
          ? words.signMessage(site)
          : words.signTransaction;
    case 'transaction':
      break;
  }
  switch (subject.preview.title) {
    case 'send':
      return amount === undefined ? words.signTransaction : words.sendAmount(amount);
    case 'cancel':
      return t.waiting.cancelNow;
    case 'undelegate':
      return t.control.removeNow;
    case 'contract-call':
      return amount === undefined ? words.call : words.callWith(amount);
    case 'contract-creation':
      return words.create;
    case 'approve-token': {
      const spender = subject.preview.details.find((detail) => detail.label === 'spender')?.value;
      return spender?.kind === 'address' ? words.allow(shortAddress(spender.address)) : words.call;
    }
    default:
      return words.signTransaction;
  }
}

const messageTitles: ReadonlySet<Preview['title']> = new Set(['sign-message', 'sign-typed-data']);

/** The one thing that leaves, in full; nothing where several do, or where its decimals are unknown. */
function useLeavingAmount(preview: Preview | undefined, assets: AssetViews = {}): string | undefined {
  const { language } = useWords();
  const networks = useNetworks();
  const leaving = preview?.changes.filter((change) => change.direction === 'out') ?? [];
  const [only] = leaving;
  const token = only && Object.hasOwn(assets, only.asset) ? writtenAs(only.asset, assets[only.asset]!) : undefined;
  const currency = networks.find((network) => network.asset === only?.asset)?.currency ?? token;
  if (!only || leaving.length > 1 || !currency) return undefined;
  return `${amountText(only.amount, currency.decimals, language).text} ${currency.symbol}`;
}
