import type { Words } from '../en';

export const waiting: Words['waiting'] = {
  custom: '自定义',
  apply: '使用此手续费',
  fields: {
    'max-fee': {
      label: '最高单价',
      hint: '每单位计算量的价格，含小费。实付不会超过它。',
      low: '低于网络当前要价，要等价格回落才会被打包。',
      high: '远高于网络当前要价。',
    },
    'priority-fee': { label: '小费', hint: '付给打包者的部分。', low: '低于他人给的小费，可能要等待。', high: '远高于他人给的小费，而且会全额支付。' },
    'gas-price': { label: '单价', hint: '每单位计算量的价格。', low: '低于网络当前要价，可能要等待。', high: '远高于网络当前要价，而且会全额支付。' },
    'gas-limit': { label: '计算量上限', hint: '若不够用，交易会失败，手续费照扣。', high: '远高于实际所需。' },
    nonce: {
      label: '交易序号',
      hint: '网络按这个顺序执行您的交易。',
      low: '已有一笔同序号的交易在等待，两笔只能执行一笔。',
      high: '要等前面的序号全部用完才会执行。',
    },
  },
  faults: {
    'too-small': (limit) => `不能低于 ${limit}。`,
    'too-large': (limit) => `不能高于 ${limit}。`,
    'above-other': (other) => `不能高于“${other}”。`,
  },
  trouble: {
    price: '网络当前要价高于它的出价，要等价格回落。',
    earlier: '您更早的一笔交易要先被打包。',
    gap: '必须排在它前面的一笔交易并不存在。再发送一笔，就会补上这个位置。',
    refused: '网络已丢失这笔交易，并且不再接收。',
    long: '等待时间比平常长。',
  },
  stuck: '卡住',
  inLine: '排队中',
  undone: '它曾被打包，但网络撤销了那个区块，现在重新等待打包。',
  speedUp: '加速',
  cancel: '取消交易',
  toFirst: '查看它在等哪一笔',
  superseded: '您的另一笔交易将取代它。',
  replaces: '取代',
  replacedBy: '被取代',
  stranger: '它不是从本钱包发出的，但使用了同一把密钥。',
  cancelled: '已取消',
  replacing: '这一笔和正在等待的那一笔，只能执行一笔。',
  cancelling: '它只会占用正在等待的那一笔的位置，别无作用。网络仍可能先打包那一笔。',
  cancelNow: '取消这笔交易',
};
