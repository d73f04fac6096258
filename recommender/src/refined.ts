import type { HistoryItem, Scored } from '#model';

/** Asks an OpenAI-compatible `/chat/completions`; the adapter over HTTP is given by the process that may use a network. */
export type ChatPort = (
  request: {
    readonly messages: readonly { readonly role: 'system' | 'user'; readonly content: string }[];
    readonly temperature: 0;
  },
  signal: AbortSignal,
) => Promise<{ readonly choices: readonly { readonly message: { readonly content: string | null } }[] }>;

export interface RefineOptions {
  readonly chat: ChatPort;
  /** Title with year of a movie, for the model to read. */
  readonly titleOf: (movieId: number) => string | undefined;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface Refined<Item> {
  readonly items: readonly Item[];
  /** Why the order is the one it was before; absent when the model's order was taken. */
  readonly fallback?: 'not-asked' | 'timeout' | 'failed' | 'bad-answer';
}

/** Only so many are shown to the model and reordered; the rest stays below them. */
const HEAD = 20;
/** A person with more ratings is known better by the blend. */
const MOST_RATINGS = 30;
const LIKED_SHOWN = 15;
const SYSTEM =
  'You reorder film recommendations for one person. Answer with JSON only: {"order": [ids]}, every given id once, the best first.';

/**
 * Reorders the first twenty by a language model. The answer must hold the given ids, each once, and no other: anything
 * else, an error or a delay leaves the order as it was. Scores stay with their movies and no longer fall with the place.
 */
export async function refine<Item extends Scored>(
  items: readonly Item[],
  history: readonly HistoryItem[],
  { chat, titleOf, timeoutMs = 4000, signal }: RefineOptions,
): Promise<Refined<Item>> {
  const head = items.slice(0, HEAD);
  if (head.length < 2 || history.length === 0 || history.length > MOST_RATINGS)
    return { items, fallback: 'not-asked' };
  const timeout = AbortSignal.timeout(timeoutMs);
  const both = signal ? AbortSignal.any([signal, timeout]) : timeout;
  let content: string | null | undefined;
  try {
    const messages = [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: question(head, history, titleOf) },
    ] as const;
    const answer = await Promise.race([chat({ messages, temperature: 0 }, both), rejected(both)]);
    content = answer.choices[0]?.message.content;
  } catch {
    signal?.throwIfAborted();
    return { items, fallback: timeout.aborted ? 'timeout' : 'failed' };
  }
  const order = orderIn(content);
  const byId = new Map(head.map((item) => [item.movieId, item]));
  if (
    !order ||
    order.length !== head.length ||
    new Set(order).size !== head.length ||
    !order.every((id) => byId.has(id))
  ) {
    return { items, fallback: 'bad-answer' };
  }
  return { items: [...order.map((id) => byId.get(id)!), ...items.slice(HEAD)] };
}

function question(
  head: readonly Scored[],
  history: readonly HistoryItem[],
  titleOf: RefineOptions['titleOf'],
): string {
  const name = (movieId: number): string => titleOf(movieId) ?? `film ${movieId}`;
  const rated = [...history]
    .sort((a, b) => b.rating - a.rating || b.time - a.time)
    .slice(0, LIKED_SHOWN)
    .map(({ movieId, rating }) => `${rating} stars: ${name(movieId)}`);
  return [
    'The person rated:',
    ...rated,
    '',
    'Reorder:',
    ...head.map(({ movieId }) => `${movieId}: ${name(movieId)}`),
  ].join('\n');
}

/** `{"order": [3, 1]}`, also when the model wraps it in words or a code block. */
function orderIn(content: string | null | undefined): number[] | undefined {
  const json = /\{[^{}]*\}/.exec(content ?? '')?.[0];
  try {
    const { order } = JSON.parse(json ?? '') as { order?: unknown };
    return Array.isArray(order) && order.every(Number.isInteger) ? (order as number[]) : undefined;
  } catch {
    return undefined;
  }
}

function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
