import 'reflect-metadata';
import { Body, Controller, Module, Param, Put } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';

/**
 * The least that a rating can cost under Nest on Fastify: one route, one upsert, committed as every other transaction
 * of the server is. Nobody is logged in, nothing is counted, no film is looked up. Prints its address.
 */
const [url, table] = process.argv.slice(2) as [string, string];
/** As many connections as the API's own pool has. */
const pool = new pg.Pool({ connectionString: url, max: 20 });
const UPSERT = `INSERT INTO ${table} (user_id, movie_id, half_stars, rated_at) VALUES ($1, $2, $3, now())
  ON CONFLICT (user_id, movie_id) DO UPDATE SET half_stars = excluded.half_stars, rated_at = excluded.rated_at`;

class BareController {
  async put(
    user: string,
    movie: string,
    { rating }: { readonly rating: number },
  ): Promise<{ readonly movieId: number; readonly rating: number }> {
    await pool.query({ name: 'upsert', text: UPSERT, values: [Number(user), Number(movie), rating * 2] });
    return { movieId: Number(movie), rating };
  }
}
class BareModule {}

// Decorators as plain calls: Node takes away types, and leaves no decorator syntax.
Put('ratings/:user/:movie')(
  BareController.prototype,
  'put',
  Object.getOwnPropertyDescriptor(BareController.prototype, 'put')!,
);
Param('user')(BareController.prototype, 'put', 0);
Param('movie')(BareController.prototype, 'put', 1);
Body()(BareController.prototype, 'put', 2);
Controller()(BareController);
Module({ controllers: [BareController] })(BareModule);

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
  logger: false,
});
await app.listen(0, '127.0.0.1');
console.log(await app.getUrl());
process.once('SIGTERM', () => process.exit());
