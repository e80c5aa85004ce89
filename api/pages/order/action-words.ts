import { wordTable } from '../../../domain/words.ts';

const ZH = {
  desk: '去审核台',
  deskText: '在审核台查看材料并作出决定。',
  payoutDesk: '去拨付',
  payoutDeskText: '核对应拨付的金额，登记拨付。',
  onlyIn: '只在{states}时办理。',
  quote: '“',
  unquote: '”',
  confirmPrice: '核定后的订单金额须与服务合同总价一致，不能大于产品价格。',
  pay: '使用服务券支付，并上传双方签字盖章的服务合同。',
  withdraw: '园区尚未认领，可以撤回；占用的服务券金额退回。',
  requestRedemption: '填写实际发生金额，上传发票、成果与过程性材料。',
  supplementRedemption: '修改材料后回到原审核人，不重新排队。',
  proposeChange: '合同内容或金额变化时使用：上传补充协议，企业同意、园区审核后生效；金额只能减少。',
  acceptChange: '同意后由园区运营中心审核，审核通过后生效。',
  changeTerms: '订单金额 {fromO} 改为 {toO}，支付创新券金额 {fromV} 改为 {toV}。',
  changeComment: '变更说明：{comment}。',
  dropChange: '撤销未生效的补充协议，原合同继续有效。',
  close: '写明原因；未支付的订单任一方可以关闭，已支付的须机构、企业和创新协同中心三方同意。',
  closeAsks: '写明原因；已支付的订单须机构、企业和创新协同中心三方同意后关闭。',
  closeAgrees: '{role}提出关闭，理由：{reason}。三方都同意后订单关闭，服务券退回企业。',
  dropClosure: '写明原因；已有的同意全部失效，订单继续执行，之后可以重新提出关闭。',
};

const EN: typeof ZH = {
  desk: 'Go to the desk',
  deskText: 'Look at the documents and decide there.',
  payoutDesk: 'Go to the payout',
  payoutDeskText: 'Check what is to be paid, and record what was.',
  onlyIn: 'Only possible in {states}.',
  quote: '“',
  unquote: '”',
  confirmPrice: 'The amount must be the contract’s total, and not above the list price.',
  pay: 'Pay by voucher, with the contract both sides have signed and sealed.',
  withdraw: 'Possible while the park has not claimed it; the held amount comes back.',
  requestRedemption: 'With the actual amount, invoices, results and process materials.',
  supplementRedemption: 'Goes back to the same reviewer, without queueing again.',
  proposeChange:
    'When the contract changes: upload the agreement; it holds once the enterprise and the park agree. Amounts can only fall.',
  acceptChange: 'The park then reviews it, and it holds once approved.',
  changeTerms: 'Order amount {fromO} becomes {toO}, voucher amount {fromV} becomes {toV}. ',
  changeComment: 'What changes: {comment}. ',
  dropChange: 'Takes back a change that does not hold yet.',
  close:
    'With a reason. Either side closes an unpaid order; a paid one needs the institution, the enterprise and the center.',
  closeAsks: 'With a reason. A paid order is closed once the institution, the enterprise and the center agree.',
  closeAgrees:
    'Asked for by the {role}: {reason}. Once all three agree the order is closed and the voucher money goes back.',
  dropClosure: 'With a reason. All consents end and the order goes on; a closing may be asked for again.',
};

/** What each step does, said beside its button. @source L117, L138, L165, D3, D13, D25 */
export const ACT_WORDS = wordTable(ZH, EN);
