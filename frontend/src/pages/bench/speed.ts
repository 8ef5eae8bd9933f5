/** The speed slider: logarithmic from one step per second, with "as fast as it goes" at its end. */
export const SLOWEST = 1;
export const FASTEST = 5000;
/** The last part of the track means no limit. */
const LIMITED = 0.96;

/** Where `speed` stands on the track, 0..1; null is the end. */
export function shareOfSpeed(speed: number | null): number {
  if (speed === null) return 1;
  const clipped = Math.min(FASTEST, Math.max(SLOWEST, speed));
  return (LIMITED * Math.log(clipped / SLOWEST)) / Math.log(FASTEST / SLOWEST);
}

/** Steps per second at `share` of the track; null for as fast as it goes. */
export function speedAt(share: number): number | null {
  if (share > (1 + LIMITED) / 2) return null;
  const part = Math.min(1, Math.max(0, share) / LIMITED);
  return tidy(SLOWEST * (FASTEST / SLOWEST) ** part);
}

/** The next speed up or down; from the fastest down to the highest limit and back. */
export function nextSpeed(speed: number | null, count: number): number | null {
  if (!Number.isFinite(count)) return count < 0 ? SLOWEST : null;
  if (speed === null) return count < 0 ? FASTEST : null;
  if (speed >= FASTEST && count > 0) return null;
  const grown = tidy(speed * 10 ** (count / 10));
  return grown === speed ? Math.max(SLOWEST, speed + Math.sign(count)) : grown;
}

function tidy(speed: number): number {
  const grain = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, speed))) - 1);
  return Math.min(FASTEST, Math.max(SLOWEST, Math.round(speed / grain) * grain));
}
