// What is shown: answers to the questions that the filter and the page put to the data.
import { computed, signal } from "@preact/signals";
import { asked } from "./asked";
import { bounds, followMap, page, query, sorting } from "./route";
import type { About, Line, Lines } from "./shapes";
import type { Desk } from "./source/desk";
import type { Embedded } from "./source/embedded/picture";
import type { Source } from "./source/source";

export const source = signal<Source | null>(null);
/** The same where the data are in the file: then the page can make files of them itself. */
export const embedded = signal<Embedded | null>(null);
/** Where one may write: judge claims, add articles. Null in a report. */
export const desk = signal<Desk | null>(null);
const NO_ABOUT: About = { title: "", version: "", notes: [], events: 0, claims: 0, articles: 0, days: null, today: null, zone: null, writable: false };
export const about = signal<About>(NO_ABOUT);

/** Counted up when the picture has changed under the page, so that all is asked anew. */
export const edition = signal(0);

const shown = computed(() => ["picture", "ledgers"].includes(page.value));
const now = (): Source | null => {
  void edition.value;
  return shown.value ? source.value : null;
};

export const facets = asked(() => now()?.facets(query.value) ?? null).state;
export const timeline = asked(() => (page.value === "picture" ? now()?.timeline(query.value) ?? null : null)).state;
export const matched = computed(() => facets.value.value?.matched ?? 0);

const PAGE = 200;

/** The list as far as it has been looked at: pages of it by number. */
export class Listing {
  readonly pages = signal<Map<number, Line[]>>(new Map());
  readonly matched = signal(0);
  readonly waiting = signal(true);
  readonly error = signal("");
  private asking = new Set<number>();
  private edition = 0;

  /** Forget all and ask for the first page. */
  restart(): void {
    this.edition += 1;
    this.asking.clear();
    this.ask(0, true);
  }

  at(position: number): Line | undefined {
    return this.pages.value.get(Math.floor(position / PAGE))?.[position % PAGE];
  }

  /** Ask for the pages that hold the rows from `first` to `last`, where they are not here. */
  need(first: number, last: number): void {
    for (let number = Math.floor(Math.max(0, first) / PAGE); number <= Math.floor(Math.max(0, last) / PAGE); number += 1) {
      if (!this.pages.peek().has(number)) this.ask(number, false);
    }
  }

  private ask(number: number, fresh: boolean): void {
    if (this.asking.has(number) || !source.peek()) return;
    this.asking.add(number);
    const mine = this.edition;
    const frame = followMap.peek() ? bounds.peek() : null;
    const take = (lines: Lines): void => {
      if (mine !== this.edition) return;
      this.pages.value = new Map(fresh ? [] : this.pages.peek()).set(number, lines.rows);
      this.matched.value = lines.matched;
      this.waiting.value = false;
      this.error.value = "";
      this.asking.delete(number);
    };
    const answer = source.peek()!.events(query.peek(), sorting.peek(), frame, { offset: number * PAGE, limit: PAGE });
    if (!(answer instanceof Promise)) return take(answer);
    this.waiting.value = true;
    answer.then(take, (error: Error) => {
      if (mine !== this.edition) return;
      this.error.value = error.message;
      this.waiting.value = false;
    });
  }
}

export const listing = new Listing();

/** The places of the rows that are here, by event. */
export const positions = computed(() => {
  const found = new Map<string, number>();
  for (const [number, rows] of listing.pages.value) rows.forEach((row, at) => found.set(row.id, number * PAGE + at));
  return found;
});
