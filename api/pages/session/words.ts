import { pageWords } from '../frame/page-words.ts';

/** Signing in. */
export const WORDS = pageWords(
  {
    username: '用户名',
    password: '密码',
    noAccountYet: '还没有账号？注册',
    forgotten: '忘记密码',
    passwordSet: '新密码已设置，请用新密码登录。',
    passwordAccepted: '新密码已受理，稍后即可用它登录；若仍不能登录，请重新申请。',
    signedOut: '您已退出登录。',
    minutes: '{n} 分钟后可以再试。',
    callUs: '急需登录或忘记密码，请拨打咨询电话：',
    notSignedIn: '没有登录成功',
    expired: '登录已过期，请重新登录；刚才的操作没有提交。',
    expiredAndKept: '登录已过期。您填写的内容已保留，登录后会回到原来的表单；在您再次提交之前，什么都不会发出。',
  },
  {
    username: 'User name',
    password: 'Password',
    noAccountYet: 'No account yet? Register',
    forgotten: 'Forgotten your password?',
    passwordSet: 'The new password is set; sign in with it.',
    passwordAccepted: 'The new password is accepted and works in a moment; if it does not, please ask again.',
    signedOut: 'You have signed out.',
    minutes: ' Try again in {n} minutes.',
    callUs: 'If it is urgent, or you have forgotten your password, call the hotline: ',
    notSignedIn: 'You are not signed in',
    expired: 'Your session has ended; please sign in again. Nothing was sent.',
    expiredAndKept:
      'Your session has ended. What you typed is kept: after signing in you find it in the same form, and nothing is sent until you send it again.',
  },
);
