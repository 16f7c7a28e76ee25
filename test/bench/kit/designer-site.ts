/** The built editor with one design to open, without an engine behind it: what is measured is the browser alone. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../../apps/editor/dist', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export interface DesignerSite {
  /** Where the design is opened. */
  address: string;
  close: () => Promise<void>;
}

/** Serves the editor and a template as the draft of a design; saving it is answered and forgotten. */
export async function designerSite(template: object & { title: unknown }): Promise<DesignerSite> {
  const name = { zh: '样例', en: 'Sample' };
  const person = { id: 'person', name };
  const unit = { id: 'unit', code: 'U', name };
  let revision = 1;
  const lease = () => ({ by: person, since: Date.now(), until: Date.now() + 120_000, mine: true });
  const design = {
    id: 'design',
    kind: 'template',
    title: template.title,
    unit,
    root: 'design',
    above: null,
    applies: 'self-and-below',
    takeover: 'ask',
    state: 'new',
    published: null,
    draft: null,
    update: null,
    archived: false,
    may: { design: true, publish: true },
  };
  const answers: Record<string, () => unknown> = {
    'GET /api/session': () => ({
      person: { ...person, login: 'sample' },
      home: null,
      posts: [],
      permissions: ['templates:read', 'templates:write'],
      mustChangePassword: false,
      via: 'session',
    }),
    'GET /api/system': () => ({
      name: 'gangmu',
      version: '0',
      sample: false,
      empty: false,
      now: Date.now(),
      steppedClock: false,
    }),
    'GET /api/calendars/newest': () => ({ calendars: [] }),
    'GET /api/designs/design': () => design,
    'GET /api/designs/design/draft': () => ({
      revision,
      base: null,
      template,
      difference: null,
      savedAt: Date.now(),
      savedBy: person,
      lease: lease(),
      readable: true,
      findings: [],
    }),
    'GET /api/designs/organisation': () => ({
      categories: [],
      groups: [],
      holders: { file: { all: true, duties: [] }, review: { all: true, duties: [] } },
    }),
    'GET /api/designs/design/to-decide': () => ({ open: [] }),
    'POST /api/designs/design/lease': () => ({ ...lease(), revision }),
    'DELETE /api/designs/design/lease': () => ({ released: true }),
    'PUT /api/designs/design/draft': () => ({ revision: ++revision, savedAt: Date.now(), findings: [] }),
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith('/api/')) {
      const answer = answers[`${request.method} ${path}`];
      request.resume().on('end', () => {
        response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer?.() ?? {}));
      });
      return;
    }
    const file = join(BUILT, path);
    const found = path !== '/' && !path.includes('..') && existsSync(file) ? file : join(BUILT, 'index.html');
    response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream' });
    response.end(readFileSync(found));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/designs/design`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
