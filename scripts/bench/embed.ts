import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AutoTokenizer, env } from '@huggingface/transformers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Environment } from '@marquee/contract/environment';
import { readCatalogue } from '../../data/src/demo/catalogue.ts';
import { EMBEDDING_MODEL } from '../../recommender/src/embedder-messages.ts';
import { TransformersEmbedder } from '../../recommender/src/embedder-transformers.ts';
import { embeddingTexts } from '../../recommender/src/movie-text.ts';
import { median, pairedRatio } from './figures.ts';
import type { Measured } from './figures.ts';

const TEXTS = 32;
const ROUNDS = 12;

/**
 * The embedder (tokens, worker thread, mean of the words, unit length) against ONNX Runtime alone, which gets the same
 * texts as ready tokens, one at a time as well: with 8-bit weights a text's vector would depend on its neighbours in a batch.
 */
export async function benchEmbedding({ EMBEDDING_MODEL_DIR, MARQUEE_DATA }: Environment): Promise<Measured> {
  const cacheDir = join(MARQUEE_DATA, 'models');
  const modelDir = EMBEDDING_MODEL_DIR ?? cacheDir;
  const texts = (await readCatalogue()).flatMap((film) => embeddingTexts({ ...film, tagline: null }));
  const embedder = new TransformersEmbedder({ modelDir, cacheDir, allowDownload: false });
  const runtime = {
    alone: await onnxAlone(modelDir, { allow_spinning: '0' }),
    'alone, as it comes': await onnxAlone(modelDir, {}),
  };
  const seconds = { marquee: [] as number[], alone: [] as number[], 'alone, as it comes': [] as number[] };
  const cpu = { marquee: [] as number[], alone: [] as number[], 'alone, as it comes': [] as number[] };
  try {
    for (let round = -1; round < ROUNDS; round++) {
      const own = Array.from(
        { length: TEXTS },
        (_, at) => texts[((round + 1) * TEXTS + at * 7) % texts.length]!,
      );
      const tokens = own.map(runtime.alone.tokens);
      for (const [name, work] of [
        ['marquee', () => embedder.embed(own)],
        ['alone', () => runtime.alone.run(tokens)],
        ['alone, as it comes', () => runtime['alone, as it comes'].run(tokens)],
      ] as const) {
        // The threads of a session that spins go on for a while after its last text.
        await pause(200);
        const [startedAt, before] = [performance.now(), process.cpuUsage()];
        await work();
        if (round < 0) continue; // The first round loads the model.
        const { user, system } = process.cpuUsage(before);
        seconds[name].push((performance.now() - startedAt) / 1000);
        cpu[name].push((user + system) / 1e6);
      }
    }
  } finally {
    await embedder.close();
  }
  return {
    figures: [
      {
        what: 'embedder over ONNX Runtime alone, throughput',
        value: pairedRatio(seconds.alone, seconds.marquee),
        aim: { atLeast: 0.95 },
      },
      { what: 'embedder over ONNX Runtime alone, CPU a text', value: pairedRatio(cpu.marquee, cpu.alone) },
      {
        what: 'embedder over ONNX Runtime alone with threads that spin, throughput',
        value: pairedRatio(seconds['alone, as it comes'], seconds.marquee),
      },
      {
        what: 'CPU of ONNX Runtime with threads that spin over without',
        value: pairedRatio(cpu['alone, as it comes'], cpu.alone),
      },
      { what: 'embedder', value: TEXTS / median(seconds.marquee), unit: 'texts a second' },
      { what: 'ONNX Runtime alone', value: TEXTS / median(seconds.alone), unit: 'texts a second' },
    ],
    details: { seconds, cpu },
  };
}

async function onnxAlone(modelDir: string, intraOp: Readonly<Record<string, string>>) {
  env.allowRemoteModels = false;
  env.localModelPath = modelDir;
  const tokenizer = await AutoTokenizer.from_pretrained(EMBEDDING_MODEL);
  const session = await InferenceSession.create(
    join(modelDir, EMBEDDING_MODEL, 'onnx/model_quantized.onnx'),
    { extra: { session: { intra_op: intraOp } } },
  );
  const tokens = (text: string): Record<string, Tensor> => {
    const encoded = tokenizer(text, { truncation: true }) as Record<
      string,
      { readonly data: BigInt64Array; readonly dims: readonly number[] }
    >;
    return Object.fromEntries(
      session.inputNames.map((name) => [name, new Tensor('int64', encoded[name]!.data, encoded[name]!.dims)]),
    );
  };
  return {
    tokens,
    run: async (all: readonly Record<string, Tensor>[]): Promise<void> => {
      for (const one of all) await session.run(one);
    },
  };
}
