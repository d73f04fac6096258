import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { PROBLEM_RESPONSE, ProblemDto } from '#http/response';

/** The REST API as an OpenAPI 3.1 document, generated from the zod schemas of the contract. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Marquee')
    .setDescription(
      'Movie search and recommendations. Errors come as application/problem+json with a stable code.',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Api-Key' }, 'apiKey')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemDto],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  inlineRoots(document);
  addProblems(document);
  return cleanupOpenApiDoc(document, { version: '3.1' });
}

/** What a body may be besides wrong in a field: not JSON, too large, of another type. */
const OF_BODIES = ['400', '413', '415'];
/** A credential that is shown is judged on public routes too. */
const OF_CREDENTIALS = ['401', '403'];
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Adds the problems that no controller throws: they come from the server below and the guard above. */
function addProblems({ paths }: OpenAPIObject): void {
  for (const [path, item] of Object.entries(paths)) {
    for (const operation of METHODS.flatMap((method) => item[method] ?? [])) {
      const statuses = [
        ...(operation.requestBody === undefined ? [] : OF_BODIES),
        ...(path.startsWith('/v1/') ? OF_CREDENTIALS : []),
      ];
      for (const status of statuses) operation.responses[status] ??= PROBLEM_RESPONSE;
    }
  }
}

interface Root {
  $ref?: string;
  'x-nestjs_zod-$defs'?: Record<string, object>;
}

/**
 * zod 4.6 writes a schema that has an id as a reference into its own definitions, which nestjs-zod 5.5 takes for a second
 * schema of the same name: puts the definition in the place of such a reference.
 */
function inlineRoots({ components }: OpenAPIObject): void {
  for (const schema of Object.values(components?.schemas ?? {})) {
    const root = ('properties' in schema ? schema.properties?.root : undefined) as Root | undefined;
    const name = /^#\/\$defs\/(.+)$/.exec(root?.$ref ?? '')?.[1];
    const definitions = root?.['x-nestjs_zod-$defs'];
    if (root === undefined || name === undefined || definitions?.[name] === undefined) continue;
    const definition = definitions[name];
    delete root.$ref;
    Object.assign(root, definition);
    // Metadata are shared between documents, so that the definitions are replaced rather than changed.
    root['x-nestjs_zod-$defs'] = Object.fromEntries(
      Object.entries(definitions).filter(([key]) => key !== name),
    );
  }
}

/** `/openapi.json` and, to browse, `/docs`. */
export function serveOpenApi(app: INestApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Marquee API',
    raw: ['json'],
  });
}
