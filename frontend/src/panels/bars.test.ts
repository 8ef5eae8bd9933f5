// Bars stand on their zero, thin out their labels, light what they stand for, and can be dragged.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { Palette } from '../palette.svelte';
import type { Bars } from '../protocol';
import { strideOf } from './bar-labels';
import { barAt, barPlot, barY, valueFrom } from './bars';
import Card from './Card.svelte';
import { fixtures } from './fixtures';
import { layPaper } from './paper';
import { StillBench } from './still-bench.svelte';

const EXTENT = { width: 420, height: 320, ratio: 1 };

beforeEach(() => {
  layPaper();
});

function kept(name: string): Bars {
  return fixtures().find((one) => one.name === name)!.panel as Bars;
}

function plotOf(name: string) {
  return barPlot(EXTENT, kept(name), new Palette().colours);
}

function shown(name: string) {
  const bench = new StillBench(null);
  render(Card, { panel: kept(name), name, bench });
  return { bench, stage: screen.getByRole('application') };
}

describe('the scale', () => {
  it('has room below zero only where a bar is negative', () => {
    expect(plotOf('bars').lo).toBeLessThan(-1.4);
    expect(plotOf('bars_stacked').lo).toBe(0);
  });

  it('reaches as high as the highest pile', () => {
    expect(plotOf('bars_stacked').hi).toBeGreaterThanOrEqual(41);
  });

  it('is even in decades where it is logarithmic', () => {
    const plot = plotOf('bars_log');
    const [ten, hundred, thousand] = [10, 100, 1000].map((value) => barY(plot, value));
    expect(ten! - hundred!).toBeCloseTo(hundred! - thousand!, 6);
    expect(valueFrom(plot, hundred!)).toBeCloseTo(100, 6);
  });

  it('gives back the value at a height', () => {
    const plot = plotOf('bars');
    expect(valueFrom(plot, barY(plot, -0.6))).toBeCloseTo(-0.6, 9);
  });
});

it('finds the bar at a place, and none beside them', () => {
  const plot = plotOf('bars_many');
  expect(barAt(plot, plot.left + 0.1)).toBe(0);
  expect(barAt(plot, plot.left + plot.width - 0.1)).toBe(199);
  expect(barAt(plot, plot.left - 5)).toBe(-1);
});

it('writes every label where there is room, else every second, fifth or tenth', () => {
  expect([strideOf(20, 30), strideOf(20, 12), strideOf(20, 4), strideOf(20, 1.9)]).toEqual([
    ...[1, 2, 5, 20],
  ]);
});

describe('a hand on the bars', () => {
  it('walks by keys, reads the value and lights the example', async () => {
    const { bench, stage } = shown('bars_many');
    await fireEvent.keyDown(stage, { key: 'ArrowRight' });
    await fireEvent.keyDown(stage, { key: 'ArrowRight' });
    expect(bench.highlight.example).toBe(1);
    const value = kept('bars_many').groups[0]!.values.data[1]!;
    expect(screen.getByText(value.toFixed(4))).toBeTruthy();
  });

  it('shows the example that is lit elsewhere', async () => {
    const { bench } = shown('bars_many');
    bench.highlight.example = 7;
    const value = kept('bars_many').groups[0]!.values.data[7]!;
    expect(await screen.findByText(value.toFixed(4))).toBeTruthy();
  });

  it('changes a bar that may be changed', async () => {
    const { bench, stage } = shown('bars');
    await fireEvent.keyDown(stage, { key: 'ArrowRight' });
    await fireEvent.keyDown(stage, { key: 'ArrowUp' });
    expect(bench.said).toMatchObject({ type: 'set_bar', index: 0 });
    expect((bench.said as { value: number }).value).toBeGreaterThan(1.8);
  });

  it('leaves alone a bar that may not', async () => {
    const { bench, stage } = shown('bars_stacked');
    await fireEvent.keyDown(stage, { key: 'ArrowRight' });
    await fireEvent.keyDown(stage, { key: 'ArrowUp' });
    expect(bench.said).toBeNull();
  });
});
