// Builds src/ into ../src/unfog/views/web/report.js and report.css, and writes what went in beside them.
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const OUT = "../src/unfog/views/web";

// The page's policy forbids assigning HTML text. Leaflet does so once, on loading, to see whether SVG is known.
const PROBE = "div.innerHTML = '<svg/>';";
const KNOWN = "div.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));";
const withoutProbe = {
  name: "leaflet-without-html-probe",
  setup(plugin) {
    const module = fileURLToPath(import.meta.resolve("leaflet/dist/leaflet-src.esm.js"));
    plugin.onResolve({ filter: /^leaflet$/ }, () => ({ path: module }));
    plugin.onLoad({ filter: /leaflet-src\.esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!text.includes(PROBE)) throw new Error("Leaflet's probe for SVG has changed: look at build.mjs");
      return { contents: text.replace(PROBE, KNOWN), loader: "js" };
    });
  },
};

await build({
  entryPoints: { report: "src/main.tsx" },
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  loader: { ".png": "dataurl" },
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  charset: "ascii",
  plugins: [withoutProbe],
});

for (const [name, end] of [["report.js", /<\/script|<!--/i], ["report.css", /<\/style/i]]) {
  const text = await readFile(`${OUT}/${name}`, "utf8");
  if (end.test(text)) throw new Error(`${name} would end its own element when put into a page`);
  await writeFile(`${OUT}/${name}`, text.trimEnd());
  console.log(name, text.length);
}

// What the files were built of: a test holds that the sources have not moved on without a new build.
const hash = createHash("sha256");
const inside = async (folder) => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map((one) => `${one.parentPath}/${one.name}`);
const sources = [...(await inside("src")), ...(await inside("strings"))];
for (const name of [...sources, "build.mjs", "package-lock.json"].sort()) hash.update(`${name}\0`).update(await readFile(name));
await writeFile(`${OUT}/BUILT.toml`, `sources = "${hash.digest("hex")}"\n`);
