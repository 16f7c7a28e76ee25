import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The header of a run. */
@Entity('runs')
export class RunEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  campaignId!: string;

  @Column('text')
  unitId!: string;

  @Column('text')
  templateHash!: string;

  @Column('text')
  status!: string;

  @Column('integer')
  version!: number;

  @Column('bytea')
  head!: Buffer;

  @Column('integer')
  startMinute!: number;

  @Column('integer')
  endMinute!: number;

  @Column('integer', { nullable: true })
  heldSince!: number | null;

  @Column('bigint', { nullable: true })
  endedAt!: number | null;

  @Column('jsonb')
  state!: unknown;
}
