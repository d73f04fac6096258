import type { CardMovie } from '#parts/card-movie.ts';

const sample = (
  id: number,
  title: string,
  year: number,
  genres: readonly string[],
  moods: readonly string[],
  director: string,
): CardMovie => ({
  id,
  title,
  year,
  genres: [...genres],
  moods: [...moods],
  directors: [director],
  posterPath: null,
  ratingMean: 3 + (id % 4) / 2,
});

/** Invented films: a short title, a long one, other scripts, every era and most genres. */
export const SAMPLES: readonly CardMovie[] = [
  sample(1, 'Up the River', 1928, ['Comedy'], ['playful'], 'Ida Marsh'),
  sample(2, 'The Last Lamplighter of Vienna', 1934, ['Drama', 'Romance'], ['melancholy'], 'Otto Brandl'),
  sample(3, 'Double Shadow', 1947, ['Film-Noir'], ['tense'], 'Nora Vance'),
  sample(4, 'They Came at Noon', 1957, ['Western'], ['gritty'], 'Walt Hobbs'),
  sample(5, 'Le Vent du soir', 1963, ['Drama'], ['contemplative'], 'Anne Morel'),
  sample(6, 'Orbit', 1972, ['Sci-Fi'], ['eerie'], 'L. Petrov'),
  sample(7, 'Midnight Cab', 1978, ['Thriller', 'Crime'], ['feverish'], 'Ray Doyle'),
  sample(8, 'Neon Harbor', 1984, ['Action'], ['exhilarating'], 'Mia Tan'),
  sample(
    9,
    'How I Learned to Fold a Map and Other Small Disasters of My Father',
    1996,
    ['Comedy', 'Drama'],
    ['wry'],
    'Jo Keller',
  ),
  sample(10, '花の都', 2003, ['Animation'], ['dreamlike'], 'Sato Yui'),
  sample(11, 'Θάλασσα', 2011, ['Documentary'], ['contemplative'], 'E. Pappas'),
  sample(12, 'It', 2019, ['Horror'], ['eerie'], 'C. Lund'),
];
