/** A drag sends no more messages than the server wants, and its end always. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Coalescer, Debounce } from './coalesce';
import type { Config } from './panels/bench-view';

let sent: Config[];
const send = (config: Config) => sent.push(config);

beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a drag of one second becomes about twenty messages, the last of them its end', () => {
  const live = new Coalescer(send, 50);
  for (let i = 0; i < 200; i++) {
    live.put({ lr: i });
    vi.advanceTimersByTime(5);
  }
  vi.advanceTimersByTime(100);
  expect(sent.length).toBeLessThanOrEqual(21);
  expect(sent[0]).toEqual({ lr: 0 });
  expect(sent.at(-1)).toEqual({ lr: 199 });
});

test('different controls changed together travel together', () => {
  const live = new Coalescer(send, 50);
  live.put({ lr: 1 });
  live.put({ batch: 8 });
  live.put({ lam: 0.1 });
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([{ lr: 1 }, { batch: 8, lam: 0.1 }]);
});

test('a single change is sent at once and only once', () => {
  new Coalescer(send, 50).put({ lr: 1 });
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([{ lr: 1 }]);
});

test('a debounce waits until the hand rests', () => {
  const stale = new Debounce(send, 250);
  for (let width = 1; width <= 8; width++) {
    stale.put({ width });
    vi.advanceTimersByTime(100);
  }
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(250);
  expect(sent).toEqual([{ width: 8 }]);
});

test('a flush sends at once, and nothing is left for later', () => {
  const stale = new Debounce(send, 250);
  stale.put({ width: 3 });
  stale.flush();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([{ width: 3 }]);
});

test('what was cancelled is never sent', () => {
  const stale = new Debounce(send, 250);
  stale.put({ width: 3 });
  stale.cancel();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([]);
});
