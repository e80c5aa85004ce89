import { expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { negotiateLanguage } from '../../api/session/language.ts';

const app = express().get('/', (asked, answer) => void answer.send(negotiateLanguage(asked)));

test.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['*', 'zh'],
  ['fr', 'zh'],
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['fr, en;q=0.5', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
  ['zh;q=0.3, en;q=0.7', 'en'],
  ['zh-CN, en', 'zh'],
  ['en, zh-CN', 'en'],
  ['en;q=0', 'zh'],
  ['english', 'zh'],
])('Accept-Language %j is answered in %s', async (header, language) => {
  const asked = request(app).get('/');
  if (header !== undefined) void asked.set('accept-language', header);
  expect((await asked).text).toBe(language);
});
