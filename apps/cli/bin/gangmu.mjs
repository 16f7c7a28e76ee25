#!/usr/bin/env node
/** `gangmu …`: makes the clone ready if it is not yet, then hands over to the command line proper. */
import { failWith, prepare } from '../launch/prepare.mjs';

try {
  prepare();
  const { main } = await import('../dist/index.js');
  await main(process.argv.slice(2));
} catch (error) {
  failWith(error);
}
