"""What notes print of the works that the loopback server holds, and of works that it does not."""

from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role


def reference(title: str, family: str, year: int | None, doi: str | None = None, **more: object) -> Reference:
    """Make a reference with one author."""
    return Reference(
        title=title,
        creators=(Creator(Role.AUTHOR, Name(family=family, given="A.")),),
        issued=PartialDate(year) if year else None,
        identifiers=(Identifier(Scheme.DOI, doi),) if doi else (),
        **{"type": ItemType.ARTICLE_JOURNAL, **more},  # type: ignore[arg-type]
    )


COMMONS = reference(
    "The Tragedy of the Commons", "Hardin", 1968, "10.1126/science.162.3859.1243", container_title="Science",
    volume="162", issue="3859", page="1243-1248",
)  # fmt: skip
NECROPOLITICS = reference(
    "Necropolitics", "Mbembe", 2003, container_title="Public Culture", volume="15", issue="1", page="11-40"
)
WAKEFIELD = reference(
    "Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children",
    "Wakefield", 1998, "10.1016/s0140-6736(97)11096-0", container_title="The Lancet", volume="351", page="637-641",
)  # fmt: skip
UNKNOWN = reference(
    "Zymurgy quarrels xylophone", "Quux", 1931, container_title="Qwfp", volume="9", page="1-2"
)
INVENTED = reference(
    "Plover and kumquat", "Vantablack", 2001, "10.9999/none", container_title="Qwfp", volume="8"
)
STATUTE = Reference(type=ItemType.LEGISLATION, title="Water Act")
