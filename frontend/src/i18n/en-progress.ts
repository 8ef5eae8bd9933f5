/** English: the words of claims and of the learner's progress. */

export const claim = {
  title: 'What this run must show',
  atLeast: (label: string, bound: string) => `The ${label} reaches ${bound}.`,
  below: (label: string, bound: string) => `The ${label} is below ${bound}.`,
  fallsBy: (label: string, percent: number) => `The ${label} falls by ${percent}\u00a0%.`,
  lowerThan: (label: string, other: string) => `The ${label} is lower than the ${other}.`,
  after: (step: number) => ` Looked at from step ${step} on.`,
  now: (value: string) => `Now ${value}.`,
  held: (label: string, value: string, step: number) =>
    `It does: ${label} ${value} at step ${step}.`,
  heldBefore: (label: string, value: string, step: number) =>
    `It did, as the preset sets it: ${label} ${value} at step ${step}.`,
  hand: 'Change something with your own hand, and watch.',
  other:
    'You changed the controls, so this is another run. Back to the preset, it is looked at again.',
  ticked: 'This topic is ticked off.',
  unanswered: 'Answer the question above, and the topic is ticked off.',
};

const METRICS: Record<string, string> = {
  loss: 'loss of a batch',
  train_loss: 'loss on the training examples',
  test_loss: 'loss on the test examples',
  train_accuracy: 'accuracy on the training examples',
  test_accuracy: 'accuracy on the test examples',
  test_r2: 'R² on the test examples',
  purity: 'purity of the groups',
  analogies: 'share of analogies found',
  average: 'plain average',
  corrected: 'corrected average',
};

/** A metric within a sentence; those of a racer end with its name. */
export function metricOf(name: string): string {
  const [kind = '', racer = ''] = name.split(/_(.*)/s);
  return METRICS[name] ?? (racer ? `${kind} of ${racer.replaceAll('_', ' ')}` : name);
}

export const progress = {
  title: 'Your progress',
  done: (done: number, open: number) => `${done} of ${open} topics ticked off.`,
  where: 'It is kept in this browser only; the server knows nothing of it.',
  save: 'Save as a file',
  load: 'Load a file',
  loaded: 'The file was added to what is here.',
  forget: 'Forget all',
  sure: 'Really forget all answers and ticks?',
  keep: 'Keep them',
  forgotten: 'All answers and ticks are forgotten.',
  unread: 'The file could not be read: choose it again.',
  file: {
    long: 'A file of progress has at most 1 MB; this one is longer. Choose one saved here.',
    json: 'A file of progress is JSON with named parts; this one is not. Choose one saved here.',
    other: 'This is JSON, but no progress of Tinkernet. Choose a file saved here.',
    version: (own: number, came: string) =>
      `A file of progress has version ${own}; this one has ${came.slice(0, 20)}. Save it again.`,
    part: (name: string) =>
      `A file of progress has no part called “${name.slice(0, 40)}”. Choose one saved here.`,
    wrong: (name: string) =>
      `The part “${name}” of this file is not as it was saved. Choose an unchanged file.`,
  },
};
