import type { Words } from '../en';

export const received: Words['received'] = {
  title: '到账',
  from: (address) => `来自 ${address}`,
  made: '新铸造',
  more: (count) => `另有 ${count} 项`,
  imitated: '请停下核对：这个地址的开头和结尾与您认识的一个地址相同，但并不是它。如果是从转账列表里复制的，很可能是陷阱。您认识的地址是：',
  came: '实际到账',
  refresh: '查找到账记录',
  looking: '正在查找到账记录',
  show: (count) => `显示 ${count} 条隐藏的记录`,
  hide: '收起隐藏的记录',
  coins: '兼容以太坊的网络只列出到账的代币。主币到账只体现在余额中，除非您在网络设置里填写了查询接口。',
  indexer: {
    title: '主币到账记录',
    hint: '节点无法回答是谁给您转了主币，区块浏览器的接口可以。默认不使用；填写后，对方服务器会知道您在这个网络上的地址和查看时间。它给出的每一条都会由您的节点核实。',
    label: '接口地址（需要密钥时一并填写）',
    choose: '填写接口',
    edit: '修改',
    off: '不再查询',
  },
  reasons: { 'unknown-token': '未知代币', 'look-alike': '仿冒地址', nothing: '没有转移资产' },
  warnings: {
    'unknown-token': '这个代币不在您的列表中。任何人都能发送任意名称的代币：不要访问它提到的网站，也不要尝试出售。',
    'look-alike': '付款地址的开头和结尾与您认识的一个地址相同，但并不是它。这种转账是为了让您复制错误的地址，切勿向它付款。',
    nothing: '这笔交易没有转移任何资产。任何人都能制造这样的记录，目的是让您复制错误的地址。',
  },
};
