import { env, pipeline } from '@huggingface/transformers';

/** Downloads a model from the hub into a folder: `node download-model.ts NAME FOLDER`; exit code 1 when it fails. */
const [model, folder] = process.argv.slice(2);
const CONNECT_WITHIN_MS = 6000;

// A hub behind a closed wall answers never rather than no.
await fetch(env.remoteHost, { method: 'HEAD', signal: AbortSignal.timeout(CONNECT_WITHIN_MS) });
env.allowLocalModels = false;
env.cacheDir = folder!;
await pipeline('feature-extraction', model!, { dtype: 'q8' });
