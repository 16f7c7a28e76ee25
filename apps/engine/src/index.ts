/** The engine for those who run one inside themselves: demonstration, tests and benchmarks. */
export { launchSampleCampaign, type SampleCampaign } from './campaigns/sample-campaign.js';
export { createEngine, type EngineOptions } from './create-engine.js';
export { sweepAutosaves } from './designs/sweep-autosaves.js';
export { VarianceRechecking } from './designs/variance-rechecking.js';
export { Alarms } from './deadlines/alarms.js';
export { SteppedTime } from './deadlines/stepped-time.js';
export { EvidenceRetention, UPLOADS_KEPT } from './evidence/evidence-retention.js';
export { type FirstSignIn, prepareOrganisation } from './organisation/first-start.js';
export { Clock } from './platform/clock/clock.js';
export { Database } from './platform/database/database.js';
export { dropDatabase, ensureDatabase } from './platform/database/ensure-database.js';
export { type EmbeddedPostgres, startEmbeddedPostgres, StartupProblem } from './platform/postgres/index.js';
export { appendEvents } from './record/append-events.js';
export { RecordKeeper } from './record/record-keeper.js';
export { readSettings, type Settings, SettingsError } from './platform/settings.js';
