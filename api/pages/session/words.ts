import { pageWords } from '../frame/both.ts';

/** Signing in. */
export const WORDS = pageWords(
  {
    username: '用户名',
    password: '密码',
    notSignedIn: '没有登录成功',
  },
  {
    username: 'User name',
    password: 'Password',
    notSignedIn: 'You are not signed in',
  },
);
