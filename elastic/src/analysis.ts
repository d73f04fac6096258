import type { estypes } from '@elastic/elasticsearch';
import { PLOT_SYNONYMS } from '#plot-synonyms';

/**
 * Analysers of the movie index. Only components that the full distribution and the embedded server both have, under the
 * same names and settings (see elastic/embedded/README.md).
 */
export const MOVIE_ANALYSIS: estypes.IndicesIndexSettingsAnalysis = {
  char_filter: {
    // "wall·e", "Wall-E" and "wall e" are one; an apostrophe joins ("ocean's" → "oceans").
    joints: {
      type: 'mapping',
      mappings: ['· => \\u0020', '’ => ', "' => ", '& => \\u0020and\\u0020', '½ => \\u00201/2'],
    },
  },
  filter: {
    english_stemmer: { type: 'stemmer', language: 'light_english' },
    english_possessive: { type: 'stemmer', language: 'possessive_english' },
    plot_synonyms: { type: 'synonym_graph', synonyms: [...PLOT_SYNONYMS], lenient: true },
    english_stop: { type: 'stop', stopwords: '_english_' },
    // "The WALL·E" and "wall e" become "walle": a title as one string, for slips across words.
    without_article: {
      type: 'pattern_replace',
      pattern: '^(the|an?|l[ea]s?|un|une|el|il|der|die|das) +',
      replacement: '',
    },
    letters_only: { type: 'pattern_replace', pattern: '[^\\p{L}\\p{N}]+', replacement: '' },
    title_edges: { type: 'edge_ngram', min_gram: 1, max_gram: 15 },
    joined_edges: { type: 'edge_ngram', min_gram: 1, max_gram: 20 },
  },
  analyzer: {
    titles: {
      type: 'custom',
      char_filter: ['joints'],
      tokenizer: 'standard',
      filter: ['lowercase', 'asciifolding'],
    },
    title_prefixes: {
      type: 'custom',
      char_filter: ['joints'],
      tokenizer: 'standard',
      filter: ['lowercase', 'asciifolding', 'title_edges'],
    },
    joined_titles: {
      type: 'custom',
      char_filter: ['joints'],
      tokenizer: 'keyword',
      filter: ['lowercase', 'asciifolding', 'without_article', 'letters_only'],
    },
    joined_title_prefixes: {
      type: 'custom',
      char_filter: ['joints'],
      tokenizer: 'keyword',
      filter: ['lowercase', 'asciifolding', 'without_article', 'letters_only', 'joined_edges'],
    },
    names: {
      type: 'custom',
      char_filter: ['joints'],
      tokenizer: 'standard',
      filter: ['lowercase', 'asciifolding'],
    },
    english_text: {
      type: 'custom',
      tokenizer: 'standard',
      filter: ['english_possessive', 'lowercase', 'asciifolding', 'english_stop', 'english_stemmer'],
    },
    english_question: {
      type: 'custom',
      tokenizer: 'standard',
      filter: [
        'english_possessive',
        'lowercase',
        'asciifolding',
        'english_stop',
        'english_stemmer',
        'plot_synonyms',
      ],
    },
  },
  normalizer: { folded: { type: 'custom', filter: ['lowercase', 'asciifolding'] } },
};
