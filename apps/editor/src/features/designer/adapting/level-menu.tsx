import { ApartmentOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { memo } from 'react';
import { Link } from 'react-router';
import type { Design } from '@gangmu/contract';
import { useWords } from '../../../platform/language.js';
import { levelPages } from './design-frame.js';

/** From a design to the pages about the levels above and below it. */
export const LevelMenu = memo(function LevelMenu({ design }: { design: Design }) {
  const { t } = useWords();
  const pages = levelPages(design);
  if (pages.length === 0) return null;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: pages.map(({ id, word }) => ({
          key: id,
          label: <Link to={`/designs/${design.id}/${id}`}>{t(word)}</Link>,
        })),
      }}
    >
      <Button icon={<ApartmentOutlined aria-hidden />}>{t('levels.more')}</Button>
    </Dropdown>
  );
});
