"""Articles of law reviews in the Bluebook's form, where the volume stands first: "45 Harv. Envtl. L. Rev. 1, 12–15 (2021)".

Source: Bluebook 21 (16.4).  The first page is the article's, what follows the place cited.
"""

from bibtrack.references.draft import Draft, Reader
from bibtrack.references.restated import head, restate
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import PartialDate

_ARTICLE = Late(
    r",\s(?P<volume>\d{1,3})\s(?P<container>(?:[A-Z][\w’']*\.?,?\s(?:&\s|of\s)?){0,5}(?:L\.\s?(?:Rev|J|Q)|J|Rev)\.(?:\s(?:of\s|on\s)?(?:[A-Z][\w’']*\.?\s?(?:&\s)?){1,4})?)\s(?P<page>\d{1,4})(?:,\s\d{1,4}(?:[-–]\d{1,4})?)?\s\((?P<year>\d{4})\)"
)


def _article(draft: Draft) -> None:
    """Set the review, its volume and the first page; title and authors stay as they were read."""
    found = _ARTICLE.search(draft.string)
    if found is None:
        return
    title, creators = draft.values.get("title") or head(draft, found.start(), quoted=True), draft.creators
    before = draft.string[: found.start()]
    if title not in before:
        return
    restate(
        draft, T.ARTICLE_JOURNAL, title=title, container_title=found["container"].strip(), volume=found["volume"],
        page=found["page"], issued=PartialDate(int(found["year"])),
    )  # fmt: skip
    draft.creators = creators


#: (signs of which one must occur; what else must occur; reader).
READERS: tuple[Reader, ...] = (("rev j l", (" Rev. ", " J. ", " L.J. ", " L.Q. "), _article),)
