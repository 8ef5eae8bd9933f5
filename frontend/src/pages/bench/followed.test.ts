// A slider follows the training until a hand has moved it.
import { expect, it } from 'vitest';
import { History } from '../../history';
import type { Mark } from '../../panels/bench-view';
import type { Control } from '../../protocol';
import { followed } from './followed';

const controls = [
  { name: 'w1', follows: 'w1' },
  { name: 'lr', follows: '' },
] as Control[];

function told(...rows: [step: number, w1: number][]): History {
  const history = new History();
  const tensor = (data: Int32Array | Float32Array, shape: number[]) => ({
    ...{ data, shape, lo: null, hi: null },
  });
  history.append({
    names: ['w1'],
    steps: tensor(Int32Array.from(rows.map(([step]) => step)), [rows.length]),
    values: tensor(Float32Array.from(rows.map(([, w1]) => w1)), [rows.length, 1]),
    whole: false,
  });
  return history;
}

const moved = (step: number): Mark => ({ step, name: 'w1', label: 'w₁', old: 0, new: 2 });

it('shows the newest number of the training', () => {
  const config = { w1: 0, lr: 0.5 };
  const run = { values: config, config, history: told([0, 0], [7, 1.23456]), marks: [] };
  expect(followed(controls, run)).toEqual({ w1: 1.235, lr: 0.5 });
});

it('shows what the hand set until the training has gone on', () => {
  const config = { w1: 2, lr: 0.5 };
  const before = { values: config, config, history: told([7, 1.2]), marks: [moved(7)] };
  expect(followed(controls, before)['w1']).toBe(2);
  const after = { ...before, history: told([7, 1.2], [8, 1.9]) };
  expect(followed(controls, after)['w1']).toBe(1.9);
});

it('never moves a slider under the hand', () => {
  const run = {
    ...{ values: { w1: -3, lr: 1 }, config: { w1: 0, lr: 1 } },
    ...{ history: told([9, 1]), marks: [] },
  };
  expect(followed(controls, run)['w1']).toBe(-3);
});
