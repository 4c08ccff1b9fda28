// A room imports only itself and the rooms below it; every folder of src is a room of floors.ts.
import { importsOf, pathOf } from '../imports.ts';
import { heightOf, isTest, roomOf } from '../furniture.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

export function checkFloors(tree: Tree): Violation[] {
  return tree.files
    .filter((file) => file.path.startsWith('src/'))
    .flatMap((file) => checkFile(tree, file));
}

function checkFile(tree: Tree, file: SourceFile): Violation[] {
  const room = roomOf(file.path);
  if (room === undefined) {
    return /^src\/(main|floors)(\.test)?\.ts$/.test(file.path)
      ? importsInto(file, 'demo', 'src/main.ts may import every room but demo')
      : [
          violation(
            file,
            0,
            'only main.ts and floors.ts lie in src itself: every other file has a room',
          ),
        ];
  }
  const height = heightOf(tree, room);
  if (height < 0)
    return [violation(file, 0, `the folder src/${room} is not a room of src/floors.ts`)];
  return importsOf(file).flatMap(({ specifier, offset }) => {
    const path = specifier === undefined ? undefined : pathOf(file.path, specifier);
    if (path === undefined || !path.startsWith('src/')) return [];
    const other = roomOf(path);
    if (other === undefined)
      return mayImportTop(file.path, room, path)
        ? []
        : [violation(file, offset, topSentence(room, path))];
    const otherHeight = heightOf(tree, other);
    if (otherHeight < 0)
      return [violation(file, offset, `#${other} is not a room of src/floors.ts`)];
    if (otherHeight <= height) return [];
    return [
      violation(
        file,
        offset,
        `${room} looks up at ${other}: a room imports only itself and lower rooms`,
      ),
    ];
  });
}

/** The demo composes the product a second time, so it may import main.ts; a test may read the list of floors. */
function mayImportTop(from: string, room: string, path: string): boolean {
  return (room === 'demo' && path === 'src/main.ts') || (isTest(from) && path === 'src/floors.ts');
}

function topSentence(room: string, path: string): string {
  return `${room} imports ${path}, which stands above all rooms`;
}

function importsInto(file: SourceFile, room: string, sentence: string): Violation[] {
  return importsOf(file)
    .filter(({ specifier }) => specifier?.startsWith(`#${room}/`))
    .map(({ offset }) => violation(file, offset, sentence));
}
