// Bundles the page by esbuild into the folder that is named: index.html, assets under names with a digest of their
// content, each with its gzip beside it, and files.txt with the name and the type of each. The same sources give the
// same bytes.
import { build } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

const MOST_BYTES = 200 * 1024;
const out = process.argv[2];
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const result = await build({
  entryPoints: { page: "src/main/typescript/main.tsx" },
  outdir: join(out, "assets"),
  entryNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  logLevel: "warning",
});

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "assets"), { recursive: true });
const listed = [];
let total = 0;

function put(name, content) {
  const zipped = gzipSync(content, { level: 9 });
  writeFileSync(join(out, name), content);
  writeFileSync(join(out, name + ".gz"), zipped);
  listed.push(`${name}\t${types[name.slice(name.lastIndexOf("."))]}`);
  total += zipped.length;
}

const icon = readFileSync("src/main/typescript/icon.svg");
const iconName = `assets/icon-${createHash("sha256").update(icon).digest("hex").slice(0, 8)}.svg`;
put(iconName, icon);
const assets = {};
for (const file of result.outputFiles) {
  const name = `assets/${basename(file.path)}`;
  put(name, file.contents);
  assets[name.slice(name.lastIndexOf("."))] = `/${name}`;
}
const shell = readFileSync("src/main/typescript/index.html", "utf8")
  .replace("SCRIPT", assets[".js"])
  .replace("STYLE", assets[".css"])
  .replace("ICON", `/${iconName}`);
put("index.html", Buffer.from(shell));
if (total > MOST_BYTES) {
  throw new Error(`the page has ${total} compressed bytes, and ${MOST_BYTES} is the most`);
}
writeFileSync(join(out, "files.txt"), listed.sort().join("\n") + "\n");
console.log(`web: ${total} bytes compressed`);
