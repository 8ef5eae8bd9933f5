/** The address holds the whole state, one step of the history for each change. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Address } from './address.svelte';
import type { Place, Reading } from './hash';
import { aLab } from './test-lab';

const nothing: Place = {
  preset: 'first',
  config: {},
  speed: undefined,
  hide: [],
  theme: null,
  forks: [],
};
const at = (lr: number): Place => ({ ...nothing, config: { lr } });
let push: ReturnType<typeof vi.spyOn>;
let replace: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  vi.useFakeTimers();
  history.replaceState(null, '', '/lab/mlp#p=first');
  push = vi.spyOn(history, 'pushState');
  replace = vi.spyOn(history, 'replaceState');
});
afterEach(() => {
  vi.useRealTimers();
});

test('each committed change is a step of the history', () => {
  const address = new Address(aLab());
  address.write(at(0.2));
  address.write(at(0.3));
  expect(push).toHaveBeenCalledTimes(2);
  expect(location.hash).toBe('#p=first&lr=0.3');
});

test('a drag is one step of the history and ends where it was let go', () => {
  const address = new Address(aLab());
  for (let i = 1; i <= 50; i++) {
    address.write(at(i / 100), false);
    vi.advanceTimersByTime(20);
  }
  address.write(at(0.5), true);
  expect(push).toHaveBeenCalledTimes(1);
  expect(replace.mock.calls.length).toBeLessThanOrEqual(6);
  expect(location.hash).toBe('#p=first&lr=0.5');
});

test('a drag is one step however long the hand rests, also when the server answers it', () => {
  const address = new Address(aLab());
  for (const lr of [0.2, 0.3, 0.4]) {
    address.write(at(lr), false);
    address.drift(at(lr));
    vi.advanceTimersByTime(5000);
    address.drift(at(lr));
    vi.advanceTimersByTime(5000);
  }
  expect(push).toHaveBeenCalledTimes(1);
  address.write(at(0.4), true);
  vi.advanceTimersByTime(5000);
  expect(push).toHaveBeenCalledTimes(1);
  expect(location.hash).toBe('#p=first&lr=0.4');
});

test('what is painted makes one step until it rests, then another', () => {
  const address = new Address(aLab());
  for (const lr of [0.2, 0.3, 0.4]) {
    address.drift(at(lr));
    vi.advanceTimersByTime(500);
  }
  expect(push).toHaveBeenCalledTimes(1);
  expect(location.hash).toBe('#p=first&lr=0.4');
  vi.advanceTimersByTime(1000);
  address.drift(at(0.5));
  expect(push).toHaveBeenCalledTimes(2);
});

test('a correction is not undone by an older movement that still waits', () => {
  const address = new Address(aLab());
  address.write(at(0.2), false);
  address.write(at(0.3), false);
  address.correct(nothing);
  vi.advanceTimersByTime(1000);
  expect(location.hash).toBe('#p=first');
});

test('after a drag the next change is a new step', () => {
  const address = new Address(aLab());
  address.write(at(0.2), false);
  address.write(at(0.2), true);
  address.write(at(0.4), true);
  expect(push).toHaveBeenCalledTimes(2);
});

test('writing the same place twice changes nothing', () => {
  const address = new Address(aLab());
  address.write(nothing);
  expect(push).not.toHaveBeenCalled();
});

test('back and forward are told with what the address says', () => {
  const address = new Address(aLab());
  const readings: Reading[] = [];
  const unfollow = address.follow((reading) => readings.push(reading));
  address.write(at(0.2));
  history.replaceState(null, '', '/lab/mlp#p=moons&lr=0.01');
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(readings[0]?.place.preset).toBe('moons');
  expect(readings[0]?.place.config).toEqual({ lr: 0.01 });
  unfollow();
});
