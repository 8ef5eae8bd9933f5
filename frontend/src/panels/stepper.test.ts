// A stepper walks, plays at the learner's pace, and lights the tap of the term pointed at.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Stepper } from '../protocol';
import { fixtures } from './fixtures';
import { layPaper } from './paper';
import { Play } from './stepper-play.svelte';
import StepperView from './Stepper.svelte';
import { sheetsOf } from './stepper-list';
import { StillBench } from './still-bench.svelte';
import { words } from './words';

function shown(name: string) {
  const bench = new StillBench(null);
  const panel = fixtures().find((each) => each.name === name)!.panel as Stepper;
  const view = render(StepperView, { panel, name, bench });
  return { bench, panel, view };
}

beforeEach(() => void layPaper());
afterEach(() => void vi.useRealTimers());

it('shows every term with its factors, and the total', () => {
  const { panel } = shown('stepper');
  expect(screen.getAllByRole('listitem').length).toBe(panel.terms.length + panel.lines.length);
  expect(screen.getAllByText('0 · (−1)')).toHaveLength(3);
  expect(screen.getByText('= 30')).toBeTruthy();
});

it('parts the terms of a volume into one grid per channel', () => {
  const { panel } = shown('stepper_volume');
  expect(sheetsOf(panel.terms).map((sheet) => sheet.length)).toEqual([9, 9, 9]);
});

it('says which of the values is the largest', () => {
  shown('stepper_maximum');
  expect(screen.getByText(words.stepper.largest).parentElement?.textContent).toContain('8');
});

it('lights the tap of the term under the pointer', async () => {
  const { bench } = shown('stepper');
  const [term] = screen.getAllByTitle('tap 2, 3');
  await fireEvent.pointerEnter(term!);
  expect(bench.highlight.tap).toEqual({ sheet: 0, row: 1, col: 2 });
  await fireEvent.pointerLeave(term!);
  expect(bench.highlight.tap).toBeNull();
});

it('walks by buttons, slider and arrow keys', async () => {
  const { bench, panel, view } = shown('stepper');
  await fireEvent.click(screen.getByRole('button', { name: words.stepper.next }));
  expect(bench.said).toEqual({ type: 'goto', at: 2 });
  await view.rerender({ panel: { ...panel, at: 2 } });
  await new Promise((done) => setTimeout(done, 60));
  const work = screen.getByRole('group');
  await fireEvent.keyDown(work, { key: 'ArrowLeft' });
  expect(bench.said).toEqual({ type: 'goto', at: 1 });
  expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('2 / 16');
});

it('marks the line that is being done', () => {
  shown('stepper_lines');
  const now = document.querySelectorAll('[aria-current=step]');
  expect(Array.from(now, (each) => each.textContent)).toEqual([expect.stringContaining('blame')]);
});

describe('play', () => {
  it('walks at the pace the learner set, and stops at the end', () => {
    vi.useFakeTimers();
    let at = 0;
    const play = new Play(
      () => ({ at, steps: 4 }),
      (to) => (at = to),
    );
    play.toggle();
    vi.advanceTimersByTime(1000);
    expect(at).toBe(1);
    play.pace = 'quick';
    vi.advanceTimersByTime(1000 + 320);
    expect(at).toBe(3);
    vi.advanceTimersByTime(320);
    expect(play.playing).toBe(false);
    play.toggle();
    expect(at).toBe(0);
    play.stop();
    vi.advanceTimersByTime(10_000);
    expect(at).toBe(0);
  });
});
