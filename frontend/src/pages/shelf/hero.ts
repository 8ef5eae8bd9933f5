/** Which runs the top of the shelf shows. */
import { placeHolds, wholeConfig } from '../../config';
import type { Config } from '../../panels/bench-view';
import type { CourseTree, LabPage, Preset } from '../../protocol';

/** Boundaries that bend say at a glance what can be done here. */
const SHOWN = 'mlp';

/** The lab at the top of the shelf: that one, or the first of the course that can be tried. */
export function heroLab(course: CourseTree): string | null {
  const topics = course.lectures.flatMap(({ sections }) => sections.flatMap((each) => each.topics));
  const labs = topics.flatMap(({ lab }) => (lab ? [lab] : []));
  return labs.includes(SHOWN) ? SHOWN : (labs[0] ?? null);
}

/** `config`: weights of its own, so that only the shelf's pages share this run. */
export interface Showpiece {
  preset: Preset;
  panel: string;
  config: Config;
}

/** Up to `most` presets with a plane to look at, each of other data. */
export function showpieces(lab: LabPage, most: number): Showpiece[] {
  const pieces: Showpiece[] = [];
  const data = new Set<string>();
  for (const preset of lab.presets) {
    const config = wholeConfig(lab, preset.name);
    const place = lab.places.find(
      (each) => each.kind === 'field2d' && placeHolds(each.shown, config),
    );
    const task = String(config['task'] ?? preset.name);
    if (!place || data.has(task)) continue;
    data.add(task);
    pieces.push({ preset, panel: place.name, config: ownWeights(lab) });
  }
  return pieces.slice(0, most);
}

function ownWeights(lab: LabPage): Config {
  const seed = lab.controls.find((each) => each.name === 'weights_seed')?.default;
  return typeof seed === 'number' ? { weights_seed: seed + 1 } : {};
}
