import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A group beside the tree. */
@Entity('unit_groups')
export class UnitGroupEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  code!: string;

  @Column('text')
  nameZh!: string;

  @Column('text', { nullable: true })
  nameEn!: string | null;
}

/** A unit in a group, from day to day. */
@Entity('unit_group_members')
export class UnitGroupMemberEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text')
  groupId!: string;

  @Column('text')
  unitId!: string;

  @Column('date')
  fromDate!: string;

  @Column('date', { nullable: true })
  toDate!: string | null;
}
