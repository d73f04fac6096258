import { parentPort, workerData } from 'node:worker_threads';
import { AutoModel, AutoTokenizer, env } from '@huggingface/transformers';
import { CLOSE, EMBEDDING_DIMENSIONS, EMBEDDING_MODEL } from '#embedder-messages';
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
async function load() {
  const [tokenizer, model] = await Promise.all([
    AutoTokenizer.from_pretrained(EMBEDDING_MODEL),
    AutoModel.from_pretrained(EMBEDDING_MODEL, { dtype: 'q8', session_options }),
  ]);
  return { tokenizer, model };
}
let loaded: ReturnType<typeof load> | undefined;

/** One text at a time: with 8-bit weights the scale is per batch, so a text's vector would depend on its neighbours. */
async function embed(texts: readonly string[]): Promise<Float32Array[]> {
  const { tokenizer, model } = await loaded!;
  const vectors: Float32Array[] = [];
  for (const text of texts) {
    const tokens = tokenizer(text, { truncation: true }) as Readonly<Record<string, unknown>>;
    const { last_hidden_state: output } = (await model(tokens)) as {
      readonly last_hidden_state: { readonly data: Float32Array };
    };
    vectors.push(meanOf(output.data));
  }
  return vectors;
}

/**
 * The mean of the words' vectors, which lie one after the other, at unit length. By the library's own tensors this took a
 * fifteenth of what the network takes.
 */
function meanOf(words: Float32Array): Float32Array {
  const sum = new Float64Array(EMBEDDING_DIMENSIONS);
  for (let from = 0; from < words.length; from += EMBEDDING_DIMENSIONS)
    for (let j = 0; j < EMBEDDING_DIMENSIONS; j++) sum[j]! += words[from + j]!;
  let squares = 0;
  for (const value of sum) squares += value * value;
  const norm = Math.sqrt(squares);
  return Float32Array.from(sum, (value) => value / norm);
}

async function answer({ id, texts }: EmbedRequest): Promise<EmbedAnswer> {
  try {
    loaded ??= load();
    await loaded;
  } catch (error) {
    loaded = undefined;
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
    await (await loaded?.catch(() => undefined))?.model.dispose();
    parentPort!.close();
  });
});
