// A drawing pad shows strokes at once, sends them sparingly, and can be drawn on by keys.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AnyGesture, DrawPad } from '../protocol';
import DrawPadView from './DrawPad.svelte';
import { fixtures } from './fixtures';
import { layPaper } from './paper';
import { Sheet } from './pen';
import { StillBench } from './still-bench.svelte';
import { words } from './words';

/** A bench that remembers every gesture. */
class Listener extends StillBench {
  readonly all: AnyGesture[] = [];

  override act(panel: string, gesture: AnyGesture): void {
    super.act(panel, gesture);
    this.all.push(gesture);
  }

  get ink(): number {
    const { said } = this;
    return said?.type === 'draw' ? said.pixels.reduce((sum, each) => sum + each, 0) : -1;
  }
}

function shown(name: string) {
  const bench = new Listener(null);
  const panel = fixtures().find((each) => each.name === name)!.panel as DrawPad;
  render(DrawPadView, { panel, name, bench });
  return { bench, panel, stage: screen.getByRole('application') };
}

beforeEach(() => void layPaper());

describe('a pen', () => {
  it('leaves a line without gaps, however fast it moves', () => {
    const sheet = new Sheet(20, 20);
    sheet.stroke({ x: 1, y: 10 }, { x: 19, y: 10 }, 0.7, false);
    for (let col = 1; col < 19; col++) expect(sheet.pixels[10 * 20 + col]).toBeGreaterThan(120);
  });

  it('paints single pixels with no radius, and stays on the sheet', () => {
    const sheet = new Sheet(4, 4);
    sheet.stroke({ x: 2.5, y: 1.5 }, { x: 2.5, y: 1.5 }, 0, false);
    sheet.stroke({ x: -3, y: 9 }, { x: -3, y: 9 }, 0, false);
    expect(Array.from(sheet.pixels).filter((ink) => ink > 0)).toEqual([255]);
    expect(sheet.pixels[1 * 4 + 2]).toBe(255);
  });

  it('takes strokes back, and wipes them away', () => {
    const sheet = new Sheet(6, 6);
    sheet.keep();
    sheet.stroke({ x: 3, y: 3 }, { x: 3, y: 3 }, 1, false);
    sheet.stroke({ x: 3, y: 3 }, { x: 3, y: 3 }, 3, true);
    expect(Math.max(...sheet.pixels)).toBe(0);
    sheet.clear();
    expect(sheet.undo()).toBe(true);
    expect(sheet.undo()).toBe(true);
    expect(sheet.undo()).toBe(false);
  });
});

describe('a pad', () => {
  it('sends the drawing while the pen moves, and its end for certain', async () => {
    const { bench, stage } = shown('draw_pad_empty');
    await fireEvent.pointerDown(stage, { clientX: 150, clientY: 100, button: 0 });
    const first = bench.ink;
    expect(first).toBeGreaterThan(0);
    for (let x = 150; x < 260; x += 5)
      await fireEvent.pointerMove(stage, { clientX: x, clientY: 100 });
    expect(bench.all.length).toBeLessThan(5);
    await fireEvent.pointerUp(stage);
    expect(bench.ink).toBeGreaterThan(2 * first);
  });

  it('is drawn on by arrow keys and space', async () => {
    const { bench, stage } = shown('draw_pad_empty');
    await fireEvent.keyDown(stage, { key: 'ArrowRight' });
    await fireEvent.keyDown(stage, { key: ' ' });
    await waitFor(() => expect(bench.ink).toBeGreaterThan(0));
    expect(screen.getByText(/row 15, column 16, ink 100 %/)).toBeTruthy();
    await fireEvent.keyDown(stage, { key: 'Delete' });
    await waitFor(() => expect(bench.ink).toBeLessThan(600));
  });

  it('clears, and takes that back', async () => {
    const { bench } = shown('draw_pad');
    await fireEvent.click(screen.getByRole('button', { name: words.pad.clear }));
    expect(bench.ink).toBe(0);
    expect(screen.getByText(words.pad.none)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: words.pad.undo }));
    await waitFor(() => expect(bench.ink).toBeGreaterThan(1000));
  });

  it('names its guesses, surest first', () => {
    shown('draw_pad');
    const guesses = screen.getByRole('list', { name: words.pad.guesses });
    expect(guesses.querySelector('li')?.textContent).toMatch(/3\s*91 %/);
  });
});
