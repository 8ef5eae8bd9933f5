/** English: the words of saving runs and of what was saved. */
import type { Card } from '../protocol';

const STATES: Record<Card['state'], string> = {
  running: 'training',
  paused: 'paused',
  finished: 'finished',
  diverged: 'diverged',
  interrupted: 'interrupted',
};

export const saved = {
  button: 'Save',
  help: 'Keep this run as it stands: its network, its curves, its settings',
  key: 'Save this run',
  dialog: {
    title: 'Save this run',
    done: 'Saved',
    close: 'Close',
    name: 'Name',
    note: 'Note',
    noteHint: 'What you tried, and what you saw',
    picture: 'Picture',
    noPicture: 'There is no picture yet.',
    save: 'Save',
    saving: 'Saving…',
    follows: 'It goes on training: what is saved follows it until it stops.',
    stands: (step: string) => `It is kept as it stands at step ${step}.`,
    link: 'Short link',
    linkHelp: 'Who opens it goes on from this run; what is saved stays as it is.',
    all: 'All saved runs',
    again: 'Back to the bench',
  },
  title: 'Saved runs',
  cannotOpen: 'This run cannot be opened',
  incomplete: 'The link of a saved run ends in eleven letters and digits: this one is not complete.',
  link: 'Saved',
  states: STATES,
};
