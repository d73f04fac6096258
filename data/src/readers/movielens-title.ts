import { frontArticle } from '#folding';

export interface ParsedTitle {
  readonly title: string;
  readonly originalTitle: string | null;
  readonly aliases: readonly string[];
  readonly year: number | null;
}

const YEAR = /\s*\((\d{4})(?:[–-](?:\d{4})?)?\)\s*$/;
const LAST_GROUP = /^(.*\S)\s+\(((?:[^()]|\([^()]*\))+)\)$/;
const ALSO_KNOWN = /^a\.?\s?k\.?\s?a\.?\s+/i;
/** A parenthesis that belongs to the title: parts and numbers, or what follows "or". */
const PART = /^(?:(?:part|parts|pt\.?|vol\.?|volume|episode|chapter|season|no\.)(?:\s|$)|(?:\d+|[ivx]+)$)/i;
const UNFINISHED = /(?:\b(?:or|and|of)|[:&-])$/i;

/**
 * `Matrix, The (1999)` → The Matrix, 1999;
 * `City of Lost Children, The (Cité des enfants perdus, La) (1995)` → The City of Lost Children, original La Cité …;
 * `Seven (a.k.a. Se7en) (1995)` → Seven, alias Se7en.
 * Of several foreign titles the last is taken as the original one, the others are aliases.
 */
export function parseMovieLensTitle(text: string): ParsedTitle {
  const yearText = YEAR.exec(text)?.[1];
  let rest = text.replace(YEAR, '').trim();
  const foreign: string[] = [];
  const known: string[] = [];
  for (let found = LAST_GROUP.exec(rest); found; found = LAST_GROUP.exec(rest)) {
    const [, before = '', group = ''] = found;
    if (PART.test(group) || UNFINISHED.test(before)) break;
    (ALSO_KNOWN.test(group) ? known : foreign).unshift(frontArticle(group.replace(ALSO_KNOWN, '')));
    rest = before.trim();
  }
  const title = frontArticle(rest);
  const originalTitle = foreign.pop() ?? null;
  const aliases = [...new Set([...known, ...foreign])].filter((alias) => alias !== '' && alias !== title);
  return {
    title,
    originalTitle: originalTitle === title ? null : originalTitle,
    aliases,
    year: yearText === undefined ? null : Number(yearText),
  };
}
