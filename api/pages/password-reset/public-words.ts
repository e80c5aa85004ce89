import { pageWords } from '../frame/page-words.ts';

/** The words of the pages on which a visitor asks for a new password, and sets it. */
export const PUBLIC_RESET_WORDS = pageWords(
  {
    forgotten: '忘记密码',
    forgottenIntro:
      '平台不通过短信或邮件找回密码。请填写申请，创新协同中心按登记信息核验身份后，会交给您一个 24 小时内有效的一次性链接。',
    username: '用户名',
    company: '单位名称',
    creditCode: '统一社会信用代码',
    creditCodeHint: '营业执照上的 18 位代码',
    contact: '联系人',
    landline: '单位固定电话',
    landlineHint: '含区号，核验身份时拨打，如 0371-12345678',
    reason: '申请原因',
    request: '提交申请',
    backToSignIn: '返回登录',
    staffHint: '工作人员账号请联系平台管理员。',
    throttled: '从您的网络提交的申请过多，请在 {minutes} 分钟后再试。急需办理请拨打咨询电话：',
    received: '申请已收到',
    receivedText:
      '如果填写的信息与平台登记相符，工作人员会在一个工作日内通过登记的联系方式与您核对身份，并交给您一次性链接。',
    receivedWhen: '超过一个工作日没有消息，请拨打咨询电话：',
    newPassword: '设置新密码',
    newPasswordIntro: '设置后，该账号在所有设备上的登录都会退出，请用新密码重新登录。',
    password: '新密码',
    passwordHint: '10 至 200 个字符，不能与用户名相同',
    repeat: '再次输入新密码',
    setPassword: '设置新密码',
    badLink: '链接不能使用',
    badLinkText: '这个链接不正确、已经使用过，或已超过 24 小时。请重新申请；没有申请过的，不必处理。',
    askAgain: '重新申请',
  },
  {
    forgotten: 'Forgotten password',
    forgottenIntro:
      'Passwords are not recovered by text message or mail. Ask here: the innovation collaboration center checks who you are by what is on record, and gives you a one-time link that is good for 24 hours.',
    username: 'User name',
    company: 'Company',
    creditCode: 'Credit code',
    creditCodeHint: 'The 18 characters on the business licence',
    contact: 'Contact person',
    landline: 'Landline of the company',
    landlineHint: 'With the area code; it is called to check your identity, like 0371-12345678',
    reason: 'Reason',
    request: 'Send the request',
    backToSignIn: 'Back to sign-in',
    staffHint: 'For accounts of staff, turn to the administrator of the platform.',
    throttled:
      'Too many requests came from your network; try again in {minutes} minutes. If it is urgent, call the hotline: ',
    received: 'Your request has arrived',
    receivedText:
      'If what you wrote agrees with what is on record, the center will check your identity within one working day by the contact on record, and give you a one-time link.',
    receivedWhen: 'If you hear nothing within one working day, call the hotline: ',
    newPassword: 'Set a new password',
    newPasswordIntro: 'Every session of the account then ends; sign in again with the new password.',
    password: 'New password',
    passwordHint: '10 to 200 characters, and not the user name',
    repeat: 'The new password again',
    setPassword: 'Set the password',
    badLink: 'This link cannot be used',
    badLinkText:
      'It is wrong, has been used, or is older than 24 hours. Please ask for a new one; if you never asked, there is nothing to do.',
    askAgain: 'Ask again',
  },
);
