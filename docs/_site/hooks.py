"""Hooks of MkDocs: reference pages are made, files beside the docs become pages, and links to them lead there."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from docs._site import errors, reference  # noqa: E402  found by the line above

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

BESIDE = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changes.md",
    "SECURITY.md": "security.md",
    "samples/README.md": "samples.md",
    "evals/gold/CARD.md": "gold.md",
    "training/reader/README.md": "reader.md",
}
LINK = re.compile(r"(?<!!)\[([^\]\n]*)\]\(((?![a-z]+:)[\w./-]+)((?:#[\w-]+)?)\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put guides that the menu does not name at the end of its guides."""
    guides = next(part["Guides"] for part in config.nav if "Guides" in part)
    named = {place for each in guides for place in each.values()}
    for path in sorted((ROOT / "docs" / "guide").glob("*.md")):
        if f"guide/{path.name}" not in named:
            title = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
            guides.append({title: f"guide/{path.name}"})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that no file under `docs` holds."""
    from mkdocs.structure.files import File  # noqa: PLC0415

    for name in reference.PAGES:
        files.append(File.generated(config, f"reference/{name}.md", content=reference.page(name)))
    files.append(File.generated(config, "reference/errors.md", content=errors.page()))
    files.append(File.generated(config, "decisions/index.md", content=decisions()))
    for path, name in BESIDE.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=led(text, Path(path).parent, Path())))
    return files


def decisions() -> str:
    """The page that leads to every decision."""
    pages = sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md"))
    titles = ((path.name, path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")) for path in pages)
    return "# Decisions\n\nWith their reasons and their price.\n\n" + "".join(f"- [{title}]({name})\n" for name, title in titles)


def on_page_markdown(markdown: str, page: object, **_: object) -> str:
    """Let links out of `docs` lead to the page that stands for the file, or to none."""
    return led(markdown, Path("docs") / Path(page.file.src_uri).parent, Path(page.file.src_uri).parent)


def led(text: str, folder: Path, site: Path) -> str:
    """The text with its links as they are on the site; `folder` is where it lies in the checkout, `site` where on the site."""

    def link(found: re.Match[str]) -> str:
        target = (ROOT / folder / found[2]).resolve()
        path = str(target.relative_to(ROOT)) if target.is_relative_to(ROOT) else ""
        if path in BESIDE:
            place = BESIDE[path]
        elif not path.startswith("docs/") and target.exists():
            return f"{found[1]} (`{path}`)"  # a file of the checkout that is no page
        elif folder == Path("docs") / site:
            return found[0]  # checked by MkDocs
        else:
            place = path.removeprefix("docs/")
        return f"[{found[1]}]({'../' * len(site.parts)}{place}{found[3]})"

    return LINK.sub(link, text)
