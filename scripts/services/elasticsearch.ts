import { CannotRunError } from './service.ts';
import type { Context, Service } from './service.ts';

export async function startElasticsearch(_context: Context): Promise<Service> {
  throw new CannotRunError('not here yet');
}
