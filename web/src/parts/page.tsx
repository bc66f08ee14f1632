// The frame of a page that is read rather than looked at: a heading that takes the focus when one comes to it.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { about } from "../data";

export function Sheet({ title, children, wide = false }: { title: string; children: ComponentChildren; wide?: boolean }) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [title, about.value.title].filter(Boolean).join(" · ");
  }, [title]);
  useEffect(() => head.current?.focus({ preventScroll: true }), []);
  return (
    <div class={wide ? "sheet wide" : "sheet"}>
      <h2 class="sheet-title" ref={head} tabIndex={-1} dir="auto">{title}</h2>
      {children}
    </div>
  );
}
