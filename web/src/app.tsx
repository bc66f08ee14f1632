// The frame of the application and of a report: the head with the ways to all pages, and the page that is open.
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { about } from "./data";
import { Notice } from "./desk/notice";
import { AboutSheet } from "./pages/about";
import { Add } from "./pages/add";
import { ArticleSheet } from "./pages/article";
import { ChangesSheet } from "./pages/changes";
import { Compare } from "./pages/compare";
import { EventSheet } from "./pages/event";
import { Judgements } from "./pages/judgements";
import { Ledgers } from "./pages/ledgers";
import { Picture } from "./pages/picture";
import { Review } from "./pages/review";
import { Search } from "./pages/search";
import { Sources } from "./pages/sources";
import { onKey } from "./parts/list";
import { playing } from "./parts/playback";
import { Printed, printing } from "./parts/print";
import { Empty } from "./parts/state";
import { chosen, go, hrefOf, lost, type Page, page } from "./route";
import { say } from "./say";

const SHEETS: Record<Page, ComponentType> = {
  picture: Picture, ledgers: Ledgers, search: Search, sources: Sources, compare: Compare, changes: ChangesSheet, review: Review, add: Add,
  event: EventSheet, article: ArticleSheet, judgements: Judgements, about: AboutSheet,
};
const READING: Page[] = ["picture", "ledgers", "search", "sources", "compare", "changes"];
const WRITING: Page[] = ["review", "add"];

export function App() {
  useEffect(() => {
    document.addEventListener("keydown", onAnyKey);
    return () => document.removeEventListener("keydown", onAnyKey);
  }, []);
  useEffect(() => {
    if (page.value === "picture" || page.value === "ledgers") document.title = [say(`nav.${page.value}`), about.value.title].join(" · ");
  }, [page.value]);
  const Sheet = SHEETS[page.value];
  if (printing.value) return <Printed />;
  return (
    <div class={`frame at-${page.value}`}>
      <a class="skip" href="#main" onClick={skip}>{say("nav.skip")}</a>
      <Head />
      <main id="main" tabIndex={0}>{lost.value ? <Empty title={say("nav.lost")}><a href={hrefOf("picture")}>{say("event.to_picture")}</a></Empty> : <Sheet />}</main>
      <Notice />
    </div>
  );
}

function skip(clicked: Event): void {
  clicked.preventDefault();
  document.getElementById("main")?.focus();
}

function Head() {
  const open = [...READING, ...(about.value.writable ? WRITING : [])];
  return (
    <header class="head">
      <h1><a href={hrefOf("about")} title={say("about.title")}><bdi>{about.value.title || "unfog"}</bdi></a></h1>
      <nav class="nav" aria-label={say("nav.name")}>
        {open.map((name) => <a key={name} href={hrefOf(name)} aria-current={page.value === name ? "page" : undefined}>{say(`nav.${name}` as "nav.picture")}</a>)}
      </nav>
    </header>
  );
}

function onAnyKey(pressed: KeyboardEvent): void {
  const typing = pressed.target instanceof HTMLElement && pressed.target.closest("input, select, textarea");
  if (pressed.key === "Escape" && !typing) chosen.value = "";
  if (typing || pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.defaultPrevented) return;
  if (pressed.key === "/") find(pressed);
  else if (pressed.key === "?") go(hrefOf("about"));
  else if (pressed.key === "p" && page.value === "picture") playing.value = !playing.value;
  else if ((pressed.key === "j" || pressed.key === "k") && page.value === "picture") onKey(pressed);
}

/** To the search field of the page; where there is none, to the page that has one. */
function find(pressed: KeyboardEvent): void {
  pressed.preventDefault();
  const field = document.getElementById("search");
  if (field) field.focus();
  else {
    go(hrefOf("search"));
    setTimeout(() => document.getElementById("search")?.focus());
  }
}

