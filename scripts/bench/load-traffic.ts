import { ask, newAccount, someFilms } from './ask.ts';
import type { Account } from './ask.ts';
import type { Target } from './target.ts';

/** What people do, and how often in a hundred requests. */
export const MIX = { search: 30, browse: 35, recommend: 25, rate: 10 } as const;
export type Kind = keyof typeof MIX;
export const KINDS = Object.keys(MIX) as readonly Kind[];

/** What falls to a number from 0 to 1. */
export function kindAt(share: number): Kind {
  let left = share * Object.values(MIX).reduce((sum, value) => sum + value, 0);
  for (const kind of KINDS) {
    left -= MIX[kind];
    if (left < 0) return kind;
  }
  return KINDS.at(-1)!;
}

export interface Traffic {
  /** Sends one request and reads its answer. @throws Error for an answer of 400 or more. */
  readonly send: (kind: Kind, random: () => number) => Promise<void>;
  /** Deletes the accounts. */
  readonly end: () => Promise<void>;
}

const PEOPLE = 24;
const FILMS = 600;
const FIRST_RATINGS = 12;
const WORDS = [
  'heist', 'space', 'ghost', 'wedding', 'boxer', 'robot', 'island', 'detective', 'war', 'jazz', 'vampire', 'school',
  'train', 'dog', 'prison', 'king', 'summer', 'murder', 'paris', 'toys', 'dragon', 'desert', 'comedy', 'love', 'alien',
] as const; // prettier-ignore
const pick = <T>(values: readonly T[], random: () => number): T =>
  values[Math.floor(random() * values.length)]!;

/** People with some ratings each, who search, browse (half of it in the web app), rate, and look at recommendations. */
export async function startTraffic({ api, web, environment }: Target): Promise<Traffic> {
  const films = await someFilms(api, FILMS);
  const people: Account[] = [];
  const rate = async (person: Account, movieId: number, rating: number): Promise<void> => {
    const { headers } = person;
    await ask(`${api}/v1/me/ratings/${String(movieId)}`, { method: 'PUT', headers, body: { rating } });
  };
  const end = async (): Promise<void> => {
    // What was measured for half an hour is worth more than an account.
    for (const person of people)
      await person.remove().catch((error: unknown) => console.error('An account was left behind:', error));
  };
  try {
    for (let at = 0; at < PEOPLE; at++) {
      const person = await newAccount({ api, environment });
      people.push(person);
      for (let k = 0; k < FIRST_RATINGS; k++)
        await rate(person, films[(at * 31 + k * 17) % films.length]!, 1 + ((at + k) % 9) / 2);
    }
  } catch (error) {
    await end();
    throw error;
  }
  const doing: Readonly<Record<Kind, (random: () => number) => Promise<unknown>>> = {
    search: (random) => {
      const words = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(WORDS, random));
      const mode = random() < 0.3 ? 'text' : 'hybrid';
      return ask(`${api}/v1/search?${new URLSearchParams({ q: words.join(' '), mode }).toString()}`);
    },
    browse: (random) => {
      // The better known half is looked at more often.
      const id = String(films[Math.floor(random() ** 2 * films.length)]!);
      const page = random();
      if (page < 0.3) return ask(`${web}/movies/${id}`);
      if (page < 0.5) return ask(`${web}/search?q=${pick(WORDS, random)}`);
      if (page < 0.75) return ask(`${api}/v1/movies/${id}`);
      return ask(`${api}/v1/movies/${id}/similar`);
    },
    recommend: (random) => ask(`${api}/v1/me/recommendations`, { headers: pick(people, random).headers }),
    rate: (random) => rate(pick(people, random), pick(films, random), (1 + Math.floor(random() * 10)) / 2),
  };
  return {
    send: async (kind, random) => {
      await doing[kind](random);
    },
    end,
  };
}
