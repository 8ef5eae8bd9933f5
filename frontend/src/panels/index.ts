/** Which component draws which kind of panel: one line per kind. */
import type { Component } from 'svelte';
import type { AnyPanel } from '../protocol';
import type { PanelProps } from './bench-view';
import Bars from './Bars.svelte';
import Bricks from './Bricks.svelte';
import Cells from './Cells.svelte';
import CompGraph from './CompGraph.svelte';
import Confusion from './Confusion.svelte';
import ContourPath from './ContourPath.svelte';
import DrawPad from './DrawPad.svelte';
import Field2d from './Field2d.svelte';
import ImageGrid from './ImageGrid.svelte';
import Line from './Line.svelte';
import Matrix from './Matrix.svelte';
import NetworkGraph from './NetworkGraph.svelte';
import Scatter2d from './Scatter2d.svelte';
import Scatter3d from './Scatter3d.svelte';
import Stat from './Stat.svelte';
import Stepper from './Stepper.svelte';
import Surface3d from './Surface3d.svelte';
import Table from './Table.svelte';
import Tokens from './Tokens.svelte';

export type Kind = AnyPanel['kind'];
export type PanelOf<K extends Kind> = Extract<AnyPanel, { kind: K }>;

/** A kind without a component here is a type error: the set is closed. */
export const components: { [K in Kind]: Component<PanelProps<PanelOf<K>>> } = {
  bars: Bars,
  bricks: Bricks,
  cells: Cells,
  comp_graph: CompGraph,
  confusion: Confusion,
  contour_path: ContourPath,
  draw_pad: DrawPad,
  field2d: Field2d,
  image_grid: ImageGrid,
  line: Line,
  matrix: Matrix,
  network_graph: NetworkGraph,
  scatter2d: Scatter2d,
  scatter3d: Scatter3d,
  stat: Stat,
  stepper: Stepper,
  surface3d: Surface3d,
  table: Table,
  tokens: Tokens,
};

/** The component for `panel`, null where a newer server sends a kind this page does not know. */
export function componentFor(panel: AnyPanel): Component<PanelProps<AnyPanel>> | null {
  const known: Partial<Record<string, unknown>> = components;
  // The lookup pairs kind and component, which the type system cannot follow through a variable.
  return (known[panel.kind] as Component<PanelProps<AnyPanel>> | undefined) ?? null;
}
