/** Which run a bench comes back to: a saved one, or that of before the page was loaded again. */
let isFirst = true;
let brought: { lab: string; run: string } | null = null;

/** The next bench of this lab joins the run instead of beginning one. */
export function bring(lab: string, run: string): void {
  brought = { lab, run };
}

/** Remembers the run under the lab and the address that would re-create it, whenever the page is
 * left; the returned function ends that. `run`: its id, empty for one not to come back to. */
export function noteOnLeaving(lab: string, run: () => string): () => void {
  const note = () => put(lab, JSON.stringify({ run: run(), hash: location.hash }));
  addEventListener('pagehide', note);
  return () => removeEventListener('pagehide', note);
}

/** The run to come back to: the one that was brought here; else only straight after a reload, and
 * only at the same address. */
export function runBefore(lab: string): string | undefined {
  const run = brought?.lab === lab ? brought.run : undefined;
  brought = null;
  if (run) isFirst = false;
  if (run || !isFirst) return run;
  isFirst = false;
  const [entry] = performance.getEntriesByType?.('navigation') ?? [];
  if ((entry as PerformanceNavigationTiming | undefined)?.type !== 'reload') return undefined;
  try {
    const noted = JSON.parse(sessionStorage.getItem(`run:${lab}`) ?? '{}') as Partial<
      Record<'run' | 'hash', string>
    >;
    return noted.hash === location.hash && /^[0-9a-f]{32}$/.test(noted.run ?? '')
      ? noted.run
      : undefined;
  } catch {
    return undefined;
  }
}

function put(lab: string, text: string): void {
  try {
    sessionStorage.setItem(`run:${lab}`, text);
  } catch {
    // A tab without storage begins again after a reload, as it always did.
  }
}
