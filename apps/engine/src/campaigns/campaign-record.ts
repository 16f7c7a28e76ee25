/** The chain of a campaign: what changes who takes part is appended in the transaction that changes it. */
import type { CampaignEvent } from '@gangmu/core';
import type { PoolClient } from 'pg';
import { appendEvents } from '../record/append-events.js';

/** What is recorded with every event: when, and who it was by. */
export interface CampaignStamp {
  at: number;
  by: unknown;
}

/** Units named in one event: a scope of thousands becomes several, none of them large. */
export const UNITS_AN_EVENT = 1000;

/** Appends to a campaign's chain. Call it last: others who append to it wait until the transaction ends. */
export const recordCampaign = async (
  sql: PoolClient,
  campaign: string,
  { at, by }: CampaignStamp,
  events: readonly CampaignEvent[],
): Promise<void> => {
  if (events.length === 0) return;
  await appendEvents(sql, { kind: 'campaign', id: campaign }, { at, by, campaign }, events);
};

/** The units of a scope, as events of a bounded size. */
export const scoped = (units: readonly string[]): CampaignEvent[] =>
  Array.from({ length: Math.ceil(units.length / UNITS_AN_EVENT) }, (_, n) => ({
    type: 'UnitsScoped',
    units: units.slice(n * UNITS_AN_EVENT, (n + 1) * UNITS_AN_EVENT),
  }));
