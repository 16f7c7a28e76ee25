import { testRule } from './rule-tester.given.js';
import { roleWithoutHolder } from './role-without-holder.js';

testRule(roleWithoutHolder, {
  valid: [{ name: 'roles that are held', options: { heldRoles: new Set(['secretary', 'office']) } }],
  invalid: [
    {
      name: 'a role nobody holds',
      options: { heldRoles: new Set(['secretary']) },
      finds: ['role-without-holder /roles/office'],
    },
    {
      name: 'a role no step uses',
      edit: (t) => void (t.roles = { ...t.roles, idle: { title: { zh: '闲' } } }),
      finds: ['unused-role /roles/idle'],
      fixed: true,
    },
    {
      name: 'substitutes in a circle',
      edit: (t) =>
        void (t.roles = {
          secretary: { title: { zh: '书' }, substitute: 'office' },
          office: { title: { zh: '办' }, substitute: 'secretary' },
        }),
      finds: [
        'substitutes-in-a-circle /roles/secretary/substitute',
        'substitutes-in-a-circle /roles/office/substitute',
      ],
      fixed: true,
    },
  ],
});
