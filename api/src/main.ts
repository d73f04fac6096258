import { EnvironmentError, parseEnvironment } from '@marquee/contract/environment';
import { createApp } from '#app';

try {
  const environment = parseEnvironment();
  const app = await createApp(environment);
  await app.listen(environment.API_PORT, environment.HOST);
  // `npm start` waits for this line.
  process.stdout.write(`${JSON.stringify({ level: 30, msg: 'listening', url: await app.getUrl() })}\n`);
} catch (error) {
  process.stderr.write(
    `${error instanceof EnvironmentError ? error.message : String((error as Error).stack)}\n`,
  );
  process.exit(1);
}
