/** When a run was saved, which of its numbers tell most, and which address is whose. */
import { expect, test } from 'vitest';
import { pageOf } from '../../route.svelte';
import { tellingNumbers } from './telling';
import { ago } from './when';

const now = new Date('2026-11-27T12:00:00Z');
const before = (secs: number) => ago(new Date(now.getTime() - 1000 * secs), now, 'en');

test('the time since is told in its largest unit', () => {
  expect([20, 60, 3599, 7200, 86_400, 15 * 86_400].map(before)).toEqual([
    ...['now', '1 minute ago', '59 minutes ago', '2 hours ago', 'yesterday', '2 weeks ago'],
  ]);
});

test('a clock that is behind does not see into the future', () => {
  expect(before(-500)).toBe('now');
});

test('losses and the score tell most', () => {
  const numbers = tellingNumbers({ w: 3, test_accuracy: 0.5, train_loss: 0.25 });
  expect(numbers.map(({ name, text }) => [name, text])).toEqual([
    ['train_loss', '0.250'],
    ['test_accuracy', '0.500'],
  ]);
});

test('a lab with numbers of its own shows the first of them', () => {
  expect(tellingNumbers({ loss_gd: 1, loss_adam: 2 })[0]).toMatchObject({ label: 'loss gd' });
});

test('short links and the list have addresses of their own', () => {
  expect(pageOf('/s/BvdzqnwgIVL')).toEqual({ name: 'short', id: 'BvdzqnwgIVL' });
  expect(pageOf('/saved')).toEqual({ name: 'saved' });
  expect(pageOf('/s/')).toEqual({ name: 'nowhere' });
});
