// TensorFlow Playground's own nn.ts, timed in Node as its page uses it.
//
// Usage: node playground.mjs <nn.ts> <folder with the typescript package> <folder for the script>
// Reads one line of JSON {points, shape, picture, secs} at a time, answers one line {rate}: epochs
// per second, with `picture` each followed by the page's work for its pictures.

import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const BATCH = 10;
const DENSITY = 100;
const RATE = 0.03;
const WARM_SECS = 0.5;

const [source, packages, folder] = process.argv.slice(2);
const nn = await transpiled();
const nets = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  console.log(JSON.stringify({ rate: rate(job) }));
}

async function transpiled() {
  const typescript = createRequire(join(packages, 'package.json'))('typescript');
  const compilerOptions = { module: 'ESNext', target: 'ES2022', useDefineForClassFields: false };
  const { outputText } = typescript.transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions,
  });
  const script = join(folder, 'nn.mjs');
  writeFileSync(script, outputText);
  return import(pathToFileURL(script).href);
}

function rate({ points, shape, picture, secs }) {
  const key = shape.join('-');
  if (!nets.has(key)) nets.set(key, build(shape));
  const { net, boundary } = nets.get(key);
  const frame = () => {
    epoch(net, points);
    if (picture) draw(net, boundary);
  };
  repeated(frame, WARM_SECS);
  return repeated(frame, secs);
}

/** How often a second `frame` runs. */
function repeated(frame, secs) {
  const start = performance.now();
  let count = 0;
  let took = 0;
  while (took < secs * 1000) {
    frame();
    count += 1;
    took = performance.now() - start;
  }
  return (count / took) * 1000;
}

function build(shape) {
  const tanh = nn.Activations.TANH;
  const net = nn.buildNetwork(shape, tanh, tanh, null, ['x', 'y']);
  const boundary = {};
  nn.forEachNode(net, true, (node) => {
    boundary[node.id] = Array.from({ length: DENSITY }, () => new Array(DENSITY));
  });
  return { net, boundary };
}

/** What the page's oneStep does, without its two measurements of the loss. */
function epoch(net, points) {
  points.forEach(([x, y, label], i) => {
    nn.forwardProp(net, [x, y]);
    nn.backProp(net, label, nn.Errors.SQUARE);
    if ((i + 1) % BATCH === 0) nn.updateWeights(net, RATE, 0);
  });
}

/** What the page's updateDecisionBoundary does: every node's output on the whole grid. */
function draw(net, boundary) {
  for (let i = 0; i < DENSITY; i++) {
    for (let j = 0; j < DENSITY; j++) {
      const x = -6 + (12 * i) / (DENSITY - 1);
      const y = 6 - (12 * j) / (DENSITY - 1);
      nn.forwardProp(net, [x, y]);
      nn.forEachNode(net, true, (node) => {
        boundary[node.id][i][j] = node.output;
      });
    }
  }
}
