"""What the loopback Crossref answers: works, lists of works, agencies, and the real refusals.

The refusals' bodies follow answers that the service has given (recorded 2019 to 2026).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from bibtrack.resolvers.loopback_index import Index, Record, year

SELECTS = (
    "abstract", "URL", "resource", "member", "posted", "score", "created", "degree", "update-policy",
    "short-title", "license", "ISSN", "container-title", "issued", "update-to", "issue", "prefix", "approved",
    "indexed", "article-number", "clinical-trial-number", "accepted", "author", "group-title", "DOI",
    "is-referenced-by-count", "updated-by", "event", "chair", "standards-body", "original-title", "funder",
    "translator", "published", "archive", "published-print", "alternative-id", "subject", "subtitle",
    "published-online", "publisher-location", "content-domain", "reference", "title", "link", "type",
    "publisher", "volume", "references-count", "ISBN", "issn-type", "assertion", "deposited", "page",
    "contributor", "content-created", "short-container-title", "relation", "editor",
)  # fmt: skip
FILTERS = ("doi", "type", "issn", "isbn", "from-pub-date", "until-pub-date", "update-type", "updates")
PARAMETERS = frozenset({
    "query", "query.bibliographic", "query.title", "query.author", "query.container-title", "query.editor",
    "filter", "select", "rows", "offset", "cursor", "mailto", "sort", "order",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: `body` is JSON unless it is text."""

    status: int
    body: Any
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    def body_bytes(self) -> bytes:
        """Give the body as it is sent."""
        text = self.body if isinstance(self.body, str) else json.dumps(self.body, ensure_ascii=False)
        return text.encode()


NOT_FOUND = Reply(404, "Resource not found.", "text/plain")


def ok(message: Any, kind: str) -> Reply:
    """Give a 200 in the service's envelope."""
    return Reply(
        200, {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}
    )  # fmt: skip


def exception(name: str, text: str) -> Reply:
    """Give the 500 that the service answers when it fails itself."""
    message = {"name": name, "description": f"{name}: {text}", "message": text, "stack": ["clojure.core"]}
    return Reply(
        500, {"status": "error", "message-type": "exception", "message-version": "1.0.0", "message": message}
    )


def single(index: Index, rest: str) -> Reply:
    """Answer `/works/{doi}` and `/works/{doi}/agency`."""
    doi = rest.removesuffix("/agency")
    record = index.get(doi)
    if record is None:
        return NOT_FOUND
    if rest.endswith("/agency"):
        return ok({"DOI": record["DOI"], "agency": {"id": "crossref", "label": "Crossref"}}, "work-agency")
    return ok(record, "work")


def agencies(index: Index, others: Mapping[str, str], names: str) -> Reply:
    """Answer doi.org's `/doiRA/{names}`."""
    rows: list[dict[str, str]] = []
    for name in (unquote(part) for part in names.split(",")):
        agency = "Crossref" if index.get(name) else others.get(name.lower())
        rows.append({"DOI": name, "RA": agency} if agency else {"DOI": name, "status": "DOI does not exist"})
    return Reply(200, rows)


def datacite(records: Mapping[str, Mapping[str, Any]], doi: str) -> Reply:
    """Answer DataCite's `/dois/{doi}`."""
    record = records.get(doi.lower())
    if record is None:
        return Reply(
            404, {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}
        )
    return Reply(200, {"data": {"id": doi, "type": "dois", "attributes": record}}, "application/vnd.api+json")


def listed(index: Index, query: Sequence[tuple[str, str]]) -> Reply:
    """Answer `/works?…`: filters, words, page, chosen fields."""
    params = dict(query)
    fault = _refusal(params)
    if fault is not None:
        return fault
    if params.get("cursor") not in (None, "*") and not params["cursor"].startswith("at:"):
        return exception("class clojure.lang.ExceptionInfo", "Response Exception")
    found = _found(index, params)
    rows = int(params.get("rows", 20))
    start = int(params.get("offset", 0))
    cursor = params.get("cursor")
    if cursor is not None:
        start = int(cursor[3:]) if cursor != "*" else 0
    message: dict[str, Any] = {
        "facets": {}, "total-results": len(found), "items-per-page": rows,
        "query": {"start-index": start, "search-terms": params.get("query")},
        "items": [_selected(record, score, params.get("select")) for score, record in found[start : start + rows]],
    }  # fmt: skip
    if cursor is not None:
        message["next-cursor"] = f"at:{start + rows}"
    return ok(message, "work-list")


def _found(index: Index, params: Mapping[str, str]) -> list[tuple[float, Record]]:
    filters = [pair.split(":", 1) for pair in params.get("filter", "").split(",") if pair]
    dois = [value for name, value in filters if name == "doi"]
    words = " ".join(value for name, value in params.items() if name == "query" or name.startswith("query."))
    if dois:
        found = [(1.0, record) for doi in dict.fromkeys(dois) if (record := index.get(doi))]
    elif words:
        found = index.search(words)
    else:
        found = [(1.0, record) for record in index.records]
    rest = [pair for pair in filters if pair[0] != "doi"]
    return [(score, record) for score, record in found if all(_passes(record, *pair) for pair in rest)]


def _passes(record: Record, name: str, value: str) -> bool:
    if name == "type":
        return record.get("type") == value
    if name in ("issn", "isbn"):
        return any(str(item).endswith(value) for item in record.get(name.upper()) or [])
    if name in ("from-pub-date", "until-pub-date"):
        own = year(record) or "0"
        return own >= value[:4] if name.startswith("from") else own <= value[:4]
    notices = [item for item in record.get("update-to") or [] if isinstance(item, dict)]
    field = "type" if name == "update-type" else "DOI"
    return any(str(item.get(field, "")).lower() == value.lower() for item in notices)


def _selected(record: Record, score: float, select: str | None) -> dict[str, Any]:
    whole = {**record, "score": score}
    return {name: whole[name] for name in select.split(",") if name in whole} if select else whole


def _refusal(params: Mapping[str, str]) -> Reply | None:
    for name in params:
        if name not in PARAMETERS:
            return _refused("parameter-not-allowed", name, f"This route does not support {name}")
    for name, most in (("rows", 1000), ("offset", 10_000)):
        value = params.get(name, "0")
        if not value.isdigit() or int(value) > most:
            text = (
                f"Integer specified as {value} but must be a positive integer less than or equal to {most}. "
            )
            return _refused("integer-not-valid", value, text)
    for pair in filter(None, params.get("filter", "").split(",")):
        name = pair.split(":", 1)[0]
        if name not in FILTERS or ":" not in pair:
            return _refused("filter-not-available", name, _unknown("Filter", name, "filter", FILTERS))
    for name in filter(None, params.get("select", "").split(",")):
        if name not in SELECTS:
            return _refused("select-not-available", name, _unknown("Select", name, "select", SELECTS))
    return None


def _unknown(what: str, name: str, word: str, valid: Sequence[str]) -> str:
    known = ", ".join(valid)
    return f"{what} {name} specified but there is no such {word} for this route. Valid {word}s for this route are: {known}"


def _refused(kind: str, value: str, text: str) -> Reply:
    message = [{"type": kind, "value": value, "message": text}]
    return Reply(400, {"status": "failed", "message-type": "validation-failure", "message": message})
