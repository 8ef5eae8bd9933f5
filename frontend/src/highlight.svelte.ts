/** What the learner points at, shared by all panels of a bench so that it lights up in each. */

/** A weight: from unit `source` of layer `layer - 1` to unit `target` of `layer`. */
export interface Edge {
  layer: number;
  source: number;
  target: number;
}

/** One unit's output over the plane: bytes quantised to -scale..scale, row 0 at the top. */
export interface UnitMap {
  name: string;
  data: Uint8Array;
  height: number;
  width: number;
  scale: number;
}

/** Cell (row, col) of the matrix, or of the picture, shown as panel `panel`; of its sheet. */
export interface Cell {
  panel: string;
  row: number;
  col: number;
  sheet?: number;
}

/** One tap of a kernel: the term it belongs to and the cell under it light up with it. */
export interface Tap {
  sheet: number;
  row: number;
  col: number;
}

export class Highlight {
  /** The example under the pointer, by id; -1 for none. */
  example = $state(-1);
  /** The unit under the pointer, numbered through all layers, input first; -1 for none. */
  unit = $state(-1);
  edge = $state.raw<Edge | null>(null);
  /** The word under the pointer, by its place in the vocabulary; -1 for none. */
  token = $state(-1);
  /** The node of a computation graph under the pointer, by id; empty for none. */
  node = $state('');
  cell = $state.raw<Cell | null>(null);
  tap = $state.raw<Tap | null>(null);
  /** The example the learner clicked, by id; it stays until another is clicked. */
  picked = $state(-1);
  /** The picture of the unit under the pointer, set by the panel that has it. */
  unitMap = $state.raw<UnitMap | null>(null);

  clear(): void {
    this.example = -1;
    this.unit = -1;
    this.edge = null;
    this.token = -1;
    this.node = '';
    this.cell = null;
    this.tap = null;
    this.unitMap = null;
  }
}
