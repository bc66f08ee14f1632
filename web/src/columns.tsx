// The columns of the seven ledgers.
import type { ComponentChildren } from "preact";
import type { Happening, Range } from "./data";
import { gradeOf } from "./filter";
import { range, when, where } from "./format";
import { Glyph } from "./grades";
import { chosenEvent, data } from "./state";
import { basis, country, factuality, measure, plain } from "./words";

export interface Column { name: string; cell: (event: Happening) => ComponentChildren; text: (event: Happening) => string; number?: boolean }

const textual = (name: string, text: (event: Happening) => string): Column => ({ name, text, cell: text });

/** The figure over all sources, else the first one given by a side. */
function overall(event: Happening, measures: string[]): Range | undefined {
  const fitting = event.figures.filter((figure) => measures.includes(figure.measure));
  return fitting.find((figure) => !figure.side && figure.basis !== "total") ?? fitting.find((figure) => !figure.side) ?? fitting[0];
}

function figure(name: string, ...measures: string[]): Column {
  const text = (event: Happening): string => {
    const found = overall(event, measures);
    return found ? [range(found), basis(found.basis)].filter(Boolean).join(", ") : "";
  };
  const cell = (event: Happening): ComponentChildren => {
    const found = overall(event, measures);
    return found && <span title={counts(event, measures)}>{range(found)}{found.basis === "total" && <small> total</small>}</span>;
  };
  return { name, text, cell, number: true };
}

/** By whose count: each side's range, in words. */
function counts(event: Happening, measures: string[]): string {
  const own = event.figures.filter((one) => measures.includes(one.measure));
  return own.map((one) => `${one.side ? `${country(one.side)}'s count` : "all sources"}: ${range(one)} ${basis(one.basis)}`.trim()).join("; ");
}

const other = (skip: string[]): Column => textual("Figures", (event) => {
  const own = event.figures.filter((one) => !one.side && !skip.includes(one.measure));
  return own.map((one) => `${range(one)} ${one.of ?? measure(one.measure)}${one.basis === "total" ? " (total)" : ""}`).join("; ");
});

const countedBy = textual("By whose count", (event) => {
  const sides = new Set(event.figures.flatMap((one) => (one.side ? [country(one.side)] : [])));
  return [...sides].join(", ");
});

const GRADE: Column = {
  name: "Grade",
  text: gradeOf,
  cell: (event) => <span class="nowrap"><Glyph grade={gradeOf(event)} /> {gradeOf(event)}</span>,
};
const WHEN = textual("When", when);
const WHERE = textual("Where", (event) => (event.place ? where(event.place) : ""));
const KIND = textual("What", (event) => plain(event.event_type));
const BY = textual("By", (event) => event.initiator.join(", "));
const ON = textual("On", (event) => event.recipient.join(", "));
const ITEMS = textual("With", (event) => event.items.join(", "));
const SAYS = textual("Says so", (event) => event.sources_for.join(", "));
const DENIES = textual("Says otherwise", (event) => event.sources_against.join(", "));
const LINE = textual("In a line", (event) => event.headline);
const CERTAINTY = textual("Given", (event) => {
  const found = new Set(event.claims.flatMap((at) => factuality(data.value.claims[at]?.factuality ?? "")));
  return [...found].filter(Boolean).join(", ");
});

export const COLUMNS: Record<string, Column[]> = {
  strikes: [GRADE, WHEN, WHERE, KIND, BY, ITEMS, figure("Launched", "launched", "attacks"), figure("Intercepted", "intercepted"), figure("Hit", "hit", "destroyed"), figure("Killed", "killed", "casualties"), countedBy, LINE],
  ground: [GRADE, WHEN, WHERE, KIND, textual("Outcome", (event) => plain(event.outcome ?? "")), BY, ON, SAYS, DENIES, LINE],
  forces: [GRADE, WHEN, WHERE, KIND, BY, ITEMS, other([]), SAYS, LINE],
  aid: [GRADE, WHEN, textual("From", (event) => event.initiator.join(", ")), textual("To", (event) => event.recipient.join(", ")), textual("Stage", (event) => plain(event.aid_stage ?? "")), textual("What", (event) => event.items.join(", ")), other([]), LINE],
  diplomacy: [GRADE, WHEN, KIND, BY, textual("Towards", (event) => event.recipient.join(", ")), textual("About", (event) => event.topic ?? ""), WHERE, LINE],
  humanitarian: [GRADE, WHEN, WHERE, KIND, figure("Killed", "killed", "casualties"), figure("Wounded", "wounded"), figure("People", "people"), other(["killed", "wounded", "casualties", "people"]), countedBy, LINE],
  outlook: [GRADE, textual("By when", (event) => (event.begin ? when(event) : "not said")), WHERE, KIND, BY, CERTAINTY, SAYS, LINE],
};

/** What each ledger's chart counts. */
export const DIMENSION: Record<string, { title: string; of: (event: Happening) => string; order?: string[] }> = {
  strikes: { title: "by kind", of: (event) => plain(event.event_type) },
  ground: { title: "by outcome", of: (event) => plain(event.outcome ?? event.event_type) },
  forces: { title: "by kind", of: (event) => plain(event.event_type) },
  aid: { title: "by stage", of: (event) => event.aid_stage ?? "stage not said", order: ["requested", "considered", "pledged", "approved", "delayed", "delivered", "refused"] },
  diplomacy: { title: "by kind", of: (event) => plain(event.event_type) },
  humanitarian: { title: "by kind", of: (event) => plain(event.event_type) },
  outlook: { title: "by what is expected", of: (event) => plain(event.event_type) },
};

export const isChosen = (event: Happening): boolean => chosenEvent.value === event;
