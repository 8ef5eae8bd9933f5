// A computation graph shows a number once its pass has come to it, and is walked by keys.
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CompGraph } from '../protocol';
import Card from './Card.svelte';
import { layNodes, leastRoom, passesOf, walk } from './comp-graph';
import { readingOf } from './comp-reading';
import { fixtures } from './fixtures';
import { layPaper } from './paper';
import { StillBench } from './still-bench.svelte';
import { words } from './words';

beforeEach(() => {
  layPaper();
});

function kept(name = 'comp_graph'): CompGraph {
  return fixtures().find((one) => one.name === name)!.panel as CompGraph;
}

function shown(panel: CompGraph) {
  const bench = new StillBench(null);
  const { container } = render(Card, { panel, name: 'graph', bench });
  const node = (id: string) => container.querySelector<HTMLElement>(`[data-node=${id}]`)!;
  return { bench, node };
}

describe('the two passes', () => {
  it('show the given values at once, the others as the forward pass comes', () => {
    const start = passesOf({ ...kept(), at: 0 });
    expect([...start.values].sort()).toEqual(['b', 'w', 'x']);
    expect(start.gradients.size).toBe(0);
    const two = passesOf({ ...kept(), at: 2 });
    expect([two.now, two.isBack]).toEqual(['z', false]);
    expect(two.values.has('z') && !two.values.has('a')).toBe(true);
  });

  it('bring gradients back from the loss', () => {
    const back = passesOf({ ...kept(), at: 6 });
    expect([back.now, back.isBack]).toEqual(['a', true]);
    expect([...back.gradients]).toEqual(['loss', 'a']);
    expect(back.values.size).toBe(7);
  });

  it('go back through the order where no other way is given, and never beyond their end', () => {
    const all = passesOf({ ...kept('comp_graph_vectors'), back: [], at: 99 });
    expect(all.visits).toEqual(['Z', 'J', 'J', 'Z']);
    expect(all.at).toBe(4);
  });
});

describe('a drawn graph', () => {
  it('hides what is not computed yet', () => {
    const { node } = shown({ ...kept(), at: 1 });
    expect(within(node('u')).getByText('0.960')).toBeTruthy();
    expect(within(node('z')).queryByText('0.460')).toBeNull();
  });

  it('asks for the next visit, and for the end', async () => {
    const { bench } = shown({ ...kept(), at: 1 });
    await fireEvent.click(screen.getByRole('button', { name: words.comp.next }));
    expect(bench.said).toEqual({ type: 'goto', at: 2 });
    await fireEvent.click(screen.getByRole('button', { name: words.comp.last }));
    expect(bench.said).toEqual({ type: 'goto', at: 10 });
  });

  it('lets a leaf be changed by typing', async () => {
    const { bench, node } = shown(kept());
    await fireEvent.click(node('w'));
    const entry = screen.getByRole('spinbutton');
    await fireEvent.input(entry, { target: { value: '2.5' } });
    expect(bench.said).toEqual({ type: 'set_node', node: 'w', value: 2.5 });
  });

  it('opens the numbers of a vector, and closes them by Escape', async () => {
    const { node } = shown(kept('comp_graph_vectors'));
    await fireEvent.click(node('w'));
    expect(screen.getByText('1.2000')).toBeTruthy();
    await fireEvent.keyDown(screen.getByRole('button', { name: words.graph.close }), {
      key: 'Escape',
    });
    expect(screen.queryByText('1.2000')).toBeNull();
  });

  it('lights its node and its unit everywhere', async () => {
    const { bench, node } = shown(kept());
    await fireEvent.pointerEnter(node('x'));
    expect([bench.highlight.node, bench.highlight.unit]).toEqual(['x', 0]);
    await fireEvent.pointerLeave(node('x'));
    expect([bench.highlight.node, bench.highlight.unit]).toEqual(['', -1]);
  });

  it('is walked by arrow keys with one stop for the Tab key', async () => {
    const { node } = shown(kept());
    node('w').focus();
    await fireEvent.keyDown(node('w'), { key: 'ArrowRight' });
    expect(document.activeElement).toBe(node('u'));
    expect(document.querySelectorAll('[data-node][tabindex="0"]').length).toBe(1);
  });
});

it('says the chain rule of the node pointed at with its numbers', () => {
  const panel = kept();
  const said = readingOf(
    panel,
    panel.nodes.find(({ id }) => id === 'w')!,
    passesOf(panel),
  );
  expect(said).toContain('-0.387 \\cdot 0.800 = -0.310');
  const early = { ...panel, at: 0 };
  expect(readingOf(early, panel.nodes[4]!, passesOf(early))).toBe('$z = u + b$');
});

it('keeps its boxes apart in the least room', () => {
  const { nodes } = kept();
  const { width, height } = leastRoom(kept());
  const spots = layNodes(nodes, width, height);
  expect(spots.get('u')!.x - spots.get('w')!.x).toBeGreaterThan(120);
  expect(walk(spots, 'w', 'ArrowDown')).toBe('x');
  expect(walk(spots, 'loss', 'ArrowRight')).toBeNull();
});
