import { Result } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../platform/language.js';
import { usePageTitle } from './header-title.js';

/** No such page, or none for this person: the two are not told apart. */
export function MissingPage() {
  const { t } = useWords();
  usePageTitle(t('missing.title'));
  return (
    <Result
      status="info"
      icon={null}
      title={t('missing.title')}
      subTitle={t('missing.text')}
      extra={<Link to="/">{t('missing.home')}</Link>}
    />
  );
}
