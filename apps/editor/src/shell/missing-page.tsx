import { Result } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../platform/language.js';

/** No such page, or none for this person: the two are not told apart. */
export function MissingPage() {
  const { t } = useWords();
  return (
    <Result
      status="404"
      icon={null}
      title={t('missing.title')}
      subTitle={t('missing.text')}
      extra={<Link to="/">{t('missing.home')}</Link>}
    />
  );
}
