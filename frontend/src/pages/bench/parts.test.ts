/** The small sums behind the bench: rows, timeline, marks, speed. */
import { expect, test } from 'vitest';
import { areLooks } from '../../config';
import { Marks } from '../../marks';
import type { Changed, Control, Place } from '../../protocol';
import { slotsOf } from './layout';
import { shortcutOf } from './shortcuts';
import { nextSpeed, shareOfSpeed, speedAt } from './speed';
import { endOf, flagsOf } from './timeline';

const place = (name: string, size: Place['size']): Place => ({
  ...{ name, size, kind: 'line', title: name, shown: {} },
});

test('rows are filled to the edge, heroes first', () => {
  const slots = slotsOf([
    place('curve', 'half'),
    place('net', 'hero'),
    place('map', 'hero'),
    ...['a', 'b', 'c', 'd'].map((name) => place(name, 'small')),
  ]);
  expect(slots.map(({ place: { name }, columns }) => [name, columns])).toEqual([
    ['net', 12],
    ['map', 12],
    ['curve', 24],
    ['a', 8],
    ['b', 8],
    ['c', 8],
    ['d', 24],
  ]);
});

test('the timeline ends at the goal, and grows in round steps past it', () => {
  expect(endOf(0, 300)).toBe(300);
  expect(endOf(301, 300)).toBe(500);
  expect(endOf(1234, null)).toBe(2000);
});

test('marks too close to a newer one keep their place but lose their words', () => {
  const mark = (step: number) => ({ step, name: 'lr', label: 'η', old: 0.1, new: 0.02 });
  const flags = flagsOf([mark(10), mark(50), mark(55)], 100);
  expect(flags.map((flag) => flag.told)).toEqual([true, false, true]);
  expect(flags[0]?.text).toBe('η 0.1 → 0.02');
});

test('the end of the speed track means as fast as it goes', () => {
  expect(speedAt(1)).toBeNull();
  expect(speedAt(0)).toBe(1);
  expect(shareOfSpeed(null)).toBe(1);
  expect(speedAt(shareOfSpeed(60))).toBe(60);
  expect(nextSpeed(5000, 1)).toBeNull();
  expect(nextSpeed(null, -1)).toBe(5000);
});

function press(key: string, target: Element) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true });
  target.dispatchEvent(event);
  return shortcutOf(event);
}

test('keys act on the page, but never while the learner types', () => {
  const input = document.createElement('input');
  const button = document.createElement('button');
  document.body.append(input, button);
  expect(press('.', document.body)).toEqual({ name: 'step' });
  expect(press('3', document.body)).toEqual({ name: 'preset', index: 2 });
  expect(press('R', document.body)).toEqual({ name: 'fresh' });
  expect(press('r', input)).toBeNull();
  expect(press(' ', button)).toBeNull();
  expect(press(' ', document.body)).toEqual({ name: 'toggle' });
  input.remove();
  button.remove();
});

test('a glance is told from a change', () => {
  const control = (name: string, group: Control['group'], hidden: boolean) =>
    ({ name, group, hidden }) as Control;
  const controls = [
    control('step', 'view', true),
    control('theta', 'view', false),
    control('taps', 'network', true),
  ];
  expect(areLooks(controls, ['step'])).toBe(true);
  for (const name of ['theta', 'taps', 'unknown']) {
    expect(areLooks(controls, ['step', name])).toBe(false);
  }
  const changes = [
    { name: 'step', old: 0, new: 3 },
    { name: 'theta', old: 1, new: 2 },
  ];
  const told = { changes, step: 5 } as unknown as Changed;
  expect(new Marks().add(told, controls, 0).map(({ name }) => name)).toEqual(['theta']);
});
