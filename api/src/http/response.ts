import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import { problemSchema } from '@marquee/contract/problem';
import { createZodDto } from 'nestjs-zod';
import type { ZodDto } from 'nestjs-zod';

class ProblemDto extends createZodDto(problemSchema) {}

export const PROBLEM_RESPONSE = {
  description: 'Problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

interface Documentation {
  readonly summary: string;
  readonly status?: number;
  readonly type?: ZodDto & (new () => unknown);
  /** Needs a token or a key. */
  readonly secured?: boolean;
  readonly problems?: readonly number[];
}

/** One line of OpenAPI an endpoint: what it does, what it answers, how it fails. */
export function Documented({ summary, status = 200, type, secured = false, problems = [] }: Documentation) {
  const failures = [...new Set([400, 422, 429, 431, 503, ...(secured ? [401, 403] : []), ...problems])];
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status, description: summary, ...(type ? { type: type.Output as never } : {}) }),
    ...failures.map((code) => ApiResponse({ status: code, ...PROBLEM_RESPONSE })),
    ...(secured ? [ApiBearerAuth('bearer'), ApiSecurity('apiKey')] : []),
  );
}

export { ProblemDto };
