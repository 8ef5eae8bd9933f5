/** Colour tables: one pixel for each byte a panel can carry, built when the theme changes. */
import { HOLE, LEVELS } from '../tensor';
import { atLightness, mix, parseColour, pixel, toLab, type Lab } from './colour';

export interface Ends {
  panel: string;
  positive: string;
  negative: string;
  ink: string;
  classes: string[];
}

export interface Tables {
  /** From `negative` over the panel's colour (the middle) to `positive`. */
  diverging: Uint32Array;
  /** From the panel's colour to a strong one. */
  sequential: Uint32Array;
  grey: Uint32Array;
  /** Per class, from the panel's colour (unsure) to the class's own (sure). */
  classes: Uint32Array[];
}

/** How far a field goes towards the full colour, so that examples stand out on it. */
const SOFT = 0.9;

/** Levels of a quantised byte plus the hole. */
export const ENTRIES = HOLE + 1;

export function buildTables(ends: Ends): Tables {
  const middle = toLab(parseColour(ends.panel));
  const [negative, positive] = evenEnds(ends);
  const classes = ends.classes.map((name) => toLab(parseColour(name)));
  return {
    diverging: divergingTable(negative, middle, positive),
    sequential: ramp(middle, strongEnd(negative, middle)),
    grey: ramp([0, 0, 0], [1, 0, 0]),
    classes: classes.map((colour) => ramp(mix(middle, colour, 0.12), mix(middle, colour, 0.86))),
  };
}

/** Both ends as light as the paler of the two, so that neither sign looks stronger. */
export function evenEnds(ends: Ends): [negative: Lab, positive: Lab] {
  const negative = toLab(parseColour(ends.negative));
  const positive = toLab(parseColour(ends.positive));
  const ground = toLab(parseColour(ends.panel))[0];
  const [one, other] = [negative[0], positive[0]];
  // Examples of the same colour lie on top: the paler field lets them stand out.
  const lightness = Math.abs(one - ground) < Math.abs(other - ground) ? one : other;
  const soften = (end: Lab) =>
    mix(toLab(parseColour(ends.panel)), atLightness(end, lightness), SOFT);
  return [soften(negative), soften(positive)];
}

/**
 * A table for bytes that stand for lo..hi, panel-coloured at `middle`: the farther of the two
 * ends gets the full colour. `signed` is the table of -1..1 around 0.
 */
export function recentred(signed: Uint32Array, lo: number, hi: number, middle: number) {
  const reach = Math.max(hi - middle, middle - lo) || 1;
  const table = new Uint32Array(ENTRIES);
  for (let byte = 0; byte <= LEVELS; byte++) {
    const value = (lo + ((hi - lo) * byte) / LEVELS - middle) / reach;
    table[byte] = signed[Math.round(((value + 1) / 2) * LEVELS)]!;
  }
  table[HOLE] = signed[HOLE]!;
  return table;
}

/** The same table in two flat colours, changing at byte `edge`. */
export function twoTone(table: Uint32Array, edge: number): Uint32Array {
  const flat = new Uint32Array(ENTRIES);
  for (let byte = 0; byte <= LEVELS; byte++) flat[byte] = table[byte < edge ? 0 : LEVELS]!;
  flat[HOLE] = table[HOLE]!;
  return flat;
}

function divergingTable(negative: Lab, middle: Lab, positive: Lab): Uint32Array {
  const table = new Uint32Array(ENTRIES);
  for (let byte = 0; byte <= LEVELS; byte++) {
    const value = (2 * byte) / LEVELS - 1;
    const end = value < 0 ? negative : positive;
    table[byte] = pixel(mix(middle, end, Math.abs(value)));
  }
  table[HOLE] = pixel(middle);
  return table;
}

function ramp(from: Lab, to: Lab): Uint32Array {
  const table = new Uint32Array(ENTRIES);
  for (let byte = 0; byte <= LEVELS; byte++) table[byte] = pixel(mix(from, to, byte / LEVELS));
  table[HOLE] = pixel(from);
  return table;
}

/** Far from the panel's lightness, so that the whole ramp can be told apart. */
function strongEnd(hue: Lab, panel: Lab): Lab {
  return atLightness(hue, panel[0] > 0.5 ? 0.4 : 0.85);
}
