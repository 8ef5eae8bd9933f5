// A map of words: names that do not overlap, a search box that completes, words that light.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scatter2D, Table } from '../protocol';
import { completed } from './ask';
import Card from './Card.svelte';
import { fixtures } from './fixtures';
import { listPanel } from './listing';
import { layPaper, type Paper } from './paper';
import { StillBench } from './still-bench.svelte';
import { mapPlot, Names, wordOf } from './word-map';
import { words } from './words';

const kept = fixtures();
const panelOf = (name: string) => kept.find((one) => one.name === name)!.panel;
const many = panelOf('scatter2d_words_many') as Scatter2D;
const few = panelOf('scatter2d_words') as Scatter2D;

let paper: Paper;
beforeEach(() => {
  paper = layPaper();
});

const extent = { width: 700, height: 500, ratio: 1 };
const look = { font: '13px serif', size: 13, gap: 8 };

function pen(): CanvasRenderingContext2D {
  return document.createElement('canvas').getContext('2d')!;
}

function plotOf(panel: Scatter2D) {
  const [xMin, xMax, yMin, yMax] = [panel.x_min!, panel.x_max!, panel.y_min!, panel.y_max!];
  return mapPlot(extent, { xMin, xMax, yMin, yMax });
}

describe('the names', () => {
  it('lie beside each other, not over each other, among two thousand', () => {
    const written = new Names().place(pen(), plotOf(many), many, [], look);
    expect(written.length).toBeGreaterThan(20);
    for (const [i, one] of written.entries()) {
      for (const other of written.slice(i + 1)) {
        const apart =
          one.right < other.left ||
          one.left > other.right ||
          one.bottom < other.top ||
          one.top > other.bottom;
        expect(apart).toBe(true);
      }
    }
  });

  it('of marked words are always written', () => {
    const last = many.names.length - 1;
    const written = new Names().place(pen(), plotOf(many), many, [last, 0], look);
    expect(written.slice(0, 2).map(({ row }) => row)).toEqual([last, 0]);
  });

  it('stay from one frame to the next while nothing moves', () => {
    const names = new Names();
    const rows = () => names.place(pen(), plotOf(many), many, [], look).map(({ row }) => row);
    const before = rows().sort();
    expect(rows().sort()).toEqual(before);
  });
});

it('has the same scale both ways, so that angles are true', () => {
  const plot = plotOf(few);
  const [x, y] = [plot.width / (plot.xMax - plot.xMin), plot.height / (plot.yMax - plot.yMin)];
  expect(x).toBeCloseTo(y, 9);
});

describe('a question', () => {
  const names = ['queen', 'quick', 'king', 'woman'];

  it('is completed at its last word', () => {
    expect(completed('king - man + wo', names)).toEqual(['king - man + woman']);
    expect(completed('qu', names)).toEqual(['queen', 'quick']);
    expect(completed('king + ', names)).toEqual([]);
  });

  it('is sent from the search box', async () => {
    const bench = new StillBench(null);
    render(Card, { panel: few, name: 'map', bench });
    const box = screen.getByLabelText(words.map.ask);
    await fireEvent.input(box, { target: { value: 'tokyo' } });
    await fireEvent.click(screen.getByRole('button', { name: words.map.go }));
    expect(bench.said).toEqual({ type: 'ask', text: 'tokyo' });
    await fireEvent.click(screen.getByRole('button', { name: words.map.clear }));
    expect(bench.said).toEqual({ type: 'ask', text: '' });
  });

  it('is the example when nothing was typed', async () => {
    const bench = new StillBench(null);
    render(Card, { panel: few, name: 'map', bench });
    await fireEvent.click(screen.getByRole('button', { name: words.map.go }));
    expect(bench.said).toEqual({ type: 'ask', text: few.ask });
  });
});

describe('a word', () => {
  it('lit elsewhere is told below the map', async () => {
    const bench = new StillBench(null);
    render(Card, { panel: few, name: 'map', bench });
    await waitFor(() => expect(paper.strokes.length).toBeGreaterThan(0));
    bench.highlight.token = few.points.ids.data[few.names.indexOf('apple')]!;
    await waitFor(() => expect(screen.getByText('apple, fruit')).toBeTruthy());
  });

  it('under the probe is lit in every panel and picked with Enter', async () => {
    const bench = new StillBench(null);
    render(Card, { panel: few, name: 'map', bench });
    const stage = screen.getByRole('application');
    for (let i = 0; i < 60 && bench.highlight.token < 0; i++)
      await fireEvent.keyDown(stage, { key: i % 2 ? 'ArrowUp' : 'ArrowRight' });
    const lit = bench.highlight.token;
    expect(lit).toBeGreaterThanOrEqual(0);
    await fireEvent.keyDown(stage, { key: 'Enter' });
    expect(bench.said).toEqual({ type: 'pick', id: lit });
  });

  it('of a table lights and is lit', async () => {
    const table = panelOf('table_words') as Table;
    const bench = new StillBench(null);
    render(Card, { panel: table, name: 'neighbours', bench });
    const row = screen.getAllByRole('row')[1]!;
    await fireEvent.pointerEnter(row);
    expect(bench.highlight.token).toBe(table.tokens[0]);
    await waitFor(() => expect(row.classList.contains('lit')).toBe(true));
    await fireEvent.pointerLeave(row);
    expect(bench.highlight.token).toBe(-1);
  });

  it('has no name where there is none', () => {
    expect(wordOf(few, -1)).toBe('');
    expect(wordOf(few, 99_999)).toBe('');
  });
});

it('lists the marked words first', () => {
  const listed = listPanel(few, new StillBench(null).history);
  const marked = few.names[few.marked!.data[0]!];
  expect(listed.rows[0]![0]).toBe(marked);
});
