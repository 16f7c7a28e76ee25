import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something held once that counts for several items and units. */
@Entity('activities')
export class ActivityEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  campaignId!: string;

  @Column('text')
  unitId!: string;

  @Column('date')
  heldOn!: string;

  @Column('jsonb')
  body!: unknown;

  @Column('text')
  recordedBy!: string;

  @Column('bigint')
  recordedAt!: number;

  @Column('jsonb', { default: [] })
  shares!: unknown;

  @Column('jsonb', { nullable: true })
  pending!: unknown;
}
