/** The lesson is shown with its formulas, the question before the run. */
import { expect, test } from 'vitest';
import { Progress } from '../progress.svelte';
import type { Preset } from '../protocol';
import { renderText, takeFormulas } from './markdown';
import { Prediction } from './prediction.svelte';

const preset: Preset = {
  ...{ name: 'xor', title: 'Xor', config: {}, because: 'Lines add up.', look_for: '' },
  ...{ question: 'How many?', tasks: [], compare: '', claim: null, twin: {} },
  choices: [
    { text: 'two', right: false },
    { text: 'three', right: true },
  ],
};

test('formulas are kept from Markdown, prices are not formulas across lines', () => {
  const { plain, formulas } = takeFormulas('$a_1 * b_2 * c$ and $$x^2$$');
  expect(formulas).toEqual([
    { tex: 'a_1 * b_2 * c', display: false },
    { tex: 'x^2', display: true },
  ]);
  expect(plain).not.toContain('$');
});

test('the punctuation behind a formula stays with it', () => {
  const { plain } = takeFormulas('(the context $o$). So $a$ and $b$');
  expect(plain).toMatch(/<\/span>\u2060\)\. So <span data-formula="1"><\/span> and/);
});

test('a lesson becomes nodes of the page', () => {
  const box = document.createElement('div');
  box.append(renderText('**Forward.** Take it.'));
  expect(box.querySelector('strong')?.textContent).toBe('Forward.');
});

test('a question waits until it is answered, and is resolved once enough was seen', () => {
  localStorage.clear();
  const prediction = new Prediction('mlp', new Progress());
  prediction.begin(preset, true);
  expect(prediction.waiting).toBe(true);
  prediction.choose(1);
  expect([prediction.waiting, prediction.resolved]).toEqual([false, false]);
  prediction.told = true;
  expect([prediction.resolved, prediction.right]).toEqual([true, true]);
});

test('who has answered before is not held up again', () => {
  localStorage.clear();
  new Prediction('mlp', new Progress()).begin(preset, true);
  const first = new Prediction('mlp', new Progress());
  first.begin(preset, true);
  first.choose(0);
  const later = new Prediction('mlp', new Progress());
  later.begin(preset, true);
  expect([later.waiting, later.answer]).toEqual([false, 0]);
});
