/** The order of the controls: by group, seeds last, neighbouring switches together. */
import type { Control } from '../protocol';

/** Some switches in a row that share the first words of their labels, or one other control. */
export interface Item {
  kind: 'switches' | 'one';
  key: string;
  /** The shared words; empty for a single control. */
  label: string;
  controls: Control[];
}

export interface Group {
  name: Control['group'];
  items: Item[];
}

const GROUPS: Control['group'][] = ['data', 'network', 'training', 'regularisation', 'view'];
const FEWEST = 3;

/** Empty groups are left out. */
export function groupsOf(controls: Control[]): Group[] {
  return GROUPS.map((name) => {
    const members = controls.filter((each) => each.group === name);
    const seeds = members.filter((each) => isSeed(each));
    return { name, items: itemsOf([...members.filter((each) => !isSeed(each)), ...seeds]) };
  }).filter((group) => group.items.length > 0);
}

function isSeed(control: Control): boolean {
  return control.name === 'seed' || control.name.endsWith('_seed');
}

function itemsOf(controls: Control[]): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < controls.length;) {
    const row = switchesFrom(controls, at);
    const taken = row.length >= FEWEST ? row : controls.slice(at, at + 1);
    const kind = row.length >= FEWEST ? 'switches' : 'one';
    const label = kind === 'switches' ? firstWord(taken[0]) : '';
    items.push({ kind, key: taken[0]?.name ?? '', label, controls: taken });
    at += taken.length;
  }
  return items;
}

/** The switches from `at` on whose labels begin with the same word. */
function switchesFrom(controls: Control[], at: number): Control[] {
  const word = firstWord(controls[at]);
  const rest = controls.slice(at);
  const end = rest.findIndex((each) => each.scale !== 'switch' || firstWord(each) !== word);
  return end < 0 ? rest : rest.slice(0, end);
}

function firstWord(control: Control | undefined): string {
  return control?.label.split(' ')[0] ?? '';
}
