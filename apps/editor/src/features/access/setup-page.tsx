import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { ProblemResponse, setupRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import { SESSION_KEY } from '../../platform/query-client.js';
import { usePageTitle } from '../../shell/header-title.js';
import { Door } from './door.js';
import { NewPasswordFields } from './new-password-fields.js';

interface Fields {
  county: string;
  code: string;
  name: string;
  login: string;
  next: string;
  start?: string;
}

/** The first page of an empty database: county and administrator. */
export function SetupPage() {
  const { t } = useWords();
  const queries = useQueryClient();
  usePageTitle(t('setup.title'));
  const setup = useMutation({
    mutationFn: async (fields: Fields) =>
      await client.call(setupRoutes.create, {
        body: {
          county: { code: fields.code, name: { zh: fields.county } },
          administrator: { login: fields.login, name: { zh: fields.name }, password: fields.next },
          ...(fields.start === undefined || fields.start === '' ? {} : { code: fields.start.trim() }),
        },
      }),
    onSuccess: (me) => {
      queries.setQueryData(SESSION_KEY, me);
      void queries.invalidateQueries({ queryKey: ['system'] });
    },
  });
  const required = { required: true, whitespace: true, message: t('field.required') };
  return (
    <Door title={t('setup.title')} lead={t('setup.intro')} wide>
      {setup.isError && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={setup.error instanceof ProblemResponse ? setup.error.problem.detail : t('signin.unreachable')}
          style={{ marginBottom: 16 }}
        />
      )}
      <Form
        layout="vertical"
        requiredMark={false}
        validateTrigger="onBlur"
        onFinish={(fields: Fields) => setup.mutate(fields)}
      >
        <h2>{t('setup.county')}</h2>
        <Form.Item name="county" label={t('setup.county.name')} rules={[required]}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('setup.county.code')}
          extra={t('setup.county.code.hint')}
          rules={[required, { pattern: /^[\p{L}\p{N}._/-]+$/u, message: t('field.code.shape') }]}
        >
          <Input maxLength={40} spellCheck={false} />
        </Form.Item>
        <h2>{t('setup.admin')}</h2>
        <Form.Item name="name" label={t('setup.admin.name')} rules={[required]}>
          <Input maxLength={100} autoComplete="name" />
        </Form.Item>
        <Form.Item
          name="login"
          label={t('setup.admin.login')}
          rules={[required, { pattern: /^[\p{L}\p{N}._@-]{2,60}$/u, message: t('field.login.shape') }]}
        >
          <Input maxLength={60} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <NewPasswordFields />
        <Form.Item name="start" label={t('setup.code')} extra={t('setup.code.hint')}>
          <Input maxLength={100} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={setup.isPending}>
          {t('setup.submit')}
        </Button>
      </Form>
    </Door>
  );
}
