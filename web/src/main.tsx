// The page: unpacks the data, then shows head, map or ledger, timeline, list and the chosen event.
import "leaflet/dist/leaflet.css";
import { signal } from "@preact/signals";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { type Basemap, type Data, unpack } from "./data";
import { Detail } from "./detail";
import { Header } from "./header";
import { Ledger } from "./ledger";
import { List, onKey } from "./list";
import { basemap, MapView } from "./map";
import { followPrinting, Printed, printing } from "./print";
import { chosen, data, followAddress, passing, view, VIEWS } from "./state";
import "./style.css";
import { Timeline } from "./timeline";
import { capital, LEDGERS } from "./words";

function App() {
  useEffect(() => {
    document.addEventListener("keydown", onAnyKey);
    return () => document.removeEventListener("keydown", onAnyKey);
  }, []);
  if (printing.value) return <Printed />;
  const ledger = (LEDGERS as readonly string[]).includes(view.value);
  return (
    <div class={`page view-${ledger ? "ledger" : view.value} ${chosen.value ? "with-event" : ""}`}>
      <Header />
      <main>
        <Tabs />
        <div class="panel" id="panel" role="tabpanel" aria-label={capital(view.value)}>
          {ledger ? <Ledger name={view.value} /> : <MapView />}
        </div>
        {!ledger && <List />}
        <Timeline />
        <Detail />
      </main>
    </div>
  );
}

// The list is a view of its own on a telephone only; elsewhere it stands beside the map.
const width = matchMedia("(max-width: 700px)");
const narrow = signal(width.matches);
width.addEventListener("change", () => (narrow.value = width.matches));

function Tabs() {
  const now = !narrow.value && view.value === "list" ? "map" : view.value;
  useEffect(() => document.getElementById(`tab-${now}`)?.scrollIntoView({ block: "nearest", inline: "nearest" }), [now]);
  const counts = new Map<string, number>();
  for (const at of passing.value) {
    const ledger = data.value.events[at]?.ledger ?? "";
    counts.set(ledger, (counts.get(ledger) ?? 0) + 1);
  }
  return (
    <div class="tabs" role="tablist" aria-label="Views" onKeyDown={onTabKey}>
      {VIEWS.map((name) => (
        <button
          key={name} id={`tab-${name}`} type="button" role="tab" class={`tab-${name}`} aria-controls="panel" aria-selected={now === name}
          tabIndex={now === name ? 0 : -1} onClick={() => (view.value = name)}
        >
          {capital(name)}{counts.has(name) && <b> {counts.get(name)?.toLocaleString("en")}</b>}
        </button>
      ))}
    </div>
  );
}

function onTabKey(pressed: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1, Home: -100, End: 100 }[pressed.key];
  if (step === undefined) return;
  pressed.preventDefault();
  const seen = VIEWS.filter((name) => document.getElementById(`tab-${name}`)?.offsetParent);
  const to = Math.abs(step) === 100 ? (step > 0 ? seen.length - 1 : 0) : (seen.indexOf(view.value) + step + seen.length) % seen.length;
  view.value = seen[to] ?? "map";
  document.getElementById(`tab-${view.value}`)?.focus();
}

function onAnyKey(pressed: KeyboardEvent): void {
  const typing = pressed.target instanceof HTMLElement && pressed.target.closest("input, select, textarea");
  if (pressed.key === "Escape" && !typing) chosen.value = "";
  if (typing || pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.defaultPrevented) return;
  if (pressed.key === "/") {
    pressed.preventDefault();
    document.getElementById("search")?.focus();
  } else if (pressed.key === "j" || pressed.key === "k") onKey(pressed);
}

async function open(): Promise<void> {
  const box = document.getElementById("app");
  if (!box) return;
  try {
    [data.value, basemap.value] = await Promise.all([unpack<Data>("data"), unpack<Basemap>("basemap")]);
  } catch (error) {
    box.textContent = `This report cannot be opened here: ${String(error)}. It needs a browser of 2023 or later.`;
    return;
  }
  followAddress();
  followPrinting();
  box.replaceChildren();
  render(<App />, box);
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
}

void open();
