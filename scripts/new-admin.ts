import type { NewAdmin } from '../jobs/src/admin-account.ts';

export type { NewAdmin };

export const describeAdmin = ({ email, generatedPassword }: NewAdmin): string =>
  `Admin: ${email}, password ${generatedPassword ? `${generatedPassword} (shown this once)` : 'as ADMIN_PASSWORD says'}`;
