/** A wait as somebody would say it. */
export function roughly(secs: number): string {
  if (secs < 50) return `${Math.max(5, Math.round(secs / 5) * 5)} seconds`;
  const minutes = Math.max(1, Math.round(secs / 60));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
