// Builds the two faces: families at `/` into dist/portal, the office at `/ufficio/` into dist/office; and the script of the
// demo's telephone into dist/demo-phone, which only the demo serves.
// `vite --config web/vite.config.ts` serves the portal while developing; add `--mode office` for the other face.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { InlineConfig, Plugin } from 'vite';
import { build, defineConfig } from 'vite';

/** One face: the folder under `web/` and the address it is served at. */
interface Face {
  readonly folder: 'portal' | 'office';
  readonly base: string;
}

const target = ['chrome111', 'firefox115', 'safari16.4'];

const portal: Face = { folder: 'portal', base: '/' };
const office: Face = { folder: 'office', base: '/ufficio/' };

export default defineConfig(({ mode }) => ({
  ...configOf(mode === 'office' ? office : portal),
  builder: {
    async buildApp(builder) {
      const { client } = builder.environments;
      if (client !== undefined) await builder.build(client);
      await build({ configFile: false, ...configOf(office) });
      await build({ configFile: false, ...demoPhone });
    },
  },
}));

function configOf(face: Face): InlineConfig {
  const outDir = path(`../dist/${face.folder}`);
  return {
    root: path(`./${face.folder}`),
    base: face.base,
    plugins: [compressedBeside(outDir)],
    build: {
      outDir,
      emptyOutDir: true,
      target,
      // The content security policy allows files of our own only: nothing becomes a data: address
      // and no inline script is written.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    css: {
      preprocessorOptions: {
        scss: {
          loadPaths: [path('../node_modules/bootstrap-italia/src/scss')],
          quietDeps: true,
          silenceDeprecations: ['import', 'global-builtin', 'color-functions'],
        },
      },
    },
    server: { proxy: { '/api': 'http://localhost:3000' } },
  };
}

/** One script with a name that stays: the page is the demo's. */
const demoPhone: InlineConfig = {
  root: path('./demo-phone'),
  build: {
    outDir: path('../dist/demo-phone'),
    emptyOutDir: true,
    target,
    rolldownOptions: {
      input: path('./demo-phone/telephone.ts'),
      output: { entryFileNames: '[name].js' },
    },
  },
};

/** Text lies beside its `.br` and `.gz` twin, so that the server compresses nothing while a parent waits. */
function compressedBeside(outDir: string): Plugin {
  return {
    name: 'compressed-beside',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(?:js|css|html|svg|json|webmanifest)$/.test(name)) continue;
        const content = readFileSync(join(outDir, name));
        writeFileSync(join(outDir, `${name}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(join(outDir, `${name}.br`), brotliCompressSync(content));
      }
    },
  };
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
