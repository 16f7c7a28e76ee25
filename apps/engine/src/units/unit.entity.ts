import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A unit of the tree as it is today. */
@Entity('units')
export class UnitEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { unique: true })
  code!: string;

  @Column('text')
  nameZh!: string;

  @Column('text', { nullable: true })
  nameEn!: string | null;

  @Column('text', { nullable: true })
  parentId!: string | null;

  @Column({ type: 'text', collation: 'C' })
  path!: string;

  @Column('integer')
  level!: number;

  @Column('text')
  category!: string;

  @Column('text', { nullable: true })
  rank!: string | null;

  @Column('integer', { default: 0 })
  members!: number;

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validTo!: string | null;

  @Column('text', { array: true, default: '{}' })
  formerNames!: string[];

  @Column('integer', { default: 1 })
  version!: number;
}
