/** What a run is called when it is saved, and which keys save it. */
import { expect, test } from 'vitest';
import { wholeConfig } from '../../config';
import { aLab } from '../../test-lab';
import { LONGEST_NAME, suggestedName, symbolOf } from './saving';
import { isSave } from './shortcuts';

const lab = aLab();

test('a run as its preset sets it is called as the preset', () => {
  expect(suggestedName(lab, 'first', wholeConfig(lab, 'first'))).toBe('First');
});

test('what was changed by hand stands behind it, by its symbol where it has one', () => {
  const values = wholeConfig(lab, 'first', { lr: 0.3, width: 8 });
  expect(suggestedName(lab, 'first', values)).toBe('First, η 0.3, width 8');
});

test('without a preset it is called as the lab', () => {
  expect(suggestedName(lab, '', wholeConfig(lab, ''))).toBe('Bend the boundary');
});

test('a name is never longer than the server takes', () => {
  const wordy = { ...lab, title: 'x'.repeat(300) };
  expect(suggestedName(wordy, '', wholeConfig(lab, '', { lr: 1 }))).toHaveLength(LONGEST_NAME);
});

test('a control without a symbol is known by its label', () => {
  expect(symbolOf(lab.controls, 'lr')).toBe('η');
  expect(symbolOf(lab.controls, 'steps')).toBe('steps');
});

test('control or command with s saves, and nothing else', () => {
  const key = (init: KeyboardEventInit) => isSave(new KeyboardEvent('keydown', init));
  expect(key({ key: 's', ctrlKey: true })).toBe(true);
  expect(key({ key: 'S', metaKey: true })).toBe(true);
  expect(key({ key: 's' })).toBe(false);
  expect(key({ key: 's', ctrlKey: true, shiftKey: true })).toBe(false);
});
