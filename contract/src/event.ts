import { z } from 'zod';
import { plainText } from './filters.ts';
import { movieId } from './movie.ts';

export const EVENT_KINDS = ['impression', 'click', 'hide'] as const;
export const eventSchema = z
  .strictObject({
    kind: z.enum(EVENT_KINDS),
    movieId,
    listId: plainText(100).optional().describe('Of the list it was shown in'),
    position: z.int().min(0).max(10_000).optional().describe('From 0'),
    surface: plainText(40).optional().describe('Such as home, search, movie'),
    at: z.iso.datetime().optional().describe('When; now by default'),
  })
  .meta({ id: 'Event' });
export const eventsSchema = z
  .strictObject({ events: z.array(eventSchema).min(1).max(500) })
  .meta({ id: 'Events' });
export type Events = Readonly<z.infer<typeof eventsSchema>>;
export const eventsAcceptedSchema = z.object({ accepted: z.int() }).meta({ id: 'EventsAccepted' });
