/** Progress goes into a file and back; a file that is anything else changes nothing. */
import { beforeEach, expect, test } from 'vitest';
import { Progress } from './progress.svelte';

beforeEach(() => localStorage.clear());

function learnt(): Progress {
  const progress = new Progress();
  progress.visit('mlp', 'regression', 'A curve');
  progress.setAnswer('mlp', 'regression', 1);
  progress.hold('mlp', 'regression', { step: 300, value: 0.96 });
  progress.tick('mlp', 'regression', 0, true);
  return progress;
}

test('what was saved in one browser is there in another, beside what it had', () => {
  const text = learnt().file();
  localStorage.clear();
  const other = new Progress();
  other.setAnswer('mlp', 'hidden-units', 0);
  other.tick('mlp', 'regression', 2, true);
  expect(other.take(text)).toBe('');
  expect(other.done('mlp', 'regression')).toBe(true);
  expect(other.answer('mlp', 'hidden-units')).toBe(0);
  expect(other.ticks('mlp', 'regression')).toEqual([2, 0]);
  expect(new Progress().done('mlp', 'regression')).toBe(true);
});

test('forgetting leaves nothing', () => {
  const progress = learnt();
  progress.forget();
  expect([progress.any, progress.done('mlp', 'regression')]).toEqual([false, false]);
  expect(new Progress().any).toBe(false);
});

test.each([
  ['no JSON', 'hello', 'is JSON'],
  ['a list', '[]', 'is JSON'],
  ['another file', '{"a": 1}', 'no progress of Tinkernet'],
  ['a later version', '{"format": "tinkernet-progress", "version": 9}', 'this one has 9'],
])('%s is refused with a sentence', (_, text, said) => {
  expect(new Progress().take(text)).toContain(said);
});

test.each([
  ['visited', ['mlp/../x']],
  ['answers', { 'mlp/xor': 'two' }],
  ['answers', { '__proto__ ': 1 }],
  ['ticks', { 'mlp/xor': [0.5] }],
  ['held', { 'mlp/xor': { step: -1, value: 1 } }],
  ['held', { 'mlp/xor': { step: 1, value: 1, more: 2 } }],
])('a part %s that is not as it was saved is refused: %j', (part, value) => {
  const progress = learnt();
  const before = progress.file();
  const text = JSON.stringify({ ...(JSON.parse(before) as object), [part]: value });
  expect(progress.take(text)).toContain(`“${part}”`);
  expect(progress.file()).toBe(before);
});

test('a part that nobody knows is refused', () => {
  const text = JSON.stringify({ ...(JSON.parse(learnt().file()) as object), name: 'Ann' });
  expect(new Progress().take(text)).toContain('“name”');
});
