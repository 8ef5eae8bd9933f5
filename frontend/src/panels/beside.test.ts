// Several runs in one chart: each curve keeps its run's history, colour and letter.
import { expect, it } from 'vitest';
import { joined, overlaid, type Version } from './beside';
import { fixtures } from './fixtures';
import { StillBench } from './still-bench.svelte';

const [fixture] = fixtures().filter(({ name }) => name === 'line');
const versions: Version[] = ['A', 'B'].map((letter) => ({
  ...{ letter, words: '', panel: fixture!.panel },
  bench: new StillBench(fixture!),
}));

it('overlays the curves of all runs, without the noisy ones', () => {
  const line = overlaid(versions)!;
  expect(line.series.map(({ name }) => name)).toEqual([
    'A training',
    'A test',
    'B training',
    'B test',
  ]);
  expect(new Set(line.series.map(({ role }) => role)).size).toBe(2);
  expect(line.series.map(({ dashed }) => dashed)).toEqual([false, true, false, true]);
});

it('reads each curve from the history of its own run', () => {
  const [first, second] = versions;
  second!.bench.history.column('train_loss').y[0] = 42;
  const history = joined(versions);
  expect(history.column('1:train_loss').y[0]).toBe(42);
  expect(history.column('0:train_loss').y).toEqual(first!.bench.history.column('train_loss').y);
  expect(history.last('1:train_loss')).toBe(second!.bench.history.last('train_loss'));
  expect(history.last('7:train_loss')).toBeNaN();
});

it('leaves pictures alone: they stand side by side', () => {
  const [field] = fixtures().filter(({ name }) => name === 'field2d');
  expect(overlaid(versions.map((each) => ({ ...each, panel: field!.panel })))).toBeNull();
});
