/** The engine as a program: settings from the environment, PostgreSQL of its own where none is given, then listen. */
import { createServer } from 'node:net';
import { launchSampleCampaign } from './campaigns/sample-campaign.js';
import { createEngine } from './create-engine.js';
import { type FirstSignIn, prepareOrganisation } from './organisation/first-start.js';
import { Clock } from './platform/clock/clock.js';
import { Database } from './platform/database/database.js';
import { ensureDatabase } from './platform/database/ensure-database.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/postgres/index.js';
import { readSettings, type Settings, SettingsError } from './platform/settings.js';

/** Found before anything is started, so that a port in use costs nobody a half-started engine. */
async function insistOnFreePort({ port, host }: Settings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use by another program. Stop it, or choose another port: npm start -- --port ${port + 1}`
          : error.code === 'EACCES'
            ? `This user may not use port ${port}. Choose one above 1023: npm start -- --port 4700`
            : `Cannot listen at ${host}:${port} (${error.code ?? error.message}). Check --host and --port.`;
      reject(new SettingsError(reason));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

const addressOf = ({ host, port }: Settings, actual: number): string =>
  `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${actual || port}`;

function welcome(address: string, first: FirstSignIn | undefined): void {
  const lines = ['', `  Gangmu 纲目 is running at ${address}`];
  if (first?.holds === 'sample') {
    lines.push('  Sample data 样例数据');
    if (first.signIn === undefined)
      lines.push('  The sample was loaded with another data folder; its sign-in is there.');
    else {
      lines.push(`  Sign in 登录: ${first.signIn.login} / ${first.signIn.password}`);
      lines.push(`  Everybody else of the sample 其他样例用户: password ${first.signIn.samplePassword}`);
    }
  } else if (first?.holds === 'nothing') {
    lines.push('  The first page sets up the county and its administrator 首次打开请设置本县与管理员');
    lines.push(`  From another computer you need this code 从其他电脑设置须填: ${first.setUpCode}`);
  }
  lines.push('  Stop with Ctrl-C', '');
  console.log(lines.join('\n'));
}

const settings = readSettings(process.env);
let embedded: EmbeddedPostgres | undefined;
// First, because it knows whether Gangmu itself is running on this data folder – and where – which says more than
// that its port is in use.
if (settings.databaseUrl === undefined && settings.runtimeUrl === undefined) {
  embedded = await startEmbeddedPostgres({ dataDir: settings.data, notice: (text) => console.log(text) });
}
try {
  if (settings.role !== 'worker') await insistOnFreePort(settings);
  if (embedded !== undefined) {
    // The sample has a database of its own: trying things out never mixes with the office's own data.
    const name = settings.empty ? 'gangmu' : 'gangmu_sample';
    await ensureDatabase(embedded.url, name);
    settings.databaseUrl = embedded.urlOf(name);
  }
  const app = await createEngine(settings);
  embedded?.keepRunning({
    told: (text) => console.error(text),
    failed: (error) => {
      console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  });
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= (async () => {
      // A page's open stream must not keep the engine: what has not ended by then is cut off.
      setTimeout(() => process.exit(1), 15_000).unref();
      await app.close();
      await embedded?.stop();
      process.exit(0);
    })();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  let first: FirstSignIn | undefined;
  if (settings.role !== 'worker') {
    first = await prepareOrganisation(app.get(Database), settings, app.get(Clock));
    if (first.holds === 'sample') await launchSampleCampaign(app, undefined, true);
    await app.listen(settings.port, settings.host);
    const bound = app.getHttpServer().address();
    const address = addressOf(settings, typeof bound === 'object' && bound !== null ? bound.port : settings.port);
    embedded?.announce(address);
    welcome(address, first);
  } else {
    console.log('Gangmu 纲目: worker is running');
  }
} catch (error) {
  await embedded?.stop();
  throw error;
}
