import { errors, SniffingTransport } from '@elastic/elasticsearch';

type Parameters_ = Parameters<SniffingTransport['request']>;
type Params = Parameters_[0];
type Options = NonNullable<Parameters_[1]>;

/** A request's time unless it names its own. */
const STANDARD_TIMEOUT_MS = 5000;
/** After so long without an answer the server is asked whether it is there at all … */
const DOUBT_MS = 500;
/** … and given so long to say so. */
const ALIVE_WITHIN_MS = 450;

/**
 * Slow is not dead: a server under load gets its time, one that is gone or frozen is found out within a second, so that
 * a 503 comes quickly and a slow answer still comes. Where a server has so much to do that even the question whether it is
 * there waits, the answers that others get from it meanwhile speak for it.
 */
export class PatientTransport extends SniffingTransport {
  private answeredAt = -Infinity;

  override async request<TResponse = unknown>(params: Params, options: Options = {}): Promise<TResponse> {
    const controller = new AbortController();
    const signal =
      options.signal == null ? controller.signal : AbortSignal.any([options.signal, controller.signal]);
    let dead = false;
    const doubt = setTimeout(() => {
      const doubtedAt = performance.now();
      this.isAlive().catch((error: unknown) => {
        // One that refuses to say how it is, such as for want of memory, is there.
        if (error instanceof errors.ResponseError || this.answeredAt > doubtedAt) return;
        dead = true;
        controller.abort();
      });
    }, DOUBT_MS);
    try {
      const answer = await super.request<TResponse>(params, {
        requestTimeout: STANDARD_TIMEOUT_MS,
        ...options,
        signal,
      });
      this.answeredAt = performance.now();
      return answer;
    } catch (error) {
      if (dead) throw new errors.TimeoutError('The server does not answer.');
      throw error;
    } finally {
      clearTimeout(doubt);
    }
  }

  private async isAlive(): Promise<void> {
    // With the retries of any request: where one of several nodes is gone, another one answers.
    await super.request(
      { method: 'GET', path: '/_cluster/health', querystring: { filter_path: 'status' } },
      { requestTimeout: ALIVE_WITHIN_MS },
    );
  }
}
