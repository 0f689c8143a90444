import type { Words } from '../en';

export const control: Words['control'] = {
  acts: (networks) => `在 ${networks} 上，有合约可以代表此账户行事。`,
  means: '它可以像拥有私钥一样，动用账户在那里的一切。有些钱包会这样设置；如果您不需要，请解除。',
  noted: '在这个网络上，有合约可以代表此账户行事：',
  takes: '这个合约现在可以代表账户行事，交易执行后就不再可以：',
  remove: '解除',
  removeOn: (network) => `在 ${network} 上解除`,
  removing: (network) => `正在 ${network} 上解除`,
  removeNow: '解除委托',
  contract: (networks) => `在 ${networks} 上，此账户的地址本身就是一个合约。Holdall 无法改变这一点，转到那里的资产可能会丢失。`,
};
