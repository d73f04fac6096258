import { z } from 'zod';

export const readySchema = z
  .object({
    status: z.enum(['ready', 'degraded', 'down']),
    dependencies: z.record(z.string(), z.object({ up: z.boolean(), detail: z.string() })),
    version: z.string(),
  })
  .meta({ id: 'Ready' });
export type Ready = Readonly<z.infer<typeof readySchema>>;
