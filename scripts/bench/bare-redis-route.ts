import fastify from 'fastify';
import { Redis } from 'ioredis';

/** The least that a cached answer can cost: one route, one GET. Prints its address. */
const [url, key] = process.argv.slice(2) as [string, string];
const redis = new Redis(url);
const app = fastify();
app.get('/', async (_request, reply) =>
  reply.type('application/json; charset=utf-8').send(await redis.get(key)),
);
console.log(`${await app.listen({ host: '127.0.0.1', port: 0 })}/`);
process.once('SIGTERM', () => process.exit());
