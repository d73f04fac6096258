/** Where a film is shown; the event tracker reads it from the page. */
export interface Shown {
  readonly surface: string;
  readonly listId?: string;
  readonly position: number;
}

export const shownAs = (
  movieId: number,
  shown: Shown | undefined,
): Readonly<Record<string, string | number>> =>
  shown === undefined
    ? {}
    : {
        'data-movie': movieId,
        'data-surface': shown.surface,
        'data-position': shown.position,
        ...(shown.listId ? { 'data-list': shown.listId } : {}),
      };
