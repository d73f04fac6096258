import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly temperature: number;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
}

/** What the model does when it is asked: answers with a content, with a status alone, with any text, or never. */
export type Manner =
  | { readonly content: (ids: readonly number[]) => string }
  | { readonly status: number }
  | { readonly text: string }
  | 'silent';

export interface LanguageModel {
  readonly url: string;
  /** What it was asked, latest last. */
  readonly asked: Asked[];
  behave(manner: Manner): void;
  close(): Promise<void>;
}

/** A server on loopback that speaks OpenAI's `/chat/completions`. */
export async function aLanguageModel(): Promise<LanguageModel> {
  const asked: Asked[] = [];
  let manner: Manner = 'silent';
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Asked['body'];
      asked.push({ authorization: request.headers.authorization, body });
      if (request.url !== '/v1/chat/completions') response.writeHead(404).end();
      else if (manner === 'silent') return;
      else if ('status' in manner) response.writeHead(manner.status).end('{"error":"no"}');
      else if ('text' in manner) response.end(manner.text);
      else
        response.end(
          JSON.stringify({
            choices: [{ message: { role: 'assistant', content: manner.content(idsIn(body)) } }],
          }),
        );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v1`,
    asked,
    behave: (next) => {
      manner = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The films to reorder, as `1990001: Groundhog Day (1993)` a line. */
const idsIn = ({ messages }: Asked['body']): number[] =>
  [
    ...messages
      .map(({ content }) => content)
      .join('\n')
      .matchAll(/^(\d+): /gm),
  ].map((match) => Number(match[1]));
