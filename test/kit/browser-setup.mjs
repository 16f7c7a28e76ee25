import { buildEditor } from '../browser/kit/build-editor.mjs';
import startCluster from './cluster-setup.mjs';

/** Before the first browser test, once for all workers: the pages the engines serve, and the cluster they share. */
export default async function setUp() {
  buildEditor();
  await startCluster();
}
