import { parseEnvironment } from '@marquee/contract/environment';
import { describe, expect, it } from 'vitest';
import { EmbedderUnavailable, withCache } from '#embedder';
import type { Embedder } from '#embedder';
import { fakeEmbedder } from '#embedder-fake';
import { TransformersEmbedder } from '#embedder-transformers';

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((dot, value, at) => dot + value * b[at]!, 0);
const TEXTS = [
  'A toy cowboy is jealous of a space ranger',
  'Toys come to life and a cowboy doll envies an astronaut',
  'A shark attacks a beach town',
];

it('the fake puts texts with common words near each other', async () => {
  const [toys, moreToys, shark] = await fakeEmbedder().embed(TEXTS);
  expect(cosine(toys!, toys!)).toBeCloseTo(1, 5);
  expect(cosine(toys!, moreToys!)).toBeGreaterThan(cosine(moreToys!, shark!));
});

it('the cache asks once for a text and forgets the oldest', async () => {
  const asked: string[] = [];
  const fake = fakeEmbedder();
  const counting: Embedder = {
    ...fake,
    embed: (texts, options) => (asked.push(...texts), fake.embed(texts, options)),
  };
  const cached = withCache(counting, 2);
  const [first] = await cached.embed(['a', ' a ', 'b']);
  expect(await cached.embed(['a'])).toEqual([first]);
  expect(asked).toEqual(['a', 'b']);
  await cached.embed(['c']);
  await cached.embed(['b']);
  expect(asked).toEqual(['a', 'b', 'c', 'b']);
});

it('says what to set when the model is missing', async () => {
  const embedder = new TransformersEmbedder({
    modelDir: '/nowhere',
    cacheDir: '/nowhere',
    allowDownload: false,
  });
  await expect(embedder.embed(['a'])).rejects.toThrow(EmbedderUnavailable);
  await expect(embedder.embed(['a'])).rejects.toThrow(/EMBEDDING_MODEL_DIR/);
  await embedder.close();
});

const modelDir = parseEnvironment().EMBEDDING_MODEL_DIR;
describe.runIf(modelDir)('all-MiniLM-L6-v2', () => {
  it('understands, whatever stands beside a text, and leaves the event loop free', async () => {
    const embedder = new TransformersEmbedder({ modelDir, cacheDir: '', allowDownload: false });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const [toys, moreToys, shark] = await embedder.embed(TEXTS);
    clearInterval(timer);
    expect(toys).toHaveLength(384);
    expect(cosine(toys!, toys!)).toBeCloseTo(1, 4);
    expect(cosine(toys!, moreToys!)).toBeGreaterThan(cosine(toys!, shark!) + 0.3);
    expect((await embedder.embed([TEXTS[0]!]))[0]).toEqual(toys);
    expect(ticks).toBeGreaterThan(2);
    await embedder.close();
  });

  it('stops when told, finishes what it has when it is closed, and starts again', async () => {
    const embedder = new TransformersEmbedder({ modelDir, cacheDir: '', allowDownload: false });
    const stop = new AbortController();
    const long = embedder.embed(Array<string>(500).fill('a film'), {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(long).rejects.toThrow('enough');
    const last = embedder.embed(['a', 'b']);
    await embedder.close();
    expect(await last).toHaveLength(2);
    expect(await embedder.embed(['a'])).toHaveLength(1);
    await embedder.close();
  });
});
