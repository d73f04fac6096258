import { globSync, rmSync } from 'node:fs';

/**
 * Removes from the node_modules of an image what its platform never loads: ONNX Runtime's libraries for other systems
 * and for browsers. It carries all of them, some 400 MB.
 */
const NAPI = 'node_modules/onnxruntime-node/bin/napi-v*';
const kept = `${process.platform}/${process.arch}`;
const foreign = globSync(`${NAPI}/*/*`).filter((folder) => !folder.replaceAll('\\', '/').endsWith(kept));
const browser = globSync([
  'node_modules/onnxruntime-web',
  'node_modules/@huggingface/transformers/dist/*.wasm',
]);
for (const path of [...foreign, ...browser]) rmSync(path, { recursive: true, force: true });
console.log(`Removed ${foreign.length + browser.length} paths that ${kept} does not need`);
