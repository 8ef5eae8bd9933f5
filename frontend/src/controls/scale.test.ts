/** A place on a track and a value are two ways to say the same. */
import { expect, test } from 'vitest';
import { aControl } from '../test-lab';
import { decimal, numberText, rangeOf, shareOf, spoken, stepped, valueAt } from './scale';

const lr = aControl('lr', { scale: 'log', lo: 1e-4, hi: 1 });
const noise = aControl('noise', { scale: 'linear', lo: 0, hi: 0.5 });
const batch = aControl('batch', { scale: 'log_int', lo: 1, hi: 512 });
const width = aControl('width', { scale: 'int', lo: 1, hi: 64 });

test('the middle of a log track is the geometric mean', () => {
  expect(valueAt(0.5, rangeOf(lr))).toBeCloseTo(0.01);
  expect(shareOf(0.01, rangeOf(lr))).toBeCloseTo(0.5);
});

test('both ends of every track are reached exactly', () => {
  for (const control of [lr, noise, batch, width]) {
    expect(valueAt(0, rangeOf(control))).toBe(control.lo);
    expect(valueAt(1, rangeOf(control))).toBe(control.hi);
  }
});

test('values on the track are short decimals', () => {
  for (let i = 0; i <= 1000; i++) {
    for (const control of [lr, noise]) {
      expect(numberText(valueAt(i / 1000, rangeOf(control))).length).toBeLessThanOrEqual(7);
    }
  }
});

test('whole numbers stay whole', () => {
  for (let i = 0; i <= 200; i++) {
    expect(Number.isInteger(valueAt(i / 200, rangeOf(batch)))).toBe(true);
    expect(Number.isInteger(valueAt(i / 200, rangeOf(width)))).toBe(true);
  }
});

test('an arrow key always moves until the end', () => {
  for (const control of [lr, noise, batch, width]) {
    const range = rangeOf(control);
    let value = range.lo;
    for (let i = 0; i < 300 && value < range.hi; i++) {
      const next = stepped(value, 1, range);
      expect(next).toBeGreaterThan(value);
      value = next;
    }
    expect(value).toBe(range.hi);
    expect(stepped(value, -1, range)).toBeLessThan(value);
  }
});

test('home and end are infinite steps', () => {
  expect(stepped(0.01, -Infinity, rangeOf(lr))).toBe(1e-4);
  expect(stepped(0.01, Infinity, rangeOf(lr))).toBe(1);
});

test('a value is read aloud with its unit and its kind of track', () => {
  expect(spoken(0.03, { ...lr, unit: 'per step' })).toBe('0.03 per step (logarithmic)');
  expect(spoken(4, width)).toBe('4');
});

test('a negative number has a true minus', () => {
  expect(numberText(-0.5)).toBe('−0.5');
});

test('numbers in attributes have no powers of ten', () => {
  expect([1e-8, 1e-12, -2.5e-7, 0.1, 3000, 0].map(decimal)).toEqual([
    ...['0.00000001', '0.000000000001', '-0.00000025', '0.1', '3000', '0'],
  ]);
});
