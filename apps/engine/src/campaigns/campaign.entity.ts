import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A campaign: a template launched over a scope. */
@Entity('campaigns')
export class CampaignEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('jsonb')
  name!: unknown;

  @Column('text', { default: 'programme' })
  kind!: string;

  @Column('text')
  templateHash!: string;

  @Column('text')
  scopeUnit!: string;

  /** Group beside the tree whose units are meant. */
  @Column('text', { nullable: true })
  scopeGroup!: string | null;

  @Column('text')
  calendar!: string;

  @Column('text')
  calendarVersion!: string;

  @Column('text')
  timeZone!: string;

  @Column('date')
  startDate!: string;

  @Column('date')
  endDate!: string;

  @Column('integer')
  startMinute!: number;

  @Column('integer')
  endMinute!: number;

  @Column('text')
  status!: string;

  @Column('text')
  launchedBy!: string;

  @Column('bigint')
  launchedAt!: number;

  @Column('bigint', { nullable: true })
  closedAt!: number | null;
}

/** A unit in the scope of a campaign, and what became of it. */
@Entity('campaign_units')
export class CampaignUnitEntity {
  @PrimaryColumn('text')
  campaignId!: string;

  @PrimaryColumn('text')
  unitId!: string;

  @Column('text')
  state!: string;

  @Column('text', { nullable: true })
  runId!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** Title of the role nobody stands for, where that is the reason. */
  @Column('jsonb', { nullable: true })
  unheldRole!: unknown;

  @Column('text', { nullable: true })
  decidedBy!: string | null;

  @Column('bigint')
  changedAt!: number;
}

/** An adaptation that a campaign runs on: as it stood at the launch, or newer for units that came later. */
@Entity('campaign_templates')
export class CampaignTemplateEntity {
  @PrimaryColumn('text')
  campaignId!: string;

  @PrimaryColumn('text')
  unitId!: string;

  @PrimaryColumn('text')
  templateHash!: string;

  @Column('text')
  applies!: string;

  @Column('boolean', { default: true })
  launched!: boolean;
}
