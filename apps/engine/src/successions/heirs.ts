import { itemsTakenOver, type RunState, type Succession, type SuccessionKind } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Launch } from '../campaigns/launch.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { MACHINE } from '../runs/machine.js';
import { RunDoor } from '../runs/run-door.js';
import { RunStore } from '../runs/run-store.js';
import type { SuccessionRow } from './succession-rows.js';

/** Said where whoever changed the tree gave no reason. */
const REASON: Record<SuccessionKind, string> = { merged: '单位合并', split: '单位拆分', dissolved: '单位撤销' };
const OVER: readonly RunState['status'][] = ['cancelled', 'closed'];

type EndedRow = SuccessionRow & { kind: SuccessionKind };
interface Handed {
  state?: 'succeeded' | 'exempt';
  reason?: string;
  /** Items that the main successor has to see to. */
  items?: number;
}

/** The runs of a unit that ended and of those that carry on, from the one to the others. */
@Injectable()
export class Heirs {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly door: RunDoor,
    private readonly store: RunStore,
    private readonly launch: Launch,
  ) {}

  /** Hands the unit's run over to its successors, the main one first; without any, its run is cancelled. */
  async handOver(row: EndedRow, unit: { state: string | null; run: string | null }, heirs: string[]): Promise<Handed> {
    const reason = row.reason ?? REASON[row.kind];
    const [main, ...others] = heirs;
    if (unit.state === 'exempt' || unit.state === null) return {};
    if (main === undefined || (await this.isLeftOut(row.campaign_id, main))) {
      if (unit.run !== null) await this.cancel(unit.run, reason);
      return { state: main === undefined ? 'exempt' : 'succeeded', reason };
    }
    if (unit.run === null) return { state: 'succeeded' };
    const from = await this.handedOver(row, unit.run, [main, ...others], reason);
    if (from.status !== 'handed-over') return { state: 'succeeded' };
    const succession = { from, kind: row.kind, effective: row.effective };
    await this.takeOver(row, main, { ...succession, main: true });
    for (const other of others) await this.takeOver(row, other, { ...succession, main: false });
    return {
      state: 'succeeded',
      items: Object.values(from.items).filter(({ status }) => status === 'handed-over').length,
    };
  }

  /** Whether somebody decided that a unit is not asked, or its run is over: there is nobody to carry on. */
  private async isLeftOut(campaign: string, unit: string): Promise<boolean> {
    const rows = await this.database.query<{ state: string; status: RunState['status'] | null }>(
      `SELECT cu.state, r.status FROM campaign_units cu LEFT JOIN runs r ON r.id = cu.run_id
        WHERE cu.campaign_id = $1 AND cu.unit_id = $2`,
      [campaign, unit],
    );
    const [row] = rows;
    return row !== undefined && (row.state === 'exempt' || (row.status !== null && OVER.includes(row.status)));
  }

  private async cancel(run: string, reason: string): Promise<void> {
    const { outcome } = await this.door.command({
      run,
      command: { type: 'CancelRun', reason },
      actor: MACHINE,
      at: this.clock.now(),
    });
    if (outcome === 'conflict') throw new Error(`run ${run} was too busy to be cancelled`);
  }

  /** The run after it has handed over. Which items go is found by trying what the main successor would take. */
  private async handedOver(row: EndedRow, run: string, to: string[], reason: string): Promise<RunState> {
    const before = (await this.store.fresh([run])).get(run)?.run;
    if (before === undefined) throw new Error(`no run ${run}`);
    if (before.status === 'handed-over' || OVER.includes(before.status)) return before;
    const { kind, effective } = row;
    const order = (keep: string[]) => ({
      command: { type: 'HandOverWork' as const, to, kind, effective, keep, reason },
      actor: MACHINE,
      at: this.clock.now(),
    });
    const trial = await this.door.tried(before, order([]));
    if (!trial.ok) throw new Error(`run ${run} cannot hand over: ${trial.refusal.code}`);
    const succession = { from: trial.value.run, kind, effective, main: true };
    const taken = await this.wouldTake(row, to[0]!, succession);
    const keep = Object.values(trial.value.run.items).flatMap(({ id, status }) =>
      status === 'handed-over' && !taken.has(id) ? [id] : [],
    );
    const done = await this.door.command({ run, expected: before.version, ...order(keep) });
    if (done.outcome !== 'done') throw new Error(`run ${run} did not hand over: ${done.outcome}`);
    return done.run;
  }

  private async wouldTake(row: EndedRow, unit: string, succession: Succession): Promise<Set<string>> {
    const { campaign_id: campaign, made_at: asOf } = row;
    const heir = await this.runOf(campaign, unit);
    const at = this.clock.now();
    if (heir === undefined)
      return itemsTakenOver(
        await this.launch.startSuccessor(await this.launch.plan(campaign, MACHINE, at), unit, succession, asOf, true),
      );
    const tried = await this.door.tried(heir, { command: { type: 'TakeOverWork', succession }, actor: MACHINE, at });
    if (!tried.ok) throw new Error(`run ${heir.id} cannot take over: ${tried.refusal.code}`);
    return itemsTakenOver(tried.value.events);
  }

  private async takeOver(row: EndedRow, unit: string, succession: Succession): Promise<void> {
    const { campaign_id: campaign, made_at: asOf } = row;
    const heir = await this.runOf(campaign, unit);
    const at = this.clock.now();
    if (heir === undefined) {
      await this.launch.startSuccessor(await this.launch.plan(campaign, MACHINE, at), unit, succession, asOf);
      return;
    }
    const done = await this.door.command({
      run: heir.id,
      command: { type: 'TakeOverWork', succession },
      actor: MACHINE,
      at,
    });
    // Taken over before a crash: that is done. An heir whose run ended meanwhile takes nothing any more.
    if (done.outcome === 'conflict') throw new Error(`run ${heir.id} was too busy to take over`);
  }

  private async runOf(campaign: string, unit: string): Promise<RunState | undefined> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM runs WHERE campaign_id = $1 AND unit_id = $2 AND status <> 'cancelled'`,
      [campaign, unit],
    );
    const id = rows[0]?.id;
    return id === undefined ? undefined : (await this.store.fresh([id])).get(id)?.run;
  }
}
