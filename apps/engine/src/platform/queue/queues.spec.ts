import { describe, expect, it } from '@jest/globals';
import { openQueues } from './queues.js';

describe('a queue on PostgreSQL', () => {
  it('that cannot be reached is not opened, and holds nothing else up', async () => {
    const queues = await openQueues({
      redisUrl: undefined,
      // Nothing listens on port 1.
      postgresUrl: 'postgres://nobody@127.0.0.1:1/nothing',
      ownerUrl: undefined,
      prefix: 'spec',
      onError: () => undefined,
    });
    await expect(queues.queue('alarms')).rejects.toThrow('ECONNREFUSED');
    await expect(queues.worker('alarms', () => Promise.resolve())).rejects.toThrow('ECONNREFUSED');
    // Would never come while a worker asks without a pause.
    await new Promise((resolve) => setTimeout(resolve, 0));
  });
});
