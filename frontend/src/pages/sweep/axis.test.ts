// Axes of a sweep: values as a slider would give them, each once, in and out of the address.
import { describe, expect, it } from 'vitest';
import { aLab } from '../../test-lab';
import { configOf, finer, formatAxis, parseAxis, spread, sweepable, wholeRange } from './axis';

const lab = aLab();
const control = (name: string) => lab.controls.find((each) => each.name === name)!;
const [first] = sweepable(lab.controls).filter((each) => each.scale === 'log');

describe('the values of an axis', () => {
  it('run from end to end, logarithmic where the slider is', () => {
    const values = spread(first!, { ...wholeRange(first!), lo: 0.001, hi: 1, count: 4 });
    expect(values).toEqual([0.001, 0.01, 0.1, 1]);
  });

  it('come once each, also where whole numbers lie close together', () => {
    const whole = { ...first!, scale: 'int' as const, lo: 1, hi: 3 };
    expect(spread(whole, { control: first!.name, lo: 1, hi: 3, count: 6 })).toEqual([1, 2, 3]);
  });

  it('are both positions of a switch', () => {
    const flip = { ...first!, scale: 'switch' as const, lo: null, hi: null };
    expect(spread(flip, wholeRange(flip))).toEqual([false, true]);
  });

  it('get finer around the best, between its neighbours', () => {
    const coarse = { control: first!.name, lo: 0.001, hi: 1, count: 4 };
    expect(finer(first!, coarse, 2)).toMatchObject({ lo: 0.01, hi: 1 });
    expect(finer(first!, coarse, 0)).toMatchObject({ lo: 0.001, hi: 0.01 });
  });

  it('get finer also where the neighbours of the best are the ends', () => {
    const three = { control: first!.name, lo: 0.01, hi: 1, count: 3 };
    const { lo, hi } = finer(first!, three, 1);
    expect([lo, hi]).toEqual([expect.closeTo(0.0316, 3), expect.closeTo(0.316, 2)]);
  });
});

it('is read from an address as it was written', () => {
  const choice = { control: first!.name, lo: 0.01, hi: 0.5, count: 5 };
  expect(parseAxis(formatAxis(choice), lab.controls)).toEqual(choice);
});

it('falls back to the whole range where an address makes no sense', () => {
  expect(parseAxis(`${first!.name}:9:1:x`, lab.controls)).toEqual(wholeRange(control(first!.name)));
  expect(parseAxis('colour:1:2:3', lab.controls)).toBeNull();
});

it('gives each cell its values, the first axis fastest', () => {
  const axes = [
    { control: 'a', values: [1, 2, 3] },
    { control: 'b', values: [true, false] },
  ];
  expect([0, 2, 3, 5].map((cell) => configOf(axes, cell))).toEqual([
    { a: 1, b: true },
    { a: 3, b: true },
    { a: 1, b: false },
    { a: 3, b: false },
  ]);
});
