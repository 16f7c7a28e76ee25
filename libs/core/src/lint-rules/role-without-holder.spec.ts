import { stepOf, testRule } from './rule-tester.given.js';
import { roleWithoutHolder } from './role-without-holder.js';

const NOTHING = { all: false, duties: [] };
const EVERYTHING = { all: true, duties: [] };
/** Those who file stand for these, by id or title. */
const held = (...duties: string[]) => ({
  organisation: { holders: { file: { all: false, duties }, review: NOTHING } },
});

testRule(roleWithoutHolder, {
  valid: [
    { name: 'roles that are held', options: held('secretary', '办公室') },
    {
      name: 'roles under one who does it all',
      options: { organisation: { holders: { file: EVERYTHING, review: NOTHING } } },
    },
    {
      name: 'a role somebody stands in for',
      edit: (t) => void (t.roles = { ...t.roles, office: { title: { zh: '办' }, substitute: 'secretary' } }),
      options: held('secretary'),
    },
  ],
  invalid: [
    {
      name: 'a role that reviews, held only by those who file',
      edit: (t) => void (stepOf(t, 'plan').reviews = { check: { by: { who: 'role', role: 'office' } } }),
      options: held('secretary', 'office'),
      finds: ['role-without-holder /roles/office'],
    },
    {
      name: 'a role nobody holds',
      options: held('secretary'),
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
