"""How one source and the records offered for it look side by side; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bibtrack.cli import render

if TYPE_CHECKING:
    from bibtrack.store.reviewing import Dossier, Offer
    from bibtrack.values.match import Evidence

#: Records side by side at once.
ABREAST = 3
FIELDS = (
    "type", "creators", "issued", "title", "container_title", "volume", "issue", "page", "edition", "publisher",
)  # fmt: skip
_NAMES = {"creators": "author", "issued": "year"}


def card(file: Dossier, first: int = 0) -> str:
    """Lay out one source: what is printed, who cites it, and up to three records beside it."""
    source = file.source
    lines = [
        f"{source.citekey}  ({source.status}{': ' + source.status_reason if source.status_reason else ''})"
    ]
    lines += [f"  printed: {text}" for text in file.printed[:3]]
    lines += [f"  cited in: {render.cut(text, 300)}" for text in file.contexts[:2]]
    shown = file.offers[first : first + ABREAST]
    if not shown:
        asked = "; ".join(f"{strategy}: {status}" for strategy, _, status, _ in file.asked)
        return "\n".join([*lines, f"  no records{' (' + asked + ')' if asked else ''}"])
    heads = [
        "",
        "source",
        *(f"[{number}] {_strength(offer)}" for number, offer in enumerate(shown, first + 1)),
    ]
    lines += ["", render.table(heads, _rows(file, shown), columns=_columns()), ""]
    lines += [line for number, offer in enumerate(shown, first + 1) for line in _why(number, offer)]
    return "\n".join(lines)


def data(file: Dossier) -> dict[str, Any]:
    """Give one source with its offers as data for programs."""
    from bibtrack.formats.csljson import to_csl

    return {
        "citekey": file.source.citekey, "status": file.source.status, "reason": file.source.status_reason,
        "reference": to_csl(file.source.reference), "printed": list(file.printed), "contexts": list(file.contexts),
        "asked": [dict(zip(("strategy", "query", "status", "at"), item, strict=True)) for item in file.asked],
        "candidates": [_offer_data(offer) for offer in file.offers],
    }  # fmt: skip


def _offer_data(offer: Offer) -> dict[str, Any]:
    from bibtrack.formats.csljson import to_csl
    from bibtrack.review import candidate_of

    return {
        "doi": offer.doi, "verdict": offer.verdict, "strength": _strength(offer), "score": offer.score,
        "gap": offer.gap, "reason": offer.reason, "decided_by": offer.decided_by, "algorithm": offer.algorithm,
        "resolver": offer.resolver, "asked_at": offer.asked_at, "reference": to_csl(candidate_of(offer).reference),
        "evidence": [_evidence_data(item) for item in offer.evidence],
    }  # fmt: skip


def _evidence_data(item: Evidence) -> dict[str, Any]:
    return {
        "field": item.field, "ours": item.ours, "theirs": item.theirs, "similarity": item.similarity,
        "weight": item.weight, "contradiction": item.contradiction, "explanation": item.explanation,
    }  # fmt: skip


def _rows(file: Dossier, shown: tuple[Offer, ...]) -> list[list[str]]:
    from bibtrack.matching.merge import shown as text_of
    from bibtrack.review import candidate_of

    ours = file.source.reference
    theirs = [candidate_of(offer).reference for offer in shown]
    rows = [["doi", ours.doi or "", *(offer.doi or "" for offer in shown)]]
    for field in FIELDS:
        own = _short(text_of(getattr(ours, field)))
        cells = [_short(text_of(getattr(reference, field))) for reference in theirs]
        if own or any(cells):
            rows.append([_NAMES.get(field, field), own, *(_marked(own, cell) for cell in cells)])
    return rows


def _short(text: str) -> str:
    parts = text.split("; ")
    return "; ".join(parts[:3]) + (f" and {len(parts) - 3} more" if len(parts) > 3 else "")


def _marked(ours: str, theirs: str) -> str:
    """Mark a cell: "=" it agrees, "≠" it clashes, blank where one side says nothing."""
    from bibtrack.text import tokens

    if not ours or not theirs:
        return f"  {theirs}" if theirs else ""
    one, other = tokens(ours), tokens(theirs)
    alike = one == other or set(one) <= set(other) or set(other) <= set(one)
    return f"{'=' if alike else '≠'} {theirs}"


def _why(number: int, offer: Offer) -> list[str]:
    lines = [f"[{number}] {offer.doi or 'no DOI'}: {offer.reason}"]
    # What forbids a match comes first; "rest" says something only where much is left over.
    told = [
        item
        for item in offer.evidence
        if item.explanation and (item.field != "rest" or item.similarity < 0.7)
    ]
    for item in sorted(told, key=lambda item: not item.contradiction):
        sign = "clash: " if item.contradiction else "= " if item.similarity >= 0.7 else "≠ "
        lines.append(f"    {sign}{item.field}: {item.explanation}")
    return lines


def _strength(offer: Offer) -> str:
    from bibtrack.matching.score import strength

    clashing = any(item.contradiction for item in offer.evidence)
    return strength(offer.score) + (", clashes" if clashing else "")


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size((120, 24)).columns
