import { describe, expect, it } from '@jest/globals';
import { organisationIn } from './organisation-in.js';

const file = (name: string, ...lines: string[]) => ({ name, bytes: new TextEncoder().encode(lines.join('\n')) });
const UNITS = file(
  'units.csv',
  '编码,名称,上级编码,类别,级别,党员人数,属地,领域,停用日期',
  'C,县,,县,,5,,,',
  'T,东镇,C,乡镇,正科级,12,东片,农口,',
  'X,旧镇,C,乡镇,,9,,,2025-12-31',
  'A,甲,B,村,,1,,,',
  'B,乙,A,村,,1,,,',
  'P,别处的村,ELSEWHERE,村,,1,,,',
);

describe('an organisation in files', () => {
  it('has the units of the day, with what conditions ask of them', async () => {
    const { organisation, problems } = await organisationIn([UNITS], '2026-03-02');
    expect(problems).toEqual([]);
    expect(organisation.holders).toBeUndefined();
    expect(organisation.units.map(({ code, facts }) => [code, facts.level])).toEqual([
      ['C', 0],
      ['T', 1],
      ['A', 1],
      ['B', 1],
      ['P', 0],
    ]);
    expect(organisation.units[1]).toEqual({
      code: 'T',
      superior: 'C',
      name: { zh: '东镇' },
      facts: { category: 'township', rank: '正科级', level: 1, size: 12, groups: ['东片', '农口'] },
      territory: '东片',
    });
  });

  it('says what posts stand for that are held and have begun', async () => {
    const posts = file(
      'posts.csv',
      'code,unit_code,title,role,duties,holder_login,valid_from',
      'P1,T,填报,operator,联络员;书记,li,2026-01-01',
      'P2,T,填报,operator,,,',
      'P3,T,审核,reviewer,,wang,',
      'P4,T,填报,operator,,zhao,2027-01-01',
    );
    const { organisation } = await organisationIn([UNITS, posts], '2026-03-02');
    expect(organisation.holders).toEqual({
      file: { all: false, duties: ['联络员', '书记'] },
      review: { all: true, duties: [] },
    });
  });

  it('names what is wrong in them, row by row', async () => {
    const twice = file('more.csv', 'code,name,parent_code,category', 'T,东镇,C,township', ',无,C,village');
    const { problems } = await organisationIn([UNITS, twice, file('x.csv', 'a,b', '1,2')], '2026-03-02');
    expect(problems.map(({ file: name, row, code }) => [name, row, code])).toEqual([
      ['more.csv', 3, 'import.value-missing'],
      ['x.csv', 0, 'import.kind-unknown'],
      ['more.csv', 2, 'import.code-twice'],
    ]);
  });
});
