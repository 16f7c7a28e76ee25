import { Button, Result } from 'antd';
import { useWords } from '../platform/language.js';

/** The last resort when a page throws: says so and offers a fresh start. */
export function CrashPage() {
  const { t } = useWords();
  return (
    <main>
      <Result
        status="error"
        title={t('crash.title')}
        subTitle={t('crash.text')}
        extra={
          <Button type="primary" onClick={() => location.reload()}>
            {t('load.again')}
          </Button>
        }
      />
    </main>
  );
}
