"""A square code on paper, to be read by a telephone."""

from __future__ import annotations

import io

import segno


def qr(text: str) -> bytes:
    """Draw a square code of this text as SVG, with room for a scratch on the paper."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", border=2, xmldecl=False, svgns=True
    )
    return drawn.getvalue()
