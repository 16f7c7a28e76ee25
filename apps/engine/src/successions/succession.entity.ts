import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What a change of the tree means for one campaign. */
@Entity('successions')
export class SuccessionEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text')
  campaignId!: string;

  @Column('text')
  unitId!: string;

  @Column('text')
  kind!: string;

  @Column('date')
  effective!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { array: true, default: [] })
  successors!: string[];

  @Column('text', { array: true, default: [] })
  paths!: string[];

  @Column('bigint')
  madeAt!: number;

  @Column('integer', { default: 0 })
  tries!: number;

  @Column('bigint', { default: 0 })
  notBefore!: number;

  @Column('bigint', { nullable: true })
  doneAt!: number | null;
}
