/** Saved runs beside each other: only what differs is told, and every curve is whole. */
import { expect, test } from 'vitest';
import { wholeConfig } from '../../config';
import type { Config } from '../../panels/bench-view';
import type { Details } from '../../protocol';
import { aControl, aLab } from '../../test-lab';
import {
  comparedIds,
  differences,
  historyOf,
  lastNumbers,
  metricsOf,
  type Compared,
} from './compare';

const lab = aLab();
const curves = {
  ...{ names: ['w', 'test_loss', 'train_loss'], steps: [0, 5, 9] },
  rows: [
    [1, null, 0.9],
    [2, 0.8, null],
    [3, 0.7, 0.5],
  ],
};

function run(letter: string, config: Config, of = lab): Compared {
  const details = { config: wholeConfig(of, '', config), metrics: {} } as unknown as Details;
  return { letter, details, curves, lab: of };
}

test('only controls that differ are told, with label and symbol', () => {
  expect(differences([run('A', {}), run('B', { lr: 0.5 })])).toEqual([
    { name: 'lr', label: 'Learning rate', symbol: 'η', texts: ['0.03', '0.5'] },
  ]);
});

test('runs that are alike differ in nothing', () => {
  expect(differences([run('A', { widths: [4, 2] }), run('B', { widths: [4, 2] })])).toEqual([]);
});

test('a control that another lab does not have is told as absent, and never alone', () => {
  const beta = aControl('beta', { default: 1 });
  const other = { ...lab, id: 'x', controls: [beta] };
  const rows = differences([run('A', { lr: 0.1 }), run('B', { lr: 0.2 }), run('C', {}, other)]);
  expect(rows.map(({ name, texts }) => [name, texts])).toEqual([['lr', ['0.1', '0.2', null]]]);
});

test('a control that labs call by different words is not compared', () => {
  const batch = { ...aControl('batch', { default: 10 }), label: 'Batch size' };
  const pairs = { ...aControl('batch', { default: 512 }), label: 'Pairs per step' };
  const one = { ...lab, controls: [batch] };
  const other = { ...lab, controls: [pairs] };
  expect(differences([run('A', {}, one), run('B', {}, other)])).toEqual([]);
});

test('the loss is called that of a batch only beside that of all examples', () => {
  const told = { ...curves, names: ['loss', 'test_loss'], rows: [[1, 2]], steps: [0] };
  const alone = { ...run('A', {}), curves: told };
  expect(lastNumbers([alone]).map(({ label }) => label)).toEqual(['loss', 'test loss']);
  expect(lastNumbers([alone, run('B', {})])[1]?.label).toBe('batch loss');
});

test('what was not measured at a step is left out of a curve', () => {
  const history = historyOf(curves);
  const column = history.column('train_loss');
  expect([[...column.x], [...column.y]]).toEqual([
    [0, 9],
    [0.9, 0.5],
  ]);
  expect(history.last('test_loss')).toBe(0.7);
  expect(history.column('nothing').x).toHaveLength(0);
});

test('the losses come before all other numbers', () => {
  expect(metricsOf([run('A', {})])).toEqual(['train_loss', 'test_loss', 'w']);
});

test('an address asks for at most four runs, each once', () => {
  expect(comparedIds('#compare=a,b,a,c,d,e')).toEqual(['a', 'b', 'c', 'd']);
  expect(comparedIds('')).toEqual([]);
});
