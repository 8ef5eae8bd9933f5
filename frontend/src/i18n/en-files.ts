/** English: the words of taking a run home. */
export const files = {
  title: 'Take the run home',
  making: 'The run is replayed and written down …',
  made: (name: string) => `Saved: ${name}`,
  names: {
    script: 'PyTorch script',
    notebook: 'Notebook',
    weights: 'Weights',
    onnx: 'Net as ONNX',
    report: 'Report',
  },
  what: {
    script: 'A short program that reproduces the losses of this run to 1e-6, with its data.',
    notebook: 'The same for Jupyter, with a word on each step.',
    weights: 'What was learnt, as safetensors.',
    onnx: 'The trained net, for other programs.',
    report: 'Settings, curves and pictures in one HTML page.',
  },
  file: {
    line: (lab: string, step: number, when: string) => `${lab}, step ${step} · ${when}`,
    controls: 'Controls',
  },
};
