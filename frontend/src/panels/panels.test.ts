// Every kept picture is drawn by its component, without a complaint and without a stray number.
import { render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnyPanel } from '../protocol';
import Card from './Card.svelte';
import { fixtures } from './fixtures';
import { components } from './index';
import { layPaper, type Paper } from './paper';
import { StillBench } from './still-bench.svelte';
import { words } from './words';

const CANVASLESS = new Set([
  ...['table', 'stat', 'stepper', 'comp_graph', 'bricks', 'confusion', 'tokens'],
]);

let paper: Paper;
beforeEach(() => {
  paper = layPaper();
});

describe('each fixture', () => {
  for (const fixture of fixtures()) {
    it(`draws ${fixture.name}`, async () => {
      const complaint = vi.spyOn(console, 'error');
      const warning = vi.spyOn(console, 'warn');
      const bench = new StillBench(fixture);
      render(Card, { panel: fixture.panel, name: fixture.name, bench });
      expect(screen.getByRole('heading', { name: fixture.panel.title })).toBeTruthy();
      if (!CANVASLESS.has(fixture.panel.kind)) {
        await waitFor(() => expect(paper.strokes.length).toBeGreaterThan(0));
      }
      const stray = paper.strokes.filter(({ numbers }) => numbers.some(Number.isNaN));
      expect(stray).toEqual([]);
      expect(complaint).not.toHaveBeenCalled();
      expect(warning).not.toHaveBeenCalled();
    });

    it(`lists the numbers of ${fixture.name}`, async () => {
      const bench = new StillBench(fixture);
      render(Card, { panel: fixture.panel, name: fixture.name, bench });
      const button = screen.queryByRole('button', { name: words.card.table });
      button?.click();
      await waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(1));
    });
  }
});

it('has a fixture for every kind of panel', () => {
  const drawn = new Set(fixtures().map(({ panel }) => panel.kind));
  expect([...drawn].sort()).toEqual(Object.keys(components).sort());
});

it('says so plainly when a newer server sends a kind it does not know', () => {
  const [some] = fixtures();
  const panel = { ...some!.panel, kind: 'hologram' } as unknown as AnyPanel;
  render(Card, { panel, name: 'new', bench: new StillBench(null) });
  expect(screen.getByText(words.card.unknown('hologram'))).toBeTruthy();
});

it('shows an outline until the first frame comes', () => {
  const { container } = render(Card, {
    ...{ name: 'net', title: 'Network', kind: 'network_graph' },
    bench: new StillBench(null),
  });
  expect(screen.getByRole('heading', { name: 'Network' })).toBeTruthy();
  expect(container.querySelector('[aria-busy="true"]')).toBeTruthy();
});
