import type { Cause } from '@marquee/contract/recommendation';

/** What a person did that says something about their taste. */
export type Change =
  | { readonly code: 'rated'; readonly subject: string; readonly rating: number }
  | { readonly code: 'rated-many' | 'imported'; readonly count: number }
  | { readonly code: 'took-back' | 'hid' | 'struck' | 'unstruck'; readonly subject: string }
  | { readonly code: 'preferences' | 'showed-again' };

/** `{code: 'rated', subject: 'Heat', rating: 4.5}` → `rated Heat 4.5` */
export function changeText(change: Change): string {
  switch (change.code) {
    case 'rated':
      return `rated ${change.subject} ${String(change.rating)}`;
    case 'rated-many':
      return `rated ${String(change.count)} films`;
    case 'imported':
      return `imported ${String(change.count)} ratings`;
    case 'took-back':
      return `took back the rating of ${change.subject}`;
    case 'hid':
      return `hid ${change.subject}`;
    case 'struck':
      return `does not want ${change.subject} to count`;
    case 'unstruck':
      return `lets ${change.subject} count again`;
    case 'preferences':
      return 'changed the preferences';
    case 'showed-again':
      return 'no longer hides something';
  }
}

/** With null for what the change does not say. */
export const causeOf = (change: Change): Cause => ({ subject: null, rating: null, count: null, ...change });
