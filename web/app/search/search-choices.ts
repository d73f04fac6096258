import type { SearchMode, SearchSort } from '@marquee/contract/search';

/** The contract's choices again, as the browser does without the schemas around them. */
export const SEARCH_CHOICES = {
  sorts: ['relevance', 'popularity', 'rating', '-year', 'year', 'title'],
  modes: ['hybrid', 'text', 'semantic'],
} as const satisfies { readonly sorts: readonly SearchSort[]; readonly modes: readonly SearchMode[] };
