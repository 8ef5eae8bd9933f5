// A run's numbers stay bounded, keep their spikes, and know what was not measured.
import { describe, expect, it } from 'vitest';
import { History, historyUntil, MOST_POINTS } from './history';
import type { Metrics } from './protocol';

function metrics(steps: number[], columns: Record<string, number[]>, whole = false): Metrics {
  const names = Object.keys(columns);
  const rows = steps.flatMap((_, row) => names.map((name) => columns[name]![row]!));
  return {
    names,
    steps: { data: Int32Array.from(steps), shape: [steps.length], lo: null, hi: null },
    values: {
      ...{ data: Float32Array.from(rows), lo: null, hi: null },
      shape: [steps.length, names.length],
    },
    whole,
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('History', () => {
  it('keeps each metric at the steps where it was measured', () => {
    const history = new History();
    history.append(metrics([1, 2, 3], { loss: [3, 2, 1], test: [NaN, 5, NaN] }));
    expect([...history.column('loss').x]).toEqual([1, 2, 3]);
    expect([...history.column('test').x]).toEqual([2]);
    expect(history.last('test')).toBe(5);
    expect(history.last('nothing')).toBeNaN();
  });

  it('leaves a gap where a number was infinite', () => {
    const history = new History();
    history.append(metrics([1, 2], { loss: [1, Infinity] }));
    expect([...history.column('loss').y]).toEqual([1, NaN]);
  });

  it('forgets what was there when the whole is sent', () => {
    const history = new History();
    history.append(metrics([1, 2], { loss: [1, 2], old: [1, 1] }));
    history.append(metrics([0, 1], { loss: [9, 8] }, true));
    expect([...history.column('loss').y]).toEqual([9, 8]);
    expect(history.names).toEqual(['loss']);
  });

  it('keeps a step once when frames overlap', () => {
    const history = new History();
    history.append(metrics([1, 2, 3], { loss: [3, 2, 1] }));
    history.append(metrics([2, 3, 4], { loss: [2, 1, 0] }));
    expect([...history.column('loss').x]).toEqual([1, 2, 3, 4]);
  });

  it('stays bounded over many steps, with increasing steps, the first and the spikes', () => {
    const history = new History();
    for (let from = 0; from < 100_000; from += 500) {
      const steps = range(from, from + 500);
      const loss = steps.map((step) => (step === 777 ? 1000 : step === 901 ? -1000 : 1));
      history.append(metrics(steps, { loss }));
    }
    const { x, y } = history.column('loss');
    expect(x.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(x.length).toBeGreaterThan(MOST_POINTS / 3);
    expect(x[0]).toBe(0);
    expect(x[x.length - 1]).toBe(99_999);
    expect([...x].every((step, i) => i === 0 || step > x[i - 1]!)).toBe(true);
    expect(Math.max(...y)).toBe(1000);
    expect(Math.min(...y)).toBe(-1000);
  });

  it('keeps gaps when it thins', () => {
    const history = new History();
    const steps = range(0, 5000);
    const loss = steps.map((step) => (step === 40 ? Infinity : step));
    history.append(metrics(steps, { loss }));
    expect([...history.column('loss').y].some(Number.isNaN)).toBe(true);
  });
});

describe('the numbers as they stood at a step', () => {
  const history = new History();
  history.append(metrics([0, 600, 2000], { loss: [3, 2, 1] }));
  history.append(metrics([2000], { train_loss: [0.1] }));

  it('end there', () => {
    const past = historyUntil(history, 700);
    expect([...past.column('loss').x]).toEqual([0, 600]);
    expect(past.last('train_loss')).toBeNaN();
  });

  it('know what was measured there besides', () => {
    const past = historyUntil(history, 650, { train_loss: 0.4 });
    expect([...past.column('train_loss').x]).toEqual([650]);
    expect([past.last('train_loss'), past.last('loss')]).toEqual([0.4, 2]);
  });

  it('know nothing twice', () => {
    const past = historyUntil(history, 600, { loss: 2 });
    expect([...past.column('loss').x]).toEqual([0, 600]);
  });
});
