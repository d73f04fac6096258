import { parentPort, workerData } from 'node:worker_threads';
import { env, pipeline } from '@huggingface/transformers';
import { CLOSE, EMBEDDING_MODEL } from '#embedder-messages';
import type { EmbedAnswer, EmbedderSettings, EmbedRequest } from '#embedder-messages';

const { modelDir, cacheDir, allowDownload } = workerData as EmbedderSettings;
env.allowRemoteModels = modelDir === undefined && allowDownload;
env.allowLocalModels = modelDir !== undefined;
if (modelDir !== undefined) env.localModelPath = modelDir;
else env.cacheDir = cacheDir;

/**
 * ONNX Runtime's threads wait by spinning unless told otherwise: on a busy machine a text then cost twice the CPU and
 * three times the wait (two cores, load 6: 18 → 9 ms of CPU, 31 → 9 ms), and a search's other requests went short.
 */
const session_options = { extra: { session: { intra_op: { allow_spinning: '0' } } } };
const load = () => pipeline('feature-extraction', EMBEDDING_MODEL, { dtype: 'q8', session_options });
let extractor: ReturnType<typeof load> | undefined;

/** One text at a time: with 8-bit weights the scale is per batch, so a text's vector would depend on its neighbours. */
async function embed(texts: readonly string[]): Promise<Float32Array[]> {
  const model = await extractor!;
  const vectors: Float32Array[] = [];
  for (const text of texts) {
    const output = await model(text, { pooling: 'mean', normalize: true });
    vectors.push(Float32Array.from(output.data as Float32Array));
  }
  return vectors;
}

async function answer({ id, texts }: EmbedRequest): Promise<EmbedAnswer> {
  try {
    extractor ??= load();
    await extractor;
  } catch (error) {
    extractor = undefined;
    return { id, failure: String(error), unavailable: true };
  }
  try {
    return { id, vectors: await embed(texts) };
  } catch (error) {
    return { id, failure: String(error), unavailable: false };
  }
}

let queue = Promise.resolve();
parentPort!.on('message', (request: EmbedRequest | typeof CLOSE) => {
  queue = queue.then(async () => {
    if (request !== CLOSE) return parentPort!.postMessage(await answer(request));
    await (await extractor?.catch(() => undefined))?.dispose();
    parentPort!.close();
  });
});
