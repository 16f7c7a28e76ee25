import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A line of versions owned by a unit: a template, or an adaptation of the nearest one above. */
@Entity('designs')
export class DesignEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  unitId!: string;

  @Column('text')
  rootId!: string;

  @Column('jsonb')
  title!: unknown;

  @Column('text')
  applies!: string;

  @Column('text', { default: 'ask' })
  takeover!: string;

  @Column('integer', { default: 0 })
  number!: number;

  @Column('integer', { default: 0 })
  revision!: number;

  @Column('jsonb', { default: [] })
  decisions!: unknown;

  /** Findings of its beginning that nobody has ticked off. */
  @Column('jsonb', { default: [] })
  toDecide!: unknown;

  @Column('bigint', { nullable: true })
  archivedAt!: number | null;

  @Column('text')
  createdBy!: string;

  @Column('bigint')
  createdAt!: number;

  @Column('bigint', { nullable: true })
  remindedAt!: number | null;

  @Column('text', { nullable: true })
  remindedBy!: string | null;
}

/** A published version; never changed but for who took note of it. */
@Entity('design_versions')
export class DesignVersionEntity {
  @PrimaryColumn('text')
  designId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('text')
  hash!: string;

  @Column('text', { nullable: true })
  base!: string | null;

  @Column('jsonb', { nullable: true })
  difference!: unknown;

  @Column('jsonb', { nullable: true })
  layout!: unknown;

  @Column('text')
  applies!: string;

  @Column('jsonb', { default: [] })
  decisions!: unknown;

  @Column('jsonb', { default: [] })
  tightenings!: unknown;

  @Column('text')
  origin!: string;

  @Column('text')
  reason!: string;

  @Column('text', { nullable: true })
  document!: string | null;

  @Column('text', { nullable: true })
  personId!: string | null;

  @Column('bigint')
  at!: number;

  @Column('text', { nullable: true })
  seenBy!: string | null;

  @Column('bigint', { nullable: true })
  seenAt!: number | null;
}

/** A state of what is being worked on, whoever made it so. */
abstract class WorkedOn {
  @Column('text', { nullable: true })
  base!: string | null;

  @Column('jsonb')
  body!: unknown;

  @Column('text', { nullable: true })
  personId!: string | null;

  @Column('bigint')
  at!: number;
}

/** What is being worked on. */
@Entity('design_drafts')
export class DesignDraftEntity extends WorkedOn {
  @PrimaryColumn('text')
  designId!: string;

  @Column('text')
  format!: string;
}

/** What a draft was, or was to become. */
@Entity('design_autosaves')
export class DesignAutosaveEntity extends WorkedOn {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text')
  designId!: string;

  @Column('integer')
  revision!: number;

  @Column('text')
  kind!: string;
}

/** Who may save a draft just now. */
@Entity('design_leases')
export class DesignLeaseEntity {
  @PrimaryColumn('text')
  designId!: string;

  @Column('text')
  key!: string;

  @Column('text')
  personId!: string;

  @Column('bigint')
  since!: number;

  @Column('bigint')
  until!: number;
}

/** What the newest version above means for a design. */
@Entity('design_updates')
export class DesignUpdateEntity {
  @PrimaryColumn('text')
  designId!: string;

  @Column('text')
  against!: string;

  @Column('text')
  state!: string;

  @Column('integer')
  conflicts!: number;

  @Column('jsonb')
  reasons!: unknown;

  @Column('bigint')
  at!: number;
}

/** What a new calendar, or the end of a variance, brought to light in what is published. */
@Entity('design_rechecks')
export class DesignRecheckEntity {
  @PrimaryColumn('text')
  designId!: string;

  @Column('text')
  calendar!: string;

  @Column('jsonb')
  findings!: unknown;

  @Column('bigint')
  at!: number;
}

/** That a unit was reminded of adapting a design, and what it said to that. */
@Entity('design_invitations')
export class DesignInvitationEntity {
  @PrimaryColumn('text')
  rootId!: string;

  @PrimaryColumn('text')
  unitId!: string;

  @Column('bigint')
  remindedAt!: number;

  @Column('text')
  remindedBy!: string;

  @Column('bigint', { nullable: true })
  declinedAt!: number | null;

  @Column('text', { nullable: true })
  declinedBy!: string | null;
}

/** A deviation asked for, and what came of it. */
@Entity('design_variances')
export class DesignVarianceEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  rootId!: string;

  @Column('text')
  unitId!: string;

  @Column('text')
  path!: string;

  @Column('text')
  allows!: string;

  @Column('date', { nullable: true })
  fromDate!: string | null;

  @Column('date', { nullable: true })
  toDate!: string | null;

  @Column('text')
  reason!: string;

  @Column('text')
  personId!: string;

  @Column('bigint')
  at!: number;

  @Column('text')
  setBy!: string;

  @Column('text')
  state!: string;

  @Column('text', { array: true, default: [] })
  units!: string[];

  @Column('text', { nullable: true })
  answeredBy!: string | null;

  @Column('bigint', { nullable: true })
  lapsedAt!: number | null;

  @Column('bigint', { nullable: true })
  answeredAt!: number | null;

  @Column('text', { nullable: true })
  answer!: string | null;

  @Column('text', { nullable: true })
  document!: string | null;

  @Column('bigint', { nullable: true })
  seenAt!: number | null;

  @Column('text', { nullable: true })
  seenBy!: string | null;
}
