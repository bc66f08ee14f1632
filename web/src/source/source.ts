// What a page may ask, and of whom: the data in the file, or the server on this machine.
import type { Answer } from "../asked";
import type { Sorting } from "../route";
import type {
  ArticlePage, Changes, Choice, Comparison, EventPage, Facets, Found, Frame, LedgerPage, Lines, Marks, Part, Query, SourcePage, Timeline, Told,
} from "../shapes";


/** Everything that only reads. `null` for an event, article or source means that there is none of that id. */
export interface Source {
  events(query: Query, sorting: Sorting, frame: Frame | null, part: Part): Answer<Lines>;
  facets(query: Query): Answer<Facets>;
  timeline(query: Query): Answer<Timeline>;
  marks(query: Query, frame: Frame | null, zoom: number): Answer<Marks>;
  ledger(name: string, query: Query, part: Part): Answer<LedgerPage>;
  event(id: string): Answer<EventPage | null>;
  article(id: string): Answer<ArticlePage | null>;
  sources(): Answer<Told[]>;
  source(id: string, part: Part): Answer<SourcePage | null>;
  /** Who can be compared: sides and outlets, with how much there is of each. */
  parties(): Answer<Choice[]>;
  compare(a: string, b: string, query: Query, part: Part): Answer<Comparison>;
  changes(since: string, kind: string, part: Part): Answer<Changes>;
  find(query: Query, part: Part): Answer<Found>;
  /** The address under which what is seen can be had as a file; null where the page makes the file itself. */
  file(name: string, query: Query): string | null;
}
