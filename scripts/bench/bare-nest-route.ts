import 'reflect-metadata';
import { Controller, Get, Header, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Redis } from 'ioredis';

/** The least that a cached answer can cost under Nest on Fastify: one route, one GET. Prints its address. */
const [url, key] = process.argv.slice(2) as [string, string];
const redis = new Redis(url);

class BareController {
  async answer(): Promise<string | null> {
    return await redis.get(key);
  }
}
class BareModule {}

// Decorators as plain calls: Node takes away types, and leaves no decorator syntax.
const answer = Object.getOwnPropertyDescriptor(BareController.prototype, 'answer')!;
Get()(BareController.prototype, 'answer', answer);
Header('content-type', 'application/json; charset=utf-8')(BareController.prototype, 'answer', answer);
Controller()(BareController);
Module({ controllers: [BareController] })(BareModule);

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
  logger: false,
});
await app.listen(0, '127.0.0.1');
console.log(`${await app.getUrl()}/`);
process.once('SIGTERM', () => process.exit());
