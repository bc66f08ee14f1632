// Opens the page: the data are in the file (a report), or are asked of `unfog serve`.
import "leaflet/dist/leaflet.css";
import "./style/base.css";
import "./style/frame.css";
import "./style/picture.css";
import "./style/event.css";
import "./style/tables.css";
import "./style/sheets.css";
import "./style/narrow.css";
import "./style/print.css";
import { render } from "preact";
import { App } from "./app";
import { about, desk, edition, embedded, source } from "./data";
import { basemap } from "./parts/map";
import { followList } from "./pages/picture";
import { followPrinting } from "./parts/print";
import { followAddress, served } from "./route";
import { say } from "./say";
import type { About } from "./shapes";
import { Desk, type Rights } from "./source/desk";
import { Embedded } from "./source/embedded/picture";
import { get, onEdition, writeWith } from "./source/http";
import { type Basemap, type Data, unpack } from "./source/rows";
import { Served } from "./source/served";
import type { Source } from "./source/source";

const AGAIN_MS = 700;

interface Start {
  version: string; title: string; token: string; who: string; state: "ready" | "opening"; done: number; total: number; events: number; claims: number; articles: number;
  days: [string, string] | null; today: string | null; zone: string; notes: string[]; types: { value: string; ledger: string }[]; fields: string[];
  choices: Record<string, string[]>; can_add: { url: boolean }; writable: boolean;
}

async function openReport(): Promise<Source> {
  const [data, map] = await Promise.all([unpack<Data>("data"), unpack<Basemap>("basemap")]);
  const report = new Embedded(data);
  basemap.value = map;
  about.value = report.about();
  embedded.value = report;
  return report;
}

async function openServed(box: HTMLElement): Promise<Source> {
  served.value = true;
  const map = fetch(`${box.dataset.static}/basemap.json?v=${box.dataset.v}`).then((answer) => answer.json() as Promise<Basemap>);
  const start = await started(box);
  writeWith(start.token);
  about.value = aboutOf(start);
  const rights: Rights = { who: start.who, fields: start.fields, choices: start.choices, url: start.can_add.url, zone: start.zone };
  if (start.writable) desk.value = new Desk(rights);
  onEdition(() => void renew());
  void map.then((value) => (basemap.value = value));
  return new Served(new Map(start.types.map((type) => [type.value, type.ledger])));
}

function aboutOf({ title, version, notes, events, claims, articles, days, today, zone, writable }: Start): About {
  return { title, version, notes, events, claims, articles, days, today, zone, writable };
}

/** Wait, and say how far it is, while the server makes the store ready for questions. */
async function started(box: HTMLElement): Promise<Start> {
  for (;;) {
    const start = await get<Start>("/start");
    if (start.state === "ready") return start;
    const line = document.createElement("p");
    line.className = "opening";
    line.setAttribute("role", "status");
    line.textContent = say("opening.store", { done: start.done, total: start.total });
    box.replaceChildren(line);
    await new Promise((then) => setTimeout(then, AGAIN_MS));
  }
}

/** The picture in the store is another one: its size and days are asked anew, and then all that is shown. */
async function renew(): Promise<void> {
  about.value = aboutOf(await get<Start>("/start"));
  edition.value += 1;
}

async function open(): Promise<void> {
  const box = document.getElementById("app");
  if (!box) return;
  let answering: Source;
  try {
    answering = await (box.dataset.api ? openServed(box) : openReport());
  } catch (error) {
    box.textContent = say(box.dataset.api ? "opening.refused" : "opening.unreadable", { error: error instanceof Error ? error.message : String(error) });
    return;
  }
  followAddress();
  source.value = answering;
  followList();
  followPrinting();
  box.replaceChildren();
  render(<App />, box);
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
}

void open();
