import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningElasticsearch } from './launch.ts';
import type { StartOptions } from './launch.ts';
import { type Ask, removeTrial, startTrial, trialOptions } from './trial-node.ts';

let options: StartOptions;
let node: RunningElasticsearch;
let ask: Ask;

beforeAll(async () => {
  options = await trialOptions();
  ({ node, ask } = await startTrial(options));
});

afterAll(async () => {
  await node?.stop();
  await removeTrial(options);
});

/** The terms that a chain given in place makes of a text. */
async function terms(text: string, chain: object): Promise<string[]> {
  const { body } = await ask('POST', '/_analyze', { text, ...chain });
  return (
    (body.tokens as { token: string }[] | undefined)?.map(({ token }) => token) ?? [JSON.stringify(body)]
  );
}

describe('token filters', () => {
  it.each([
    ['asciifolding', 'Amélie Łódź', ['Amelie', 'Lodz']],
    [{ type: 'asciifolding', preserve_original: true }, 'Amélie', ['Amelie', 'Amélie']],
    [{ type: 'stemmer', language: 'english' }, 'running dogs', ['run', 'dog']],
    [{ type: 'stemmer', language: 'light_english' }, 'foxes jumping quickly', ['fox', 'jump', 'quick']],
    [{ type: 'stemmer', language: 'porter2' }, 'generously dying', ['generous', 'die']],
    [{ type: 'stemmer', language: 'possessive_english' }, "king's speech", ['king', 'speech']],
    [{ type: 'stemmer', language: 'light_german' }, 'häuser', ['haus']],
    [{ type: 'stemmer', language: 'french' }, 'continuellement', ['continuel']],
    [{ type: 'snowball', language: 'Spanish' }, 'películas', ['pelicul']],
    ['porter_stem', 'relational', ['relat']],
    ['kstem', 'heroes', ['hero']],
    [{ type: 'edge_ngram', min_gram: 2, max_gram: 4 }, 'matrix', ['ma', 'mat', 'matr']],
    [{ type: 'edge_ngram', min_gram: 2, max_gram: 3, side: 'back' }, 'matrix', ['ix', 'rix']],
    [{ type: 'edge_ngram', max_gram: 2, preserve_original: true }, 'matrix', ['m', 'ma', 'matrix']],
    [{ type: 'ngram', min_gram: 2, max_gram: 3 }, 'neo', ['ne', 'neo', 'eo']],
    ['word_delimiter_graph', "Wi-Fi Spider-Man's SE7EN", ['Wi', 'Fi', 'Spider', 'Man', 'SE', '7', 'EN']],
    [{ type: 'word_delimiter_graph', catenate_all: true }, 'X-Men', ['XMen', 'X', 'Men']],
    ['elision', "l'avventura d'amour", ['avventura', 'amour']],
    [{ type: 'elision', articles: ['d'] }, "l'eau d'or", ["l'eau", 'or']],
    [{ type: 'shingle', output_unigrams: false }, 'blade runner two', ['blade runner', 'runner two']],
    ['unique', 'new york new york', ['new', 'york']],
    [{ type: 'length', min: 3, max: 5 }, 'a few good actors', ['few', 'good']],
    [{ type: 'truncate', length: 3 }, 'matrix', ['mat']],
    ['reverse', 'neo', ['oen']],
    ['apostrophe', "İstanbul'da", ['İstanbul']],
    ['decimal_digit', '٢٠٠١', ['2001']],
    [{ type: 'limit', max_token_count: 2 }, 'a b c', ['a', 'b']],
    [{ type: 'pattern_replace', pattern: '\\d', replacement: '#' }, 'se7en', ['se#en']],
    [{ type: 'lowercase', language: 'turkish' }, 'I', ['ı']],
    ['uppercase', 'heat', ['HEAT']],
    [{ type: 'stop', stopwords: '_english_' }, 'the matrix', ['matrix']],
  ])('%j reads %s', async (filter, text, expected) => {
    expect(await terms(text, { tokenizer: 'whitespace', filter: [filter] })).toEqual(expected);
  });

  it('protects keywords from the stemmer, and keeps both forms of a repeated one', async () => {
    const marked = { type: 'keyword_marker', keywords: ['running'] };
    expect(
      await terms('running jumping', { tokenizer: 'standard', filter: [marked, 'porter_stem'] }),
    ).toEqual(['running', 'jump']);
    const repeated = ['keyword_repeat', 'porter_stem', 'remove_duplicates'];
    expect(await terms('jumping cat', { tokenizer: 'standard', filter: repeated })).toEqual([
      'jumping',
      'jump',
      'cat',
    ]);
  });
});

describe('tokenizers and character filters', () => {
  it.each([
    ['keyword', 'The Thing', ['The Thing']],
    ['letter', "It's 2001", ['It', 's']],
    ['uax_url_email', 'mail me@example.org', ['mail', 'me@example.org']],
    [{ type: 'pattern', pattern: ',' }, 'a b,c', ['a b', 'c']],
    [{ type: 'path_hierarchy' }, '/a/b', ['/a', '/a/b']],
    [{ type: 'path_hierarchy', delimiter: '.', reverse: true }, 'a.b', ['a.b', 'b']],
    [{ type: 'edge_ngram', min_gram: 1, max_gram: 3, token_chars: ['letter'] }, 'up 2', ['u', 'up']],
    [{ type: 'ngram', min_gram: 2, max_gram: 2 }, 'abc', ['ab', 'bc']],
  ])('%j splits %s', async (tokenizer, text, expected) => {
    expect(await terms(text, { tokenizer })).toEqual(expected);
  });

  it.each([
    ['html_strip', '<b>Heat</b> &amp; dust', ['Heat', 'dust']],
    [{ type: 'html_strip', escaped_tags: ['b'] }, '<b>x</b>', ['b', 'x', 'b']],
    [
      { type: 'mapping', mappings: ['& => and', 'ß => ss', '\\u0020 => _'] },
      'Straße & co',
      ['Strasse_and_co'],
    ],
    [{ type: 'pattern_replace', pattern: '(\\d+)-(?=\\d)', replacement: '$1_' }, '12-34', ['12_34']],
  ])('%j cleans %s', async (filter, text, expected) => {
    expect(await terms(text, { tokenizer: 'standard', char_filter: [filter] })).toEqual(expected);
  });

  it('knows the analyser of a language', async () => {
    expect(await terms('the running dogs', { analyzer: 'english' }).catch(String)).toEqual(['run', 'dog']);
  });
});

describe('synonyms', () => {
  const index = (filter: object, chain: string[]) => ({
    settings: {
      analysis: {
        filter: { words: filter },
        analyzer: { titles: { tokenizer: 'standard', filter: chain } },
      },
    },
  });

  async function through(filter: object, chain: string[], text: string): Promise<string[]> {
    await ask('DELETE', '/synonyms?ignore_unavailable=true');
    const { status, body } = await ask('PUT', '/synonyms', index(filter, chain));
    if (status !== 200) throw new Error(JSON.stringify(body));
    const answer = await ask('POST', '/synonyms/_analyze', { analyzer: 'titles', text });
    return (answer.body.tokens as { token: string }[]).map(({ token }) => token).sort();
  }

  it.each(['synonym', 'synonym_graph'])('%s expands a group, and rules are read as text is', async (type) => {
    const rules = { type, synonyms: ['Sci-Fi, Science Fiction', 'WW2 => World War'] };
    const chain = ['lowercase', 'words'];
    expect(await through(rules, chain, 'SCI-FI')).toEqual(['fi', 'fiction', 'sci', 'science']);
    expect(await through(rules, chain, 'ww2')).toEqual(['war', 'world']);
  });

  it('reduces a group to its first where expand is off', async () => {
    const rules = { type: 'synonym_graph', expand: false, synonyms: ['movie, film, picture'] };
    expect(await through(rules, ['lowercase', 'words'], 'picture')).toEqual(['movie']);
  });

  it('refuses a rule that the chain empties, and lets it pass where lenient', async () => {
    const rules = { type: 'synonym_graph', synonyms: ['the => a film', 'heist, robbery'] };
    const chain = ['lowercase', 'stop', 'words'];
    await expect(through(rules, chain, 'heist')).rejects.toThrow(/failed to build synonyms/);
    expect(await through({ ...rules, lenient: true }, chain, 'heist')).toEqual(['heist', 'robbery']);
  });

  it('cannot read rules through n-grams', async () => {
    const rules = { type: 'synonym_graph', synonyms: ['a, b'] };
    await expect(through(rules, ['edge_ngram', 'words'], 'a')).rejects.toThrow(
      /cannot be used to parse synonyms/,
    );
  });
});

describe('limits', () => {
  it('allows in normalizers what works on characters, and nothing else', async () => {
    const normalizer = (filter: string) => ({
      settings: { analysis: { normalizer: { plain: { type: 'custom', filter: [filter] } } } },
    });
    expect((await ask('PUT', '/normal', normalizer('asciifolding'))).status).toBe(200);
    expect((await ask('PUT', '/stemmed', normalizer('porter_stem'))).status).toBe(400);
  });

  it('holds n-grams to index.max_ngram_diff', async () => {
    const grams = (settings: object) => ({
      settings: {
        ...settings,
        analysis: { filter: { grams: { type: 'ngram', min_gram: 1, max_gram: 4 } } },
      },
    });
    expect((await ask('PUT', '/narrow', grams({}))).status).toBe(400);
    expect((await ask('PUT', '/wide', grams({ 'index.max_ngram_diff': 3 }))).status).toBe(200);
  });

  it('refuses a codec that it could not write', async () => {
    const settings = { 'index.codec': 'best_compression' };
    expect((await ask('PUT', '/compressed', { settings })).status).toBe(400);
  });

  it('refuses an unknown stemmer', async () => {
    const settings = { analysis: { filter: { words: { type: 'stemmer', language: 'klingon' } } } };
    expect((await ask('PUT', '/klingon', { settings })).status).toBe(400);
  });
});
