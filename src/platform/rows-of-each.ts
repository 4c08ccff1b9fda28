// A piece of SQL: the rows of a few ids, each looked up by itself.

/**
 * What to select from, as `alias`: the rows of `relation` whose `column` is one of the ids of `parameter` ($2::uuid[]) and for which
 * `when` holds. One plan serves all authorities and is made from their average: for `column = any(…)` it may read an authority
 * whole, which takes nothing where most are villages and a hundred times as long in a city (decision 038). Looked up one by
 * one, an index must find them.
 */
export function rowsOfEach(
  relation: string,
  column: string,
  parameter: string,
  alias: string,
  when = 'true',
): string {
  return `(select distinct id from unnest(${parameter}) as asked (id)) ${alias}_asked
     cross join lateral (select * from ${relation} ${alias}
           where ${alias}.tenant_id = $1 and ${alias}.${column} = ${alias}_asked.id and ${when} offset 0) ${alias}`;
}
