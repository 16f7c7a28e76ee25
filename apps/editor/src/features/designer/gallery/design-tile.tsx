import { CopyOutlined, DeleteOutlined, HistoryOutlined, MoreOutlined, StopOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Design, designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import { useInbox, waitingAt } from '../takeover/inbox-data.js';
import { waitsFor } from '../takeover/waits.js';
import type { Beginning } from './beginning.js';
import { PutAway } from './put-away.js';
import { DesignThumbnail } from './thumbnail.js';

interface Props {
  design: Design;
  /** Begins a new design from this one; undefined for those who may not design. */
  begin: ((from: Beginning) => void) | undefined;
}

/** One design of the gallery: its shape, whose it is, where it stands. */
export function DesignTile({ design, begin }: Props) {
  const { t, local, language } = useWords();
  const refusalWords = useRefusalWords();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState(false);
  const archive = async (archived: boolean): Promise<void> => {
    try {
      await client.call(designRoutes.change, { params: { design: design.id }, body: { archived } });
      await queries.invalidateQueries({ queryKey: ['designs'] });
    } catch (error) {
      message.error(refusalWords(error));
      return;
    }
    if (archived) sayGone();
  };
  const sayGone = (): void => {
    const key = `archived-${design.id}`;
    message.open({
      key,
      type: 'success',
      duration: 10,
      content: (
        <>
          {t(design.published === null ? 'designs.removed' : 'designs.put-away.done', {
            title: local(design.title),
          })}{' '}
          <Button
            type="link"
            size="small"
            onClick={() => {
              message.destroy(key);
              void archive(false);
            }}
          >
            {t('designs.removed.undo')}
          </Button>
        </>
      ),
    });
  };
  const { published, draft, may } = design;
  const waits = waitsFor(design);
  const inbox = useInbox(begin !== undefined);
  const waiting = inbox.data === undefined ? 0 : waitingAt(inbox.data, design.id);
  const items = [
    ...(begin !== undefined && published !== null
      ? [
          { key: 'last-year', icon: <HistoryOutlined aria-hidden />, label: t('designs.again') },
          { key: 'template', icon: <CopyOutlined aria-hidden />, label: t('designs.copy') },
        ]
      : []),
    ...(may.design && published === null
      ? [{ key: 'remove', icon: <DeleteOutlined aria-hidden />, label: t('designs.remove'), danger: true }]
      : []),
    ...(may.publish && published !== null
      ? [{ key: 'put-away', icon: <StopOutlined aria-hidden />, label: t('designs.put-away'), danger: true }]
      : []),
  ];
  return (
    <div className="design-tile">
      <Link to={`/designs/${design.id}`} className="open">
        <DesignThumbnail design={design} />
        <strong>{local(design.title)}</strong>
        <span>
          {local(design.unit.name)} · {t(`designs.kind.${design.kind}`)}
        </span>
        <span className="state">
          <Tag color={published === null ? undefined : 'blue'}>
            {published === null ? t('designs.unpublished') : t('designs.published', { number: published.number })}
          </Tag>
          {waiting > 0 && <Tag color="orange">{t('designs.waiting', { count: waiting })}</Tag>}
          {waits === 'publishing' && <Tag color="orange">{t('designs.pending.drafted')}</Tag>}
          {waits === 'takeover' && (
            <Tag color="orange">
              {design.update === null || design.update.conflicts === 0
                ? t('designs.pending')
                : t('designs.pending.count', { count: design.update.conflicts })}
            </Tag>
          )}
          {design.recheck !== null && (
            <Tag color="orange" title={t('designs.recheck.by', { calendar: design.recheck.calendar })}>
              {t('designs.recheck', { count: design.recheck.findings })}
            </Tag>
          )}
          {design.state === 'orphaned' && <Tag color="red">{t('designs.orphaned')}</Tag>}
          {draft !== null && <small>{t('designs.draft', { time: instantWords(draft.savedAt, language) })}</small>}
        </span>
      </Link>
      {items.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items,
            onClick: ({ key }) => {
              if (key === 'remove')
                modal.confirm({
                  title: t('designs.remove.title'),
                  content: t('designs.remove.text', { title: local(design.title) }),
                  okText: t('designs.remove'),
                  okButtonProps: { danger: true },
                  cancelText: t('action.cancel'),
                  onOk: async () => await archive(true),
                });
              else if (key === 'put-away') setLeaving(true);
              else begin?.({ from: key === 'template' ? 'template' : 'last-year', design });
            },
          }}
        >
          <Button
            type="text"
            size="small"
            className="more"
            icon={<MoreOutlined aria-hidden />}
            aria-label={t('designs.more', { title: local(design.title) })}
          />
        </Dropdown>
      )}
      {leaving && (
        <PutAway
          design={design}
          done={() => {
            setLeaving(false);
            sayGone();
          }}
          close={() => setLeaving(false)}
        />
      )}
    </div>
  );
}
