/** A group in an address: `?p=12,34&p=56` are two people by the films they like; nothing is kept anywhere else. */
export interface Group {
  readonly people: readonly (readonly number[])[];
  /** 0: the average of all; 1: nobody is left unhappy. */
  readonly fairness: number;
}

export const MOST_PEOPLE = 6;
export const MOST_FILMS = 20;
const FEWEST_PEOPLE = 2;

export function groupOf(params: URLSearchParams): Group {
  const people = params
    .getAll('p')
    .slice(0, MOST_PEOPLE)
    .map((text) =>
      [...new Set(text.split(',').map(Number))]
        .filter((id) => Number.isSafeInteger(id) && id > 0)
        .slice(0, MOST_FILMS),
    );
  while (people.length < FEWEST_PEOPLE) people.push([]);
  const fairness = Number(params.get('fairness') ?? 0.5);
  return { people, fairness: fairness >= 0 && fairness <= 1 ? fairness : 0.5 };
}

export function groupAddress({ people, fairness }: Group): string {
  const params = new URLSearchParams();
  for (const films of people) params.append('p', films.join(','));
  if (fairness !== 0.5) params.set('fairness', String(fairness));
  return `/together?${params.toString().replaceAll('%2C', ',')}`;
}

/** The group with one person's films changed. */
export const withFilms = (group: Group, at: number, films: readonly number[]): Group => ({
  ...group,
  people: group.people.map((own, index) => (index === at ? films : own)),
});
