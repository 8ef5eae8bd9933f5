/** The path of a sparkline in a box of 100 x 24. */
const WIDTH = 100;
const HEIGHT = 24;
const MARGIN = 2;
const DECADE = 10;

/** Numbers that are not finite end the curve at the top. */
export function sparkline(values: number[]): string {
  const finite = values.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return '';
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const log = low > 0 && high / low > DECADE;
  const scale = (value: number) => (log ? Math.log(value) : value);
  const span = scale(high) - scale(low) || 1;
  const points = values.map((value, i) => {
    const x = (WIDTH * i) / Math.max(1, values.length - 1);
    const share = Number.isFinite(value) ? (scale(value) - scale(low)) / span : 1;
    return `${round(x)} ${round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN))}`;
  });
  return `M${points.join('L')}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
