/** The words of the gallery. */
export const words = {
  title: 'Gallery',
  blurb:
    'Every kind of picture and every state of a run, with numbers kept from real runs. ' +
    'Nothing trains here: what you do with a picture is written below it.',
  theme: 'Theme',
  themes: {
    light: 'Light',
    dark: 'Dark',
    contrast: 'High contrast',
    projector: 'Projector',
  },
  pictures: 'Pictures',
  states: 'States of a run',
  none: 'This build came without the kept pictures.',
  starting: {
    network_graph: 'Network',
    field2d: 'Decision boundary',
    line: 'Loss',
    stat: 'Now',
    table: 'Confusion counts',
  },
  reason: 'The learning rate is so large that every step overshoots the valley.',
  cure: 'Learning rate 0.03',
  failed: 'The lab stopped with an error in its own code.',
  traceback:
    'Traceback (most recent call last):\n  File "my_lab.py", line 41, in step\n' +
    'ZeroDivisionError: float division by zero',
} as const;
