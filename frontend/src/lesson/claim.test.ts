/** A claim is looked at in the run's own numbers, and ticks a topic off once it was answered. */
import { beforeEach, expect, test } from 'vitest';
import { History } from '../history';
import { Progress } from '../progress.svelte';
import type { Claim, Preset } from '../protocol';
import { aLab } from '../test-lab';
import { findingOf } from './claim';
import { Claimed, type Sight } from './claimed.svelte';

beforeEach(() => localStorage.clear());

function aHistory(values: Record<string, number[]>): History {
  const history = new History();
  const names = Object.keys(values);
  const rows = values[names[0]!]!.length;
  const steps = Int32Array.from({ length: rows }, (_, i) => 10 * (i + 1));
  const data = new Float32Array(rows * names.length);
  names.forEach((name, column) =>
    values[name]!.forEach((value, row) => (data[row * names.length + column] = value)),
  );
  history.append({
    ...{ names, whole: false, steps: { dtype: 'i4', shape: [rows], data: steps } },
    values: { dtype: 'f4', shape: [rows, names.length], data },
  } as unknown as Parameters<History['append']>[0]);
  return history;
}

function aClaim(rule: Partial<Claim>): Claim {
  const none = { at_least: null, below: null, falls_by: null, lower_than: '', after: 0 };
  return { metric: 'loss', ...none, ...rule };
}

test.each([
  [{ at_least: 0.5 }, [2, 0.5], true],
  [{ at_least: 0.5 }, [2, 0.4], false],
  [{ below: 0.5 }, [2, 0.4], true],
  [{ below: 0.5 }, [0.4, 0.5], false],
  [{ falls_by: 0.75 }, [2, 1, 0.5], true],
  [{ falls_by: 0.75 }, [2, 1, 0.6], false],
  [{ at_least: 0, after: 30 }, [2, 1], false],
  [{ at_least: 0, after: 30 }, [2, 1, 1], true],
])('%j of %j: %s', (rule, loss, holds) => {
  const claim = aClaim(rule);
  expect(findingOf(claim, aHistory({ loss })).holds).toBe(holds);
});

test('one number is compared with another of the same run, and none is not lower than any', () => {
  const claim = aClaim({ lower_than: 'other' });
  expect(findingOf(claim, aHistory({ loss: [1, 0.5], other: [1, 0.6] })).holds).toBe(true);
  expect(findingOf(claim, aHistory({ loss: [1, 0.7], other: [1, 0.6] })).holds).toBe(false);
  expect(findingOf(claim, aHistory({ loss: [1, 0.7] })).holds).toBe(false);
  expect(findingOf(claim, new History()).holds).toBe(false);
});

const lab = aLab();
function aSight(change: Partial<Sight> = {}): Sight {
  const preset: Preset = { ...lab.presets[1]!, claim: aClaim({ below: 0.5 }) };
  const values = { lr: 0.03, lam: 0, task: 'moons', width: 4, widths: [], steps: 500 };
  const history = aHistory({ loss: [1, 0.4] });
  return { ...{ preset, values, history, trains: true, enough: false, deeds: 0 }, ...change };
}

test('a topic is ticked off when its question is answered and its claim holds', () => {
  const progress = new Progress();
  const claimed = new Claimed(lab, progress);
  claimed.look(aSight());
  expect([claimed.held?.step, claimed.ticked]).toEqual([20, false]);
  progress.setAnswer('mlp', 'moons', -1);
  expect(claimed.ticked).toBe(false);
  progress.setAnswer('mlp', 'moons', 2);
  expect([claimed.ticked, new Progress().done('mlp', 'moons')]).toEqual([true, true]);
});

test('a run with other controls proves nothing about the preset, a longer one does', () => {
  const claimed = new Claimed(lab, new Progress());
  const { values } = aSight();
  claimed.look(aSight({ values: { ...values, lr: 0.3 } }));
  expect([claimed.isOther, claimed.held]).toEqual([true, undefined]);
  claimed.look(aSight({ values: { ...values, steps: 900 } }));
  expect([claimed.isOther, claimed.held?.step]).toEqual([false, 20]);
});

test('where nothing is claimed, a hand that moved something is enough', () => {
  const progress = new Progress();
  const claimed = new Claimed(lab, progress);
  const still = { preset: lab.presets[1], trains: false };
  claimed.look(aSight({ ...still, deeds: 0 }));
  expect(claimed.held).toBeUndefined();
  claimed.look(aSight({ ...still, deeds: 1 }));
  expect(claimed.held).toEqual({ step: 0, value: null });
});
