import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { ProblemResponse, sessionRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import { SESSION_KEY } from '../../platform/query-client.js';
import { NewPasswordFields } from './new-password-fields.js';

/** Current and new password; tells when it is done. */
export function PasswordForm({ done }: { done?: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async ({ current, next }: { current: string; next: string }) =>
      await client.call(sessionRoutes.changePassword, { body: { current, next } }),
    onSuccess: () => {
      void message.success(t('password.done'));
      void queries.invalidateQueries({ queryKey: SESSION_KEY });
      done?.();
    },
  });
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      validateTrigger="onSubmit"
      onFinish={(fields: { current: string; next: string }) => change.mutate(fields)}
    >
      {change.isError && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={change.error instanceof ProblemResponse ? change.error.problem.detail : t('signin.unreachable')}
          style={{ marginBottom: 16 }}
        />
      )}
      <Form.Item
        name="current"
        label={t('password.current')}
        rules={[{ required: true, message: t('field.required') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={1000} autoFocus />
      </Form.Item>
      <NewPasswordFields />
      <Button type="primary" htmlType="submit" block loading={change.isPending}>
        {t('password.submit')}
      </Button>
    </Form>
  );
}
