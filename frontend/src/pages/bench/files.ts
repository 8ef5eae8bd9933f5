/** What a report tells of the bench as it stands on the page. */
import { placeHolds, wholeConfig } from '../../config';
import type { Bench } from './bench.svelte';
import type { Told } from './report';

export function told(bench: Bench, title: string): Told {
  const { run, lab } = bench;
  const places = lab.places.filter((place) => placeHolds(place.shown, run.values));
  const panels = bench.forks.panelsOf(run);
  return {
    lab,
    title,
    address: location.href,
    step: run.step,
    config: run.values,
    usual: wholeConfig(lab, bench.preset),
    panels: places.flatMap(({ name }): Told['panels'] => {
      const panel = panels[name];
      const body = document.querySelector<HTMLElement>(`[data-panel="${name}"] .body`);
      return panel ? [[panel, body]] : [];
    }),
    history: bench.history,
    colours: bench.palette.colours,
  };
}
