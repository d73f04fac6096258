import { z } from 'zod';
import { plainText } from './filters.ts';

export const ROLES = ['user', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('must be an email address such as ada@example.org'));
const password = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(200, 'must have at most 200 characters');

export const registerSchema = z
  .strictObject({ email, password, name: plainText(80) })
  .meta({ id: 'Register' });
export type Register = Readonly<z.infer<typeof registerSchema>>;
export const loginSchema = z
  .strictObject({ email, password: z.string().min(1).max(200) })
  .meta({ id: 'Login' });
export type Login = Readonly<z.infer<typeof loginSchema>>;
export const refreshSchema = z
  .strictObject({ refreshToken: z.string().min(20).max(200) })
  .meta({ id: 'Refresh' });
export const logoutSchema = z
  .strictObject({
    refreshToken: z.string().min(20).max(200).optional(),
    everywhere: z
      .boolean()
      .default(false)
      .describe('Ends every session of the person (needs a valid access token)'),
  })
  .meta({ id: 'Logout' });

export const meSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    ratingCount: z.int(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Me' });
export type Me = Readonly<z.infer<typeof meSchema>>;

export const sessionSchema = z
  .object({
    accessToken: z.string().describe('JSON Web Token; send as Authorization: Bearer'),
    expiresIn: z.int().describe('Seconds until the access token expires'),
    refreshToken: z.string().describe('May be used once; each refresh gives a new one'),
    user: meSchema,
  })
  .meta({ id: 'Session' });
export type Session = Readonly<z.infer<typeof sessionSchema>>;

export const openSessionSchema = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime().describe('When the person logged in'),
    lastUsedAt: z.iso.datetime().describe('When its tokens were last renewed'),
    expiresAt: z.iso.datetime().describe('When it ends unless it is used before'),
    current: z.boolean().describe('Whether it is the one that asks'),
  })
  .meta({ id: 'OpenSession' });
export const openSessionsSchema = z
  .object({ items: z.array(openSessionSchema) })
  .meta({ id: 'OpenSessions' });
export type OpenSession = Readonly<z.infer<typeof openSessionSchema>>;

export const updateMeSchema = z
  .strictObject({
    name: plainText(80).optional(),
    password: password.optional(),
    currentPassword: z.string().min(1).max(200).optional().describe('Needed to change the password'),
  })
  .meta({ id: 'UpdateMe' });
export type UpdateMe = Readonly<z.infer<typeof updateMeSchema>>;

export const deleteMeSchema = z
  .strictObject({ password: z.string().min(1).max(200) })
  .meta({ id: 'DeleteMe' });
export const deletedMeSchema = z
  .object({
    deleted: z.record(z.string(), z.int()).describe('How many rows or keys went, by kind'),
    modelRunAfter: z
      .string()
      .describe('Any model run that starts after this moment holds no trace of the person'),
  })
  .meta({ id: 'DeletedMe' });
export type DeletedMe = Readonly<z.infer<typeof deletedMeSchema>>;

export const createApiKeySchema = z
  .strictObject({
    name: plainText(80),
    scopes: z.array(z.enum(SCOPES)).min(1).max(2).default(['read']),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = Readonly<z.infer<typeof createApiKeySchema>>;
export const apiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().describe('The first characters, to recognise it by'),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = Readonly<z.infer<typeof apiKeySchema>>;
export const createdApiKeySchema = apiKeySchema
  .extend({ key: z.string().describe('Shown this once only; send as X-Api-Key') })
  .meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = Readonly<z.infer<typeof createdApiKeySchema>>;
