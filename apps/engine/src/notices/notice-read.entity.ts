import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a post has read a notice. */
@Entity('notice_reads')
export class NoticeReadEntity {
  @PrimaryColumn('bigint')
  noticeId!: number;

  @PrimaryColumn('text')
  postId!: string;

  @Column('bigint')
  at!: number;
}
