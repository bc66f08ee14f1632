// Events as a plain list whose lines lead to their pages.
import type { ComponentChildren } from "preact";
import { hrefOf } from "../route";
import type { Line, Snippet } from "../shapes";
import { Facts } from "./list";

export function EventLine({ line, children }: { line: Line; children?: ComponentChildren }) {
  return (
    <li class="event-line">
      <Facts line={line} />
      <a href={hrefOf("event", line.id)} dir="auto">{line.headline}</a>
      {children}
    </li>
  );
}

export function Snippets({ parts }: { parts: Snippet[] }) {
  if (parts.length === 0) return null;
  return <p class="snippet" dir="auto">{parts.map((part, at) => (part.hit ? <mark key={at} class="this">{part.text}</mark> : part.text))}</p>;
}
