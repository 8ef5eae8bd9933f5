/** A typed array with its shape, and the range its bytes stand for. */

/**
 * `data` in C order. A `Uint8Array` with `lo` and `hi` is quantised: byte b stands for
 * lo + (hi - lo) * b / 254, and 255 for "not a number".
 */
export interface Tensor {
  data: Uint8Array | Int32Array | Float32Array;
  shape: number[];
  lo: number | null;
  hi: number | null;
}

/** The byte that means "not a number"; drawn as hatching. */
export const HOLE = 255;
export const LEVELS = 254;

/** The number at flat index `at`; NaN for a hole or outside the array. */
export function valueAt(tensor: Tensor, at: number): number {
  const raw = tensor.data[at];
  if (raw === undefined) return NaN;
  if (tensor.lo === null || tensor.hi === null) return raw;
  return raw === HOLE ? NaN : tensor.lo + ((tensor.hi - tensor.lo) * raw) / LEVELS;
}

/** The array as bytes; an empty one where the sender chose another type. */
export function bytesOf(tensor: Tensor): Uint8Array {
  return tensor.data instanceof Uint8Array ? tensor.data : new Uint8Array(0);
}

/** The largest absolute value, at least `floor`; holes and NaN do not count. */
export function largest(values: ArrayLike<number>, floor = 0): number {
  let most = floor;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > most && size !== Infinity) most = size;
  }
  return most;
}
