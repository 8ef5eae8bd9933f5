/** A small lab for the tests of the page: two live controls, two that restart, two presets. */
import type { Control, LabPage } from './protocol';

export function aControl(name: string, change: Partial<Control> = {}): Control {
  return {
    ...{ name, label: name, symbol: '', unit: '', help: '', group: 'training', scale: 'linear' },
    ...{ default: 0, lo: 0, hi: 1, options: [], live: true, shown: [], hidden: false },
    ...{ pictures: false, ...change },
  } as Control;
}

export function aLab(): LabPage {
  const options = ['xor', 'moons'].map((value) => ({ value, label: value }));
  const controls = [
    aControl('lr', { label: 'Learning rate', symbol: 'η', scale: 'log', lo: 1e-4, hi: 3 }),
    aControl('lam', { default: 0, hi: 0.1 }),
    aControl('task', { scale: 'choice', default: 'xor', lo: null, hi: null, options, live: false }),
    aControl('width', { scale: 'int', default: 4, lo: 1, hi: 64, live: false }),
    aControl('widths', { scale: 'widths', default: [], lo: null, hi: null, live: false }),
    aControl('steps', { scale: 'log_int', default: 500, lo: 50, hi: 20000 }),
  ].map((each) => (each.name === 'lr' ? { ...each, default: 0.03 } : each));
  const words = {
    ...{ question: '', choices: [], because: '', look_for: '', tasks: [], compare: '' },
    ...{ claim: null, twin: {} },
  };
  return {
    ...{ id: 'mlp', title: 'Bend the boundary', lecture: 6, lesson: '', controls, places: [] },
    presets: [
      { name: 'first', title: 'First', config: { lr: 0.1 }, ...words },
      { name: 'moons', title: 'Moons', config: { task: 'moons' }, ...words },
    ],
    ...{ units: ['sample', 'batch', 'epoch'], speed: 80, trains: true },
    ...{ trains_when: {}, exclusive: false },
  };
}
