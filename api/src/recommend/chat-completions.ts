import type { ChatPort } from '@marquee/recommender/refined';
import { z } from 'zod';
import { limitedBody } from '#http/limited-body';

export interface ChatServer {
  /** Up to and with the version, such as `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
}

/** An order of twenty ids is short; whatever is longer is no answer. */
const MOST_TOKENS = 400;
const MOST_BYTES = 1_000_000;

const answerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
});

/**
 * Turns `{messages}` into a `POST …/chat/completions` as OpenAI describes it, which llama.cpp, Ollama, vLLM and others
 * speak too, and its answer into `{choices: [{message: {content}}]}`.
 * @throws Error when the server does not answer 200 with that form, answers too much, or the signal ends it.
 */
export function chatCompletions({ url, model, apiKey }: ChatServer): ChatPort {
  const endpoint = `${url.replace(/\/+$/, '')}/chat/completions`;
  return async (request, signal) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({ model, max_tokens: MOST_TOKENS, ...request }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`The language model's server answered ${String(response.status)}`);
    }
    return answerSchema.parse(JSON.parse(String(await limitedBody(response, MOST_BYTES))));
  };
}
