/* Generated from backend/tinkernet by `make types`; do not edit. */

import type {Tensor} from "./tensor";

export type ClientMessage = Open | Join | Fork | Set | Restart | Act | Pace | Advance | Show | Drawn | Close | Ping;
export type ServerMessage = Hello | Status | Changed | Refused | Pong;
export type AnyPanel =
  | Bars
  | Bricks
  | Cells
  | CompGraph
  | Confusion
  | ContourPath
  | DrawPad
  | Field2D
  | ImageGrid
  | Line
  | Matrix
  | NetworkGraph
  | Scatter2D
  | Scatter3D
  | Stat
  | Stepper
  | Surface3D
  | Table
  | Tokens;
export type AnyGesture =
  | Paint
  | Erase
  | Paste
  | Pick
  | MoveLine
  | MovePoint
  | Flip
  | SetWeight
  | SetBias
  | Resize
  | Deepen
  | SetBar
  | SetNode
  | Goto
  | Drop
  | Draw
  | SetCell
  | OpenCell
  | AddBrick
  | RemoveBrick
  | MoveBrick
  | SetBrick
  | LookAtBrick
  | TypeText
  | Ask;

/**
 * One field per type the page needs by name.
 */
export interface Protocol {
  client_message: ClientMessage;
  server_message: ServerMessage;
  any_panel: AnyPanel;
  any_gesture: AnyGesture;
  frame: Frame;
  lab_page: LabPage;
  course_tree: CourseTree;
  card_list: CardList;
  details: Details;
  curves: Curves;
  saving: Saving;
  resumed: Resumed;
}
/**
 * Start a run of `lab`. `tag` is the page's own name for it, echoed in the first status.
 *
 * `config` gives the controls that differ from the preset (or from the defaults); `speed` is in
 * steps per second, None for as fast as it goes; `shown` names the panels on screen, None for
 * all. `fresh` asks for a run of one's own even where others watch the same one. `sweep`: not
 * one run but many at once, side by side.
 */
export interface Open {
  type: "open";
  tag: string;
  lab: string;
  preset: string;
  config: {
    [k: string]: boolean | number | string | number[] | string[];
  };
  playing: boolean;
  speed: number | null;
  shown: string[] | null;
  fresh: boolean;
  sweep: SweepPlan | null;
}
/**
 * One or two axes: every value of the first with every value of the second.
 */
export interface SweepPlan {
  axes: Axis[];
}
/**
 * One control of a sweep, with the values it takes.
 */
export interface Axis {
  control: string;
  /**
   * @maxItems 64
   */
  values: (boolean | number | string | number[] | string[])[];
}
/**
 * Watch a run that exists already: after a lost connection, or when the page was loaded again.
 *
 * `film`: the page has none of its past, and sees what was drawn so far first.
 */
export interface Join {
  type: "join";
  tag: string;
  run: string;
  film: boolean;
}
/**
 * Another run like `run` up to `step` (None: as far as this page has seen), then with these
 * controls different: same data, same weights, one thing changed. `tag` as in `Open`.
 *
 * A control that only acts with a restart makes a run from step 0 with the same seeds. `still`:
 * it stands there, whatever `run` does, to be looked at.
 */
export interface Fork {
  type: "fork";
  tag: string;
  run: string;
  step: number | null;
  config: {
    [k: string]: boolean | number | string | number[] | string[];
  };
  still: boolean;
}
/**
 * Change live controls while the run goes on.
 */
export interface Set {
  type: "set";
  run: string;
  config: {
    [k: string]: boolean | number | string | number[] | string[];
  };
}
/**
 * Begin again from step 0 with these controls changed; an empty change keeps data and
 * starting weights, another `weights_seed` draws new weights.
 */
export interface Restart {
  type: "restart";
  run: string;
  config: {
    [k: string]: boolean | number | string | number[] | string[];
  };
}
/**
 * The learner's hand did something in the panel called `panel`.
 */
export interface Act {
  type: "act";
  run: string;
  panel: string;
  gesture:
    | Paint
    | Erase
    | Paste
    | Pick
    | MoveLine
    | MovePoint
    | Flip
    | SetWeight
    | SetBias
    | Resize
    | Deepen
    | SetBar
    | SetNode
    | Goto
    | Drop
    | Draw
    | SetCell
    | OpenCell
    | AddBrick
    | RemoveBrick
    | MoveBrick
    | SetBrick
    | LookAtBrick
    | TypeText
    | Ask;
}
/**
 * Points painted with the brush: the i-th is (x[i], y[i]), all of class `label`.
 */
export interface Paint {
  type: "paint";
  /**
   * @maxItems 512
   */
  x: number[];
  /**
   * @maxItems 512
   */
  y: number[];
  label: number;
}
/**
 * Wipe away every point within `radius` (in data units) of (x, y).
 */
export interface Erase {
  type: "erase";
  x: number;
  y: number;
  radius: number;
}
/**
 * A pasted table: lines of `x,y,label` with an optional header (at most 64 KiB).
 */
export interface Paste {
  type: "paste";
  csv: string;
}
/**
 * The learner chose the example with this id, to look at it everywhere; -1 lets it go.
 */
export interface Pick {
  type: "pick";
  id: number;
}
/**
 * Lay the dividing line through (x, y), with class 1 in the direction `angle` (radians).
 */
export interface MoveLine {
  type: "move_line";
  x: number;
  y: number;
  angle: number;
}
/**
 * Carry the example called `id` to (x, y).
 */
export interface MovePoint {
  type: "move_point";
  id: number;
  x: number;
  y: number;
}
/**
 * Give the example called `id` the next class, after the last the first.
 */
export interface Flip {
  type: "flip";
  id: number;
}
/**
 * Give the line from unit `source` of layer `layer - 1` to unit `target` of `layer`
 * (1 = first hidden layer; units from 0) the weight `value`.
 */
export interface SetWeight {
  type: "set_weight";
  layer: number;
  source: number;
  target: number;
  value: number;
}
/**
 * Give unit `unit` of layer `layer` (1 = first hidden layer) the bias `value`.
 */
export interface SetBias {
  type: "set_bias";
  layer: number;
  unit: number;
  value: number;
}
/**
 * Add (+1) or remove (-1) the last unit of hidden layer `layer` (1 = first), while training.
 */
export interface Resize {
  type: "resize";
  layer: number;
  change: -1 | 1;
}
/**
 * Add (+1) or remove (-1) the last hidden layer, while training.
 */
export interface Deepen {
  type: "deepen";
  change: -1 | 1;
}
/**
 * Give bar `index` of the first group the height `value`.
 */
export interface SetBar {
  type: "set_bar";
  index: number;
  value: number;
}
/**
 * Give the node called `node` the value `value`.
 */
export interface SetNode {
  type: "set_node";
  node: string;
  value: number;
}
/**
 * Look at step `at`, of a stepper, of a computation graph or of a matrix (cells in rows).
 */
export interface Goto {
  type: "goto";
  at: number;
}
/**
 * Start (again) at (x, y): all trails, or only number `trail` where it is not -1.
 */
export interface Drop {
  type: "drop";
  x: number;
  y: number;
  trail: number;
}
/**
 * The whole drawing, row by row: `pixels` has width x height entries 0..255.
 */
export interface Draw {
  type: "draw";
  width: number;
  height: number;
  /**
   * @maxItems 4096
   */
  pixels: number[];
}
/**
 * Give the cell (row, col) of sheet `sheet` the value `value`.
 */
export interface SetCell {
  type: "set_cell";
  sheet: number;
  row: number;
  col: number;
  value: number;
}
/**
 * Look at the examples of class `row` that were taken for class `col`; -1, -1 closes it.
 */
export interface OpenCell {
  type: "open_cell";
  row: number;
  col: number;
}
/**
 * Put a new brick of `brick` kind at place `at`: before the one that stands there.
 */
export interface AddBrick {
  type: "add_brick";
  at: number;
  brick: "conv" | "pool" | "batchnorm" | "flatten" | "gap" | "gmp" | "dense";
}
/**
 * Take the brick at place `at` away.
 */
export interface RemoveBrick {
  type: "remove_brick";
  at: number;
}
/**
 * Move the brick at place `at` to place `to`, counted without it.
 */
export interface MoveBrick {
  type: "move_brick";
  at: number;
  to: number;
}
/**
 * Give the setting `name` of the brick at place `at` the value `value`.
 */
export interface SetBrick {
  type: "set_brick";
  at: number;
  name: string;
  value: string;
}
/**
 * Look at the brick at place `at`: its filters and maps are drawn.
 */
export interface LookAtBrick {
  type: "look_at_brick";
  at: number;
}
/**
 * The learner's own text, in place of the packaged one; an empty text brings that back.
 */
export interface TypeText {
  type: "type_text";
  text: string;
}
/**
 * A question in words: one word for its neighbours, `a - b + c` for an analogy.
 */
export interface Ask {
  type: "ask";
  text: string;
}
/**
 * Play or pause; `speed` in steps per second, None for as fast as it goes.
 */
export interface Pace {
  type: "pace";
  run: string;
  playing: boolean;
  speed: number | null;
}
/**
 * One step of the lab's unit `unit` (sample, batch, epoch …), then pause.
 */
export interface Advance {
  type: "advance";
  run: string;
  unit: string;
}
/**
 * The panels now on screen; the others are not drawn. An empty list: the page is hidden.
 */
export interface Show {
  type: "show";
  run: string;
  /**
   * @maxItems 64
   */
  panels: string[];
}
/**
 * Frame number `frame` is on the screen: the page is ready for one more.
 */
export interface Drawn {
  type: "drawn";
  run: string;
  frame: number;
}
/**
 * This page no longer watches the run.
 */
export interface Close {
  type: "close";
  run: string;
}
/**
 * Answered at once by a pong with the same `sent`.
 */
export interface Ping {
  type: "ping";
  sent: number;
}
/**
 * The first word of the server. `version` is the protocol's, `release` the program's.
 */
export interface Hello {
  type: "hello";
  version: number;
  release: string;
}
/**
 * Where a run stands; sent at every change of state and as the answer to open and join.
 *
 * `position`: rank in the queue, 1 is next; `eta_secs`: the likely wait. `message`: one sentence
 * for the learner; `traceback`: for the author of the lab, only in the state `failed`.
 */
export interface Status {
  type: "status";
  run: string;
  tag: string;
  lab: string;
  state: "queued" | "starting" | "running" | "paused" | "diverged" | "finished" | "failed" | "lost";
  step: number;
  config: {
    [k: string]: boolean | number | string | number[] | string[];
  };
  speed: number | null;
  position: number | null;
  eta_secs: number | null;
  message: string;
  traceback: string;
  divergence: Divergence | null;
}
/**
 * A loss that ran away, told as a lesson.
 *
 * `step`: the first step whose loss is no longer finite; `last_loss` the last finite one.
 * `gradient_norms`: of the last finite steps, newest last. `reason` is one sentence.
 */
export interface Divergence {
  step: number;
  last_loss: number | null;
  gradient_norms: number[];
  reason: string;
  cure: Cure | null;
}
/**
 * A change of controls offered as one button.
 */
export interface Cure {
  label: string;
  config: {
    [k: string]: boolean | number | string | number[] | string[];
  };
}
/**
 * Live changes took effect at `step`; `config` is the whole configuration after them.
 */
export interface Changed {
  type: "changed";
  run: string;
  step: number;
  changes: Change[];
  config: {
    [k: string]: boolean | number | string | number[] | string[];
  };
}
/**
 * One control that was changed live, for the mark on curve and timeline.
 */
export interface Change {
  name: string;
  old: boolean | number | string | number[] | string[];
  new: boolean | number | string | number[] | string[];
}
/**
 * Bad input: which field, and a sentence that says what was expected and what to do.
 */
export interface Refused {
  type: "refused";
  run: string;
  tag: string;
  field: string;
  message: string;
}
/**
 * The answer to a ping.
 */
export interface Pong {
  type: "pong";
  sent: number;
}
/**
 * N labels with a bar of every group above each.
 *
 * `stacked`: on top of each other instead of side by side. `ids`: int32 (N,), what each bar
 * stands for, of the sort `linked` ("" for none), so that pointing at it lights it elsewhere.
 * `level`: a line across at this value, with `level_name`. `marked`: the label to be seen first,
 * -1 for none. `draggable`: the learner may set a bar of the first group by hand.
 */
export interface Bars {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "bars";
  labels: string[];
  groups: BarGroup[];
  x_label: string;
  y_label: string;
  y_min: number | null;
  y_max: number | null;
  log_y: boolean;
  stacked: boolean;
  ids: Tensor | null;
  linked: "" | "example" | "unit" | "token";
  level: number | null;
  level_name: string;
  marked: number;
  draggable: boolean;
}
/**
 * One bar for each label. `values`: float32 (N,). `role` picks the colour.
 */
export interface BarGroup {
  name: string;
  /**
   * A typed array with its shape.
   */
  values: Tensor;
  role: "first" | "second" | "third" | "positive" | "negative" | "muted";
}
/**
 * `shape`: of the input. `bricks` in the order in which the input runs through them. `at`: the
 * brick that is looked at (its filters, its maps), -1 for none. `choices`: the kinds that may be
 * added. `problem`: at which brick the net becomes impossible (-1 for nowhere); `caution` says
 * why.
 */
export interface Bricks {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "bricks";
  shape: number[];
  bricks: Brick[];
  at: number;
  choices: ("conv" | "pool" | "batchnorm" | "flatten" | "gap" | "gmp" | "dense")[];
  problem: number;
}
/**
 * One layer. `text` names it ("conv 3x3, 16 filters"), `shape` is what comes out of it
 * (height, width, channels or just units; empty where nothing can). `parameters` are its weights
 * and biases, `products` the multiplications for one example. `movable`: whether it may be moved
 * and removed. `unit_ids` as in the picture grids: the first unit's number and how many.
 */
export interface Brick {
  kind: "conv" | "pool" | "batchnorm" | "flatten" | "gap" | "gmp" | "dense";
  text: string;
  shape: number[];
  parameters: number;
  products: number;
  settings: Setting[];
  movable: boolean;
  first_unit: number;
  units: number;
}
/**
 * One number or word of a brick that the learner may change, such as the kernel's side f.
 * `options`: the values there are, as texts, in order; `value`: the one it has.
 */
export interface Setting {
  name: string;
  symbol: string;
  label: string;
  value: string;
  options: string[];
}
/**
 * C runs, row by row: one column for each value of the first axis, one row for each of the
 * second, if there is one.
 *
 * The numbers of run c are streamed as metrics `name.c`. `metric`: the name to judge them by;
 * `higher`: whether more of it is better. `alive`: uint8 (C,), 0 where a run has diverged.
 * `images`: uint8 (C, h, w), quantised or class numbers, or None where this lab has no small
 * picture; `middle`: the value at the middle of the palette `diverging`.
 */
export interface Cells {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "cells";
  axes: CellAxis[];
  metric: string;
  higher: boolean;
  /**
   * A typed array with its shape.
   */
  alive: Tensor;
  images: Tensor | null;
  palette: "diverging" | "classes" | "sequential";
  middle: number;
}
/**
 * A control that differs from cell to cell, and its `values` as a learner reads them.
 */
export interface CellAxis {
  control: string;
  label: string;
  symbol: string;
  values: string[];
}
/**
 * A graph drawn in columns from start to end.
 *
 * It is visited one node at a time: forward through `order`, then backward through `back` (empty:
 * through `order` from its end). What is not in `order` is given, so its value is always seen; a
 * gradient is seen once `back` has come to its node. `at`: how many visits were made, 0 for none,
 * len(order) for all values. `sentence` says in words and $KaTeX$ what the last visit did.
 */
export interface CompGraph {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "comp_graph";
  nodes: Node[];
  links: Link[];
  order: string[];
  back: string[];
  at: number;
  sentence: string;
}
/**
 * One quantity. `id`: its name in edges and gestures; `symbol`: KaTeX, e.g. `z`; `rule`:
 * KaTeX of how it is made from its sources, e.g. `w^\top x + b`, empty for a leaf.
 *
 * `column`, `row`: where it stands, 0 at the start and at the top; rows may be halves. `value`
 * goes forward and `gradient` (of the last node with respect to this one) back: scalars; None
 * where not known or not finite. `values` and `gradients` are for vectors, `shape` says of which
 * shape, e.g. `(2, 200)`. `editable`: the learner may set its value. `unit`: the unit of the
 * network graph it belongs to, -1 for none, so that pointing at one lights the other.
 * `locked`: its value is only read now, which a small lock says.
 */
export interface Node {
  id: string;
  symbol: string;
  rule: string;
  words: string;
  role: "input" | "parameter" | "operation" | "output" | "loss";
  column: number;
  row: number;
  value: number | null;
  gradient: number | null;
  values: (number | null)[];
  gradients: (number | null)[];
  shape: string;
  editable: boolean;
  unit: number;
  locked: boolean;
}
/**
 * From node `source` to node `target`. `local`: the local derivative dtarget/dsource;
 * `rule`: the same as KaTeX.
 */
export interface Link {
  source: string;
  target: string;
  local: number | null;
  rule: string;
}
/**
 * `counts`: int32 (C, C), rows the true class, columns the answer. `images`: uint8 (N, h, w) or
 * (N, h, w, 3), examples of the open cell `row`, `col` (-1 for none), with `ids` int32 (N,) and
 * `captions`. `split`: which examples were counted.
 */
export interface Confusion {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "confusion";
  /**
   * A typed array with its shape.
   */
  counts: Tensor;
  classes: string[];
  split: string;
  row: number;
  col: number;
  images: Tensor | null;
  ids: Tensor | null;
  captions: string[];
}
/**
 * Level sets of `values` (H, W) over [x_min, x_max] x [y_min, y_max], row 0 at y_max, at the
 * middles of the cells; float32 with NaN where there is no number, or quantised uint8 with holes.
 * `levels`: where the lines are drawn, in the units of `values`. `log_z`: `values` (and levels)
 * are log10(f - z_floor). `droppable`: a click starts a descent there, or does what `drop_hint`
 * says in a few words.
 */
export interface ContourPath {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "contour_path";
  /**
   * A typed array with its shape.
   */
  values: Tensor;
  levels: number[];
  x_min: number;
  x_max: number;
  y_min: number;
  y_max: number;
  x_label: string;
  y_label: string;
  z_label: string;
  log_z: boolean;
  z_floor: number;
  trails: Trail[];
  arrows: Arrow[];
  spots: Spot[];
  droppable: boolean;
  drop_hint: string;
}
/**
 * A way over the plane, oldest first. `x`, `y`, `z`: float32 (T,), all finite; z None for "on
 * the surface". `colour`: its number, the same in every panel: the eight colours of the page,
 * then the same eight dashed. `movable`: the learner may drag its end. `end`: how it ended,
 * `away` where it flew out of every picture. `dots`: every place of it is marked.
 */
export interface Trail {
  name: string;
  /**
   * A typed array with its shape.
   */
  x: Tensor;
  /**
   * A typed array with its shape.
   */
  y: Tensor;
  z: Tensor | null;
  colour: number;
  movable: boolean;
  end: "" | "arrived" | "away";
  dots: boolean;
}
/**
 * An arrow from (x, y) by (dx, dy) in data units: a gradient, a velocity, a step.
 */
export interface Arrow {
  name: string;
  x: number;
  y: number;
  dx: number;
  dy: number;
  colour: number;
  dashed: boolean;
}
/**
 * A named place: a minimum, a saddle, a start. A start can be dragged where `droppable`.
 */
export interface Spot {
  name: string;
  x: number;
  y: number;
  sort: "minimum" | "saddle" | "maximum" | "start";
}
/**
 * `pixels`: uint8 (H, W), 0 paper to 255 ink. `pen`: the radius of the pen in pixels, 0 paints
 * single pixels. `guesses`: the model's answers, surest first; empty for none. `ink`: bright
 * strokes on a dark ground, as the pictures of the course have them, or dark ones on paper.
 */
export interface DrawPad {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "draw_pad";
  /**
   * A typed array with its shape.
   */
  pixels: Tensor;
  pen: number;
  ink: "bright" | "dark";
  guesses: Guess[];
}
/**
 * What the model takes the drawing for: a class and its probability 0..1.
 */
export interface Guess {
  name: string;
  probability: number;
}
/**
 * Values on a regular grid over [x_min, x_max] x [y_min, y_max], at the middles of its cells.
 *
 * `values`: uint8 (H, W), row 0 at y_max; quantised numbers for the palettes `diverging`
 * (white at `middle`) and `sequential`, class numbers for `classes`.
 * `confidence`: uint8 (H, W) quantised to 0..1, how sure the net is of the class, or None.
 * `level`: the value at which the boundary line is drawn, None for no line.
 * `classes`: the names of the classes in order; empty for a regression.
 * `brush`: whether the learner may paint and erase examples here; `movable`: whether examples
 * may be dragged and flipped. `divider`: the boundary as a line that may be dragged and turned.
 */
export interface Field2D {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "field2d";
  /**
   * A typed array with its shape.
   */
  values: Tensor;
  confidence: Tensor | null;
  x_min: number;
  x_max: number;
  y_min: number;
  y_max: number;
  x_label: string;
  y_label: string;
  value_label: string;
  palette: "diverging" | "classes" | "sequential";
  middle: number;
  level: number | null;
  classes: string[];
  points: Points | null;
  brush: boolean;
  movable: boolean;
  divider: Divider | null;
}
/**
 * Examples drawn as dots. N points of the plane.
 *
 * `x`, `y`: float32 (N,). `label`: uint8 (N,), the class, or 0 where there is none.
 * `split`: uint8 (N,), 0 training, 1 test. `ids`: int32 (N,), the same example everywhere.
 * `value`: float32 (N,), the target of a regression, or None for classes.
 */
export interface Points {
  /**
   * A typed array with its shape.
   */
  x: Tensor;
  /**
   * A typed array with its shape.
   */
  y: Tensor;
  /**
   * A typed array with its shape.
   */
  label: Tensor;
  /**
   * A typed array with its shape.
   */
  split: Tensor;
  /**
   * A typed array with its shape.
   */
  ids: Tensor;
  value: Tensor | null;
}
/**
 * A straight line through (x, y), across the direction `angle` (radians, anticlockwise from
 * the x axis), in which class 1 lies. `drawn`: False while there is no line yet, only a place
 * to take hold of one.
 */
export interface Divider {
  x: number;
  y: number;
  angle: number;
  drawn: boolean;
}
/**
 * N pictures. `images`: uint8 (N, h, w) quantised or grey, or (N, h, w, 3) colour.
 *
 * `palette`: `diverging` for quantised numbers around 0, `grey`, or `colour`.
 * `captions`: one short text per picture, or empty. `scales`: float32 (N,), what full colour
 * stands for, or None. `unit_ids`: int32 (N,), the unit each picture belongs to (numbered as in
 * the network graph), so that hovering lights it there, or None. `ids`: likewise int32 (N,), the
 * example that each picture shows. `picks`: a click sends a `Pick` with its place in the grid.
 */
export interface ImageGrid {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "image_grid";
  /**
   * A typed array with its shape.
   */
  images: Tensor;
  palette: "diverging" | "grey" | "colour";
  captions: string[];
  scales: Tensor | null;
  unit_ids: Tensor | null;
  ids: Tensor | null;
  picks: boolean;
}
/**
 * Curves with axes. `log_y`: the scale to begin with; the learner can switch it.
 * `y_min`/`y_max`: fixed limits, None to follow the data.
 */
export interface Line {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "line";
  series: Series[];
  x_label: string;
  y_label: string;
  log_y: boolean;
  y_min: number | null;
  y_max: number | null;
}
/**
 * One curve. Either `metric` names a number the run streams (the page keeps its whole
 * history), or `x` and `y`, float32 (N,), carry the curve. `role` picks its colour, unless
 * `colour` is its number among those of trails: the eight of the page, then these dashed.
 */
export interface Series {
  name: string;
  metric: string;
  x: Tensor | null;
  y: Tensor | null;
  role: "train" | "test" | "first" | "second" | "third" | "muted";
  dashed: boolean;
  colour: number;
}
/**
 * `values`: float32 (R, C), or (D, R, C) for D sheets shown beside each other; NaN is an empty
 * cell. `rows`, `cols`: labels, may be empty. `lo`, `hi`: what full colour stands for, None for
 * the largest absolute value. `marks`: uint8 of the shape of `values` or of one sheet, 0 plain,
 * 1 a frame of padding (never editable), 2 lit, or None.
 *
 * `window`: pointing at a cell of the matrix `window.of` lights the cells here it is made of.
 * `made`: how this matrix was made of the matrix `made.of`; pointing there lights what it goes
 * into. `taps`: this matrix is the kernel of such a window, lit whole. `at`: the cell looked at
 * now, counted in rows through all sheets, -1 for none; `walk`: pointing at a cell asks for it by
 * a `Goto`, a click stays there. `depthwise`: sheets stay apart, so a cell lights only cells of
 * its own sheet.
 *
 * `row_ids`, `col_ids`: int32, tokens or units for linked highlighting of the sort `linked`.
 */
export interface Matrix {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "matrix";
  /**
   * A typed array with its shape.
   */
  values: Tensor;
  rows: string[];
  cols: string[];
  sheets: string[];
  digits: number;
  palette: "diverging" | "grey" | "none";
  lo: number | null;
  hi: number | null;
  marks: Tensor | null;
  window: Window | null;
  made: Window | null;
  depthwise: boolean;
  taps: boolean;
  at: number;
  walk: boolean;
  editable: boolean;
  row_ids: Tensor | null;
  col_ids: Tensor | null;
  linked: "" | "unit" | "token";
}
/**
 * Which cells of one matrix make cell (i, j) of another: those at rows
 * i * stride - padding + k * dilation, k = 0 .. size - 1, and likewise columns. `of` names the
 * panel at the other end. `row`, `col`, `sheet`: the cell of the made matrix that is looked at
 * while the pointer is elsewhere, -1 for none.
 */
export interface Window {
  of: string;
  size: number;
  stride: number;
  padding: number;
  dilation: number;
  row: number;
  col: number;
  sheet: number;
}
/**
 * U units in layers, input first, numbered top to bottom through all layers.
 *
 * `weights`: float32, the matrices of layer 1, 2, … one after the other, each (n_out, n_in)
 * row by row. `biases`: float32, one per unit that is not an input.
 * `maps`: uint8 (U, h, w), each unit's output over the plane, quantised to -1..1 of its own
 * `scales` (float32 (U,), largest absolute value); row 0 at the top; None where the input is
 * not a plane. `values`: float32 (U,), the outputs for the example picked by the learner.
 * `deltas`: float32, dJ/dz of that example per non-input unit. `gradients`: float32, dJ/dw laid
 * out as `weights`, for that example. `fixed`: weights and biases can only be read.
 */
export interface NetworkGraph {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "network_graph";
  layers: Layer[];
  /**
   * A typed array with its shape.
   */
  weights: Tensor;
  /**
   * A typed array with its shape.
   */
  biases: Tensor;
  maps: Tensor | null;
  scales: Tensor | null;
  values: Tensor | null;
  deltas: Tensor | null;
  gradients: Tensor | null;
  most_layers: number;
  fixed: boolean;
}
/**
 * One column of the graph. `names`: one short name per unit, e.g. `x₁`, `sin x₂`.
 * `most`: the most units the learner may grow it to (0: this layer cannot change).
 */
export interface Layer {
  name: string;
  role: "input" | "hidden" | "output";
  names: string[];
  activation: string;
  most: number;
}
/**
 * Points and curves over [x_min, x_max] x [y_min, y_max], limits None to follow the data.
 * `brush`: whether the learner may paint and erase examples here.
 *
 * `names`: a label for each point, the most important first; as many are written as fit beside
 * each other. `marked`: int32, the rows of points whose labels are written in any case.
 * `tokens`: the ids of the points are words of a vocabulary, lit elsewhere as tokens. `ask`: a
 * search box, with a few words in it as an example: what is typed there is sent as an `Ask`.
 * `arrows`: in data units, over the points.
 */
export interface Scatter2D {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "scatter2d";
  points: Points;
  curves: Curve[];
  x_label: string;
  y_label: string;
  x_min: number | null;
  x_max: number | null;
  y_min: number | null;
  y_max: number | null;
  classes: string[];
  brush: boolean;
  names: string[];
  marked: Tensor | null;
  tokens: boolean;
  ask: string;
  arrows: Arrow[];
}
/**
 * A curve over the points: `x`, `y` float32 (N,). `role` picks colour and width;
 * `unit_id` is the unit it belongs to (as in the network graph), -1 for none.
 */
export interface Curve {
  name: string;
  /**
   * A typed array with its shape.
   */
  x: Tensor;
  /**
   * A typed array with its shape.
   */
  y: Tensor;
  role: "model" | "unit" | "truth";
  unit_id: number;
}
/**
 * N points. `xyz`: float32 (N, 3). `label`, `split`: uint8 (N,); `ids`: int32 (N,), as in
 * `Points`. `axes`: the three axis names. `plane`: where the output changes its mind.
 */
export interface Scatter3D {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "scatter3d";
  /**
   * A typed array with its shape.
   */
  xyz: Tensor;
  /**
   * A typed array with its shape.
   */
  label: Tensor;
  /**
   * A typed array with its shape.
   */
  split: Tensor;
  /**
   * A typed array with its shape.
   */
  ids: Tensor;
  axes: string[];
  classes: string[];
  plane: Plane | null;
}
/**
 * The plane nx*x + ny*y + nz*z = offset.
 */
export interface Plane {
  nx: number;
  ny: number;
  nz: number;
  offset: number;
}
/**
 * Numbers side by side, in the order given.
 */
export interface Stat {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "stat";
  numbers: Number[];
}
/**
 * `value` with `digits` decimals; `lo`/`hi` draw it as a gauge; `verdict` adds a badge.
 * A `value` of None is shown as a dash: not measured, or not a number.
 */
export interface Number {
  name: string;
  symbol: string;
  value: number | null;
  digits: number;
  unit: string;
  lo: number | null;
  hi: number | null;
  verdict: "" | "good" | "warn";
  help: string;
}
/**
 * Step `at` of `steps`, which may be walked, played and jumped in. `heading` says which one it
 * is. `terms`: a sum of products in a grid of `columns` (one grid per sheet of the terms), with
 * its `total`; `join` says how the terms become the total. `digits`: decimals of the terms.
 */
export interface Stepper {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "stepper";
  at: number;
  steps: number;
  heading: string;
  lines: Working[];
  terms: Term[];
  columns: number;
  total: number | null;
  total_label: string;
  join: "sum" | "max" | "mean";
  digits: number;
}
/**
 * One line of the working. `words`: plain; `formula`: KaTeX with symbols; `numbers`: KaTeX with
 * this step's numbers put in; `lit`: the line that is being done now.
 */
export interface Working {
  words: string;
  formula: string;
  numbers: string;
  lit: boolean;
}
/**
 * One product of a sum: `left` times `right`; `right` None: `left` alone. `label` names it.
 *
 * `sheet`, `row`, `col`: the cell of the kernel (the tap) it belongs to, row -1 for none:
 * pointing at the term lights the tap and the cell of the input that lies under it. `lit`: this
 * term decides (the largest of a maximum).
 */
export interface Term {
  label: string;
  left: number | null;
  right: number | null;
  product: number | null;
  sheet: number;
  row: number;
  col: number;
  lit: boolean;
}
/**
 * Heights over [x_min, x_max] x [y_min, y_max]: `values` (H, W), row 0 at y_max, at the middles
 * of the cells; float32 with NaN where there is no number, or quantised uint8 with holes.
 * `log_z`: `values` (and z of trails, and levels) are log10(f - z_floor). `levels`: level lines
 * drawn on the floor, in the units of `values`. `droppable`: a double click starts there
 * (gesture `drop` of the contour panel).
 */
export interface Surface3D {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "surface3d";
  /**
   * A typed array with its shape.
   */
  values: Tensor;
  x_min: number;
  x_max: number;
  y_min: number;
  y_max: number;
  x_label: string;
  y_label: string;
  z_label: string;
  log_z: boolean;
  z_floor: number;
  levels: number[];
  trails: Trail[];
  droppable: boolean;
}
/**
 * `rows[i][j]` is the cell of row i in column j: a number, a text, or None for nothing.
 * `total`: whether the last row is a sum, kept last when sorting. `nodes`: the node of a
 * computation graph that each row is about ("" for none), so that pointing at one lights the
 * other; `tokens`: likewise the word of a vocabulary, -1 for none; empty for none at all.
 */
export interface Table {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "table";
  columns: Column[];
  rows: (string | number | null)[][];
  total: boolean;
  nodes: string[];
  tokens: number[];
}
/**
 * A column. `digits`: decimals shown; `tint` colours its cells by value.
 */
export interface Column {
  name: string;
  unit: string;
  digits: number;
  tint: boolean;
}
/**
 * `texts` in reading order; `ids`: int32 (N,), their place in the vocabulary, -1 for unknown.
 * `roles`: uint8 (N,), 0 plain, 1 centre, 2 context, 3 sampled negative (not of the text: these
 * come last), 4 left out. `ends`: int32, the tokens that end a sentence. `weights`: float32 (N,),
 * 0..1 tints a token, or None. `direction`: of the script.
 *
 * `editable`: the learner may type a text of at most `most_characters`; `typed` is the one typed
 * last. The window stands at place `at` of `steps`, and is moved by a `Goto`; `steps` 0: it is not
 * moved.
 */
export interface Tokens {
  title: string;
  note: string;
  badge: "trained now" | "pre-trained" | "formula" | "recorded";
  summary: string;
  caution: string;
  kind: "tokens";
  texts: string[];
  /**
   * A typed array with its shape.
   */
  ids: Tensor;
  /**
   * A typed array with its shape.
   */
  roles: Tensor;
  ends: Tensor | null;
  weights: Tensor | null;
  direction: "ltr" | "rtl" | "auto";
  editable: boolean;
  most_characters: number;
  typed: string;
  placeholder: string;
  at: number;
  steps: number;
}
/**
 * One binary message: this header as JSON, then the arrays. `frame` counts up from 0.
 */
export interface Frame {
  run: string;
  frame: number;
  step: number;
  epoch: number;
  metrics: Metrics;
  panels: {
    [k: string]:
      | Bars
      | Bricks
      | Cells
      | CompGraph
      | Confusion
      | ContourPath
      | DrawPad
      | Field2D
      | ImageGrid
      | Line
      | Matrix
      | NetworkGraph
      | Scatter2D
      | Scatter3D
      | Stat
      | Stepper
      | Surface3D
      | Table
      | Tokens;
  };
}
/**
 * Numbers measured since the last frame. `steps`: int32 (M,), increasing; `values`:
 * float32 (M, K), one column per name, NaN where a number was not measured at that step.
 * `whole`: these are all numbers since step 0 (at most 2,000 rows): forget what was there.
 */
export interface Metrics {
  names: string[];
  /**
   * A typed array with its shape.
   */
  steps: Tensor;
  /**
   * A typed array with its shape.
   */
  values: Tensor;
  whole: boolean;
}
/**
 * Everything the page must know about one lab before it runs. `trains`: it has a `step`;
 * `trains_when`: and takes it only while these controls have these values; `exclusive`: a run of
 * it needs a process of its own, so fewer of them train at once.
 */
export interface LabPage {
  id: string;
  title: string;
  lecture: number;
  lesson: string;
  controls: Control[];
  presets: Preset[];
  places: Place[];
  units: string[];
  speed: number | null;
  trains: boolean;
  trains_when: {
    [k: string]: (boolean | number | string | number[] | string[])[];
  };
  exclusive: boolean;
}
/**
 * What the page needs to draw one control. `lo`, `hi`: the allowed range of a number.
 *
 * `live`: takes effect while the run goes on; else a change restarts it. `shown`: all of these
 * must be true for the control to be on screen. `hidden`: set by gestures in a panel, never
 * drawn in the list. `pictures`: draw the options as small pictures of the data. `follows`: the
 * metric whose newest value the control shows while the run moves it; empty for none.
 */
export interface Control {
  name: string;
  label: string;
  symbol: string;
  unit: string;
  help: string;
  group: "data" | "network" | "training" | "regularisation" | "view";
  scale: "linear" | "log" | "int" | "log_int" | "choice" | "switch" | "text" | "widths";
  default: boolean | number | string | number[] | string[];
  lo: number | null;
  hi: number | null;
  options: Option[];
  live: boolean;
  shown: Condition[];
  hidden: boolean;
  pictures: boolean;
  follows: string;
}
/**
 * One choice: the value in the config and the words on the button.
 */
export interface Option {
  value: string;
  label: string;
}
/**
 * True while the control `name` has one of `values`.
 */
export interface Condition {
  name: string;
  values: (boolean | number | string | number[] | string[])[];
}
/**
 * One idea: a configuration with one question, asked before the run.
 *
 * `because` explains the right answer once the learner has chosen and seen. `look_for` says
 * where to look; `tasks` are things to try. `compare` names the preset that is its twin.
 * `claim` is what its run must come to show. `twin`: the controls that are different in a second
 * run, which opens beside the first with the same data and seeds.
 */
export interface Preset {
  name: string;
  title: string;
  config: {
    [k: string]: boolean | number | string | number[] | string[];
  };
  question: string;
  choices: Choice[];
  because: string;
  look_for: string;
  tasks: string[];
  compare: string;
  claim: Claim | null;
  twin: {
    [k: string]: boolean | number | string | number[] | string[];
  };
}
/**
 * One answer to a preset's question.
 */
export interface Choice {
  text: string;
  right: boolean;
}
/**
 * Exactly one rule over `metric`, looked at from step `after` on; it holds at the first step
 * where the rule does.
 *
 * `at_least` and `below`: a number it reaches, or stays under. `falls_by`: the share of its
 * first value that it has lost, between 0 and 1. `lower_than`: another metric of the same run.
 */
export interface Claim {
  metric: string;
  at_least: number | null;
  below: number | null;
  falls_by: number | null;
  lower_than: string;
  after: number;
}
/**
 * Where a panel stands on the bench. `hero` panels fill the first row, `half` two share a
 * row, `small` three; `shown`: only while these controls have these values.
 */
export interface Place {
  name: string;
  kind: string;
  title: string;
  size: "hero" | "half" | "small";
  shown: {
    [k: string]: (boolean | number | string | number[] | string[])[];
  };
}
/**
 * The whole course. `topics`: how many there are; `open_topics`: how many can be tried.
 */
export interface CourseTree {
  lectures: Lecture[];
  topics: number;
  open_topics: number;
}
/**
 * One of the twenty lectures. `course`: 1 or 2.
 */
export interface Lecture {
  id: string;
  number: number;
  course: number;
  title: string;
  sections: Section[];
}
/**
 * A section of a lecture with its topics.
 */
export interface Section {
  id: string;
  title: string;
  topics: Topic[];
}
/**
 * One topic, words as in the course. `lab` and `preset`: where it can be tried, or None while
 * that lab does not exist yet. `shows`: what the learner does and sees there.
 */
export interface Topic {
  id: string;
  title: string;
  kind: string;
  shows: string;
  lab: string | null;
  preset: string | null;
}
/**
 * One page of a list. `total`: how many there are on all pages.
 */
export interface CardList {
  experiments: Card[];
  total: number;
}
/**
 * A saved experiment in a list. `mine`: the one who asks may rename and delete it.
 */
export interface Card {
  id: string;
  name: string;
  note: string;
  lab: string;
  lab_title: string;
  preset: string;
  preset_title: string;
  state: "running" | "paused" | "finished" | "diverged" | "interrupted";
  step: number;
  speed: number | null;
  metrics: {
    [k: string]: number;
  };
  hash: string;
  saved_at: string;
  changed_at: string;
  deleted_at: string | null;
  has_checkpoint: boolean;
  has_thumbnail: boolean;
  mine: boolean;
}
/**
 * All that can be told of one experiment in words and numbers.
 */
export interface Details {
  id: string;
  name: string;
  note: string;
  lab: string;
  lab_title: string;
  preset: string;
  preset_title: string;
  state: "running" | "paused" | "finished" | "diverged" | "interrupted";
  step: number;
  speed: number | null;
  metrics: {
    [k: string]: number;
  };
  hash: string;
  saved_at: string;
  changed_at: string;
  deleted_at: string | null;
  has_checkpoint: boolean;
  has_thumbnail: boolean;
  mine: boolean;
  config: {
    [k: string]: boolean | number | string | number[] | string[];
  };
  code: string;
}
/**
 * The numbers of a saved run: one row per step that was measured, one column per name, null
 * where it was not.
 */
export interface Curves {
  names: string[];
  steps: number[];
  rows: (number | null)[][];
}
/**
 * What a page asks to save: a run that it knows the id of. `thumbnail`: a PNG in base64.
 */
export interface Saving {
  run: string;
  name: string;
  note: string;
  preset: string;
  hash: string;
  thumbnail: string;
}
/**
 * The run that goes on from a saved one, to be joined, and where its bench is.
 */
export interface Resumed {
  run: string;
  lab: string;
  hash: string;
}
