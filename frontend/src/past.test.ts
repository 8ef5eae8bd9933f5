/** The past of a run: the newest moment is kept, memory is bounded, thinning is even. */
import { expect, test } from 'vitest';
import { Past } from './past';
import type { Panels } from './asked';

const panels = (step: number): Panels =>
  ({ map: { kind: 'raw', values: { data: new Float32Array(250).fill(step) } } }) as never;

test('every step asked for is answered by the newest moment at or before it', () => {
  const past = new Past();
  for (const step of [0, 10, 20]) past.add(step, panels(step));
  expect([0, 9, 10, 25, -5].map((step) => past.at(step)?.step)).toEqual([0, 0, 10, 20, 0]);
});

test('never more bytes than allowed; first and newest stay and the gaps are even', () => {
  const past = new Past(50_000);
  for (let step = 0; step < 1000; step++) past.add(step, panels(step));
  expect(past.bytes).toBeLessThanOrEqual(50_000);
  expect(past.length).toBeGreaterThan(15);
  expect(past.at(0)?.step).toBe(0);
  expect(past.at(999)?.step).toBe(999);
  for (let step = 0; step < 1000; step += 10) {
    expect(step - past.at(step)!.step).toBeLessThanOrEqual(80);
  }
});

test('a picture shared by many moments is counted once', () => {
  const past = new Past();
  const same = panels(1);
  past.add(1, same);
  const { bytes } = past;
  past.add(2, { ...same });
  expect(past.bytes).toBe(bytes);
});

test('a restart voids what lay after its step', () => {
  const past = new Past();
  for (const step of [0, 10, 20]) past.add(step, panels(step));
  past.add(0, panels(0));
  expect(past.length).toBe(1);
});

test('a moment that is recalled stands where it belongs', () => {
  const past = new Past();
  for (const step of [0, 2000]) past.add(step, panels(step));
  const { bytes } = past;
  past.recall({ step: 600, epoch: 6, panels: panels(600), numbers: { train_loss: 0.5 } });
  expect([599, 600, 1999, 2000].map((step) => past.at(step)?.step)).toEqual([0, 600, 600, 2000]);
  expect(past.at(700)?.numbers).toEqual({ train_loss: 0.5 });
  past.add(600, panels(600));
  expect(past.bytes).toBe(bytes);
});

test('what is recalled stays when the memory is full, and others go', () => {
  const past = new Past(50_000);
  for (let step = 0; step < 1000; step += 10) past.add(step, panels(step));
  const { length } = past;
  past.recall({ step: 503, epoch: 0, panels: panels(503) });
  expect(past.at(503)?.step).toBe(503);
  expect(past.length).toBeLessThanOrEqual(length);
  expect(past.bytes).toBeLessThanOrEqual(50_000);
});

test('of pictures too large for the memory the first and the newest are left', () => {
  const past = new Past(10);
  for (const step of [0, 10, 20, 30]) past.add(step, panels(step));
  expect([past.length, past.first, past.at(30)?.step]).toEqual([2, 0, 30]);
});
