/** What the controls show: a weight's slider follows the training that moves it. */
import type { History } from '../../history';
import type { Config, Mark } from '../../panels/bench-view';
import type { Control } from '../../protocol';

export interface Followed {
  /** The values as the learner's hand has them. */
  values: Config;
  /** The values as the server has them: where both differ, the hand is still on the control. */
  config: Config;
  history: History;
  marks: Mark[];
}

/** `values`, with the newest number of its metric for every control that follows one, unless the
 * hand has moved it since that number was measured. */
export function followed(
  controls: Control[],
  { values, config, history, marks }: Followed,
): Config {
  const shown = { ...values };
  for (const { name, follows } of controls) {
    if (!follows || values[name] !== config[name]) continue;
    const { x, y } = history.column(follows);
    const [step, newest] = [x[x.length - 1] ?? -1, y[y.length - 1] ?? NaN];
    const moved = marks.some((mark) => mark.name === name && mark.step >= step);
    if (!Number.isNaN(newest) && !moved) shown[name] = Number(newest.toFixed(3));
  }
  return shown;
}
