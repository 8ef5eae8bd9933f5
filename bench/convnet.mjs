// ConvNetJS training the same net: prints pictures per second. Arguments: folder, pictures, batch.
import { createRequire } from 'node:module';

const [folder, pictures, batch] = process.argv.slice(2);
const convnetjs = createRequire(import.meta.url)(folder);

const net = new convnetjs.Net();
net.makeLayers([
  { type: 'input', out_sx: 28, out_sy: 28, out_depth: 1 },
  { type: 'conv', sx: 5, filters: 8, stride: 1, pad: 2, activation: 'relu' },
  { type: 'pool', sx: 2, stride: 2 },
  { type: 'conv', sx: 5, filters: 16, stride: 1, pad: 2, activation: 'relu' },
  { type: 'pool', sx: 2, stride: 2 },
  { type: 'softmax', num_classes: 10 },
]);
const trainer = new convnetjs.Trainer(net, { method: 'adadelta', batch_size: Number(batch) });

const images = Array.from({ length: 64 }, () => {
  const image = new convnetjs.Vol(28, 28, 1, 0);
  for (let i = 0; i < image.w.length; i++) image.w[i] = Math.random();
  return image;
});
const train = (count) => {
  for (let i = 0; i < count; i++) trainer.train(images[i % images.length], i % 10);
};

train(32);
const start = process.hrtime.bigint();
train(Number(pictures));
console.log((Number(pictures) * 1e9) / Number(process.hrtime.bigint() - start));
