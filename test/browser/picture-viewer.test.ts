import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from '@jest/globals';
import { anOrder, cast, redemption } from '../api/support/story.ts';
import { stageOfSuite } from './support/suite.ts';

/** An invoice that came as a picture, wider than the frame it is shown in. */

let desk: string;
const stage = stageOfSuite(async ({ portal }) => {
  const people = await cast(portal);
  const order = await anOrder(people, 'paid');
  const content = createCanvas(2400, 1600).toBuffer('image/png');
  const { body } = await people.chen.upload('invoice', { content, name: '发票.png' });
  const claim = await redemption(people.chen);
  const invoices = claim.invoices.map((invoice) => ({ ...invoice, attachmentId: body.id }));
  const sent = await people.chen.post(`${order.path}/redemption`, { ...claim, invoices });
  expect(sent.body).toMatchObject({ state: 'redemptionReview' });
  const { items } = (await people.zhao.get('/api/tasks')).body;
  desk = `/tasks/${items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id).id}`;
});

test('a picture is as wide as the frame it is shown in', async () => {
  const page = await stage.person('center');
  await page.goto(desk);
  const viewer = page.locator('file-viewer');
  await viewer.hover();
  const picture = page.frameLocator('iframe[name=document]').locator('img');
  await picture.waitFor();
  const [frame, shown] = [await viewer.boundingBox(), await picture.boundingBox()];
  expect(Math.abs((shown?.width ?? 0) - (frame?.width ?? 0))).toBeLessThan(30); // a scroll bar's width at most
}, 60_000);
