"""Charts and maps as inline SVG, without scripts: they open offline and print.

Looks are attributes of each element, since programs that make PDF pass no style sheet on to a drawing.
"""

from __future__ import annotations

FONT = 'font-family="DejaVu Sans, Liberation Sans, Arial, sans-serif"'
LOOKS = {
    "label": f'{FONT} font-size="11" fill="#1d2329"',
    "rest": 'fill="#c3d3e0"',
    "part": 'fill="#2f6a99"',
    "sea": 'fill="#dbe7ef"',
    "land": 'fill="#f4f1ea" fill-rule="evenodd"',
    "lakes": 'fill="#dbe7ef" fill-rule="evenodd"',
    "rivers": 'fill="none" stroke="#b5cddd" stroke-width="1"',
    "regions": 'fill="none" stroke="#dcd6c8" stroke-width="0.6"',
    "borders": 'fill="none" stroke="#a39c8b" stroke-width="1.1"',
    "disputed": 'fill="none" stroke="#a39c8b" stroke-width="1.1" stroke-dasharray="5 4"',
    "name": f'{FONT} font-size="9" fill="#6d7780"',
    "halo": f'{FONT} font-size="11" font-weight="bold" stroke="#ffffff" stroke-width="2.5" stroke-linejoin="round" fill="#ffffff"',
    "place": f'{FONT} font-size="11" font-weight="bold" fill="#1d2329"',
    "dot": 'fill="#b4472f" fill-opacity="0.75" stroke="#7c2b1a" stroke-width="1"',
    "vague": 'fill="none" stroke="#7c2b1a" stroke-width="2" stroke-dasharray="3 2"',
}
