import { z } from 'zod';

/** Length of the longer side of the map; places run from 0. */
export const MAP_EXTENT = 10_000;

export const mapAreaSchema = z
  .object({
    x: z.int().describe('Middle of the area'),
    y: z.int(),
    films: z.int().describe('How many lie in it'),
    genres: z.array(z.string()).describe('What is more frequent here than elsewhere, at most two'),
    keywords: z.array(z.string()).describe('At most four'),
    years: z.tuple([z.int(), z.int()]).nullable().describe('Where most are of one era'),
  })
  .meta({ id: 'MapArea' });
export type MapArea = Readonly<z.infer<typeof mapAreaSchema>>;

/** The taste map: films that are about similar things lie near each other. One entry a film in each list. */
export const tasteMapSchema = z
  .object({
    version: z.string(),
    madeAt: z.iso.datetime(),
    extent: z.int().describe('Length of the longer side; places run from 0'),
    areas: z.array(mapAreaSchema).describe('The largest first'),
    films: z.object({
      ids: z.array(z.int()).describe('The most popular first; all lists are in this order'),
      titles: z.array(z.string()),
      years: z.array(z.int().nullable()),
      xs: z.array(z.int()),
      ys: z.array(z.int()),
      areas: z.array(z.int()).describe('Place in the list of areas'),
      genres: z.array(z.int()).describe('Place of the first genre in the list of genres; -1: none'),
      weights: z.array(z.int()).describe('Popularity, 0 to 100'),
    }),
    genres: z.array(z.string()),
  })
  .meta({ id: 'TasteMap' });
export type TasteMap = Readonly<z.infer<typeof tasteMapSchema>>;
