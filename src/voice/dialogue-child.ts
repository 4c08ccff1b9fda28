// Which child of the family: each by first name, all of them on one key; where two share a name the class is added.
import { allChildrenKey, childrenPerPage } from '#voice/dialogue-keys.ts';
import { askOffers, goTo, notUnderstood } from '#voice/dialogue-state.ts';
import type { DialogueState } from '#voice/dialogue-state.ts';
import type { CalledChild, Sentence, Spoken } from '#voice/model.ts';

export function hearChild(state: DialogueState, page: number, digits: string): DialogueState {
  if (digits === allChildrenKey) return askOffers(state, state.family);
  const child = pageOf(state.family, page)[Number(digits) - 1];
  return child === undefined || digits.length !== 1
    ? notUnderstood(state)
    : askOffers(state, [child]);
}

/** Key 9 means another child here too: the next five, then a child that is not on file. */
export function hearMoreChildren(state: DialogueState, page: number): DialogueState {
  const isLast = pageOf(state.family, page + 1).length === 0;
  return isLast ? goTo(state, { at: 'code' }) : goTo(state, { at: 'child', page: page + 1 });
}

export function sayChildren(state: DialogueState, page: number): readonly Sentence[] {
  const isLast = pageOf(state.family, page + 1).length === 0;
  return [
    { key: 'call.whose' },
    ...pageOf(state.family, page).map((child, index): Sentence => {
      const key: Spoken = { kind: 'count', count: index + 1 };
      const { className, values } = naming(state, child);
      return className === null
        ? { key: 'call.child', values: { ...values, key } }
        : { key: 'call.child-of-class', values: { ...values, className, key } };
    }),
    { key: 'call.all-children' },
    { key: isLast ? 'call.other-child' : 'call.more-children' },
  ];
}

/** A sentence about a child; of two with the same name the class is said first. */
export function sayOf(
  state: DialogueState,
  child: CalledChild,
  key: string,
  more: Readonly<Record<string, Spoken>> = {},
): readonly Sentence[] {
  const { className, values } = naming(state, child);
  const sentence = { key, values: { ...values, ...more } };
  if (className === null) return [sentence];
  return [{ key: 'call.which-child', values: { ...values, className } }, sentence];
}

/** The class only where it tells two children apart. */
function naming({ family, chosen }: DialogueState, child: CalledChild) {
  const values = { name: { kind: 'name', text: child.firstName } as const };
  const isShared = [...family, ...chosen].some(
    (other) =>
      other.pupilId !== child.pupilId &&
      other.firstName.toLowerCase() === child.firstName.toLowerCase(),
  );
  const isSaid = isShared && child.className !== null;
  return {
    values,
    className: isSaid ? ({ kind: 'name', text: child.className } as const) : null,
  };
}

function pageOf(children: readonly CalledChild[], page: number): readonly CalledChild[] {
  return children.slice(page * childrenPerPage, (page + 1) * childrenPerPage);
}
