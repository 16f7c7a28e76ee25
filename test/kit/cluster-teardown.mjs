import { rmSync } from 'node:fs';

export default async function tearDown() {
  const { cluster, folders } = globalThis.gangmuTestCluster;
  await cluster.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
