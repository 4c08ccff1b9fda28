// For whom a closure is, out of the columns it is stored in.
import type { ClosureScope, Grade } from '#calendar/model.ts';

export interface ScopeColumns {
  readonly scope: ClosureScope['kind'];
  readonly grade: Grade | null;
  readonly schoolId: string | null;
  readonly classId: string | null;
}

export function closureScopeOf(row: ScopeColumns): ClosureScope {
  if (row.scope === 'grade' && row.grade !== null) return { kind: 'grade', grade: row.grade };
  if (row.scope === 'school' && row.schoolId !== null)
    return { kind: 'school', schoolId: row.schoolId };
  if (row.scope === 'class' && row.classId !== null) return { kind: 'class', classId: row.classId };
  return { kind: 'tenant' };
}
