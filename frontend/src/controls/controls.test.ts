/** Every control can be handled by keyboard, and answers bad input with a sentence. */
import { render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { aControl, aLab } from '../test-lab';
import { wholeConfig } from '../config';
import ControlRow from './ControlRow.svelte';
import Controls from './Controls.svelte';

const lab = aLab();

function row(value: number | string | boolean, change = {}) {
  const onchange = vi.fn();
  const control = aControl('lr', { label: 'Learning rate', hi: 1, ...change });
  render(ControlRow, { control, value, refusal: '', onchange });
  return onchange;
}

test('a slider follows the arrow keys', () => {
  const onchange = row(0.5);
  const slider = screen.getByRole('slider', { name: 'Learning rate' });
  slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  expect(onchange).toHaveBeenCalledWith(0.51, true);
  slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
  expect(onchange).toHaveBeenLastCalledWith(0, true);
});

test('a number can be typed, and one outside the range is answered with a sentence', async () => {
  const onchange = row(0.5);
  const entry = screen.getByRole<HTMLInputElement>('textbox', { name: 'Learning rate, value' });
  for (const text of ['0.25', '7']) {
    entry.value = text;
    entry.dispatchEvent(new InputEvent('input', { bubbles: true }));
    entry.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  }
  expect(onchange.mock.calls).toEqual([[0.25, true]]);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toBe('Learning rate must be a number from 0 to 1; “7” came.');
});

test('few options are segments, many are a list', () => {
  const options = ['a', 'b', 'c', 'd', 'e', 'f'].map((value) => ({ value, label: value }));
  row('a', { scale: 'choice', options: options.slice(0, 3) });
  expect(screen.getAllByRole('radio')).toHaveLength(3);
  row('a', { scale: 'choice', options });
  expect(screen.getByRole('combobox')).toBeTruthy();
});

test('hidden controls and those whose condition fails are not drawn', () => {
  const controls = lab.controls.map((each) =>
    each.name === 'width'
      ? { ...each, shown: [{ name: 'task', values: ['moons'] }] }
      : { ...each, hidden: each.name === 'widths' },
  );
  const props = { controls, refusals: {}, hide: ['lam'], changed: false };
  const nothing = { onchange: vi.fn(), onhide: vi.fn(), onreset: vi.fn() };
  render(Controls, { ...props, ...nothing, values: wholeConfig(lab, 'first') });
  const names = [...document.querySelectorAll('[data-control]')].map((each) =>
    each.getAttribute('data-control'),
  );
  expect(names).toEqual(['lr', 'task', 'steps']);
});
