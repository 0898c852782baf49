"""A handful of small Crossref records (bibliographic facts), for tests against the loopback server."""

from typing import Any


def work(doi: str, title: str, family: str, year: int, **more: Any) -> dict[str, Any]:
    """Make one record in the shape of Crossref's."""
    return {
        "DOI": doi, "type": "journal-article", "title": [title],
        "author": [{"given": "A.", "family": family, "sequence": "first"}],
        "issued": {"date-parts": [[year]]}, **more,
    }  # fmt: skip


HARDIN = work(
    "10.1126/science.162.3859.1243", "The Tragedy of the Commons", "Hardin", 1968,
    **{"container-title": ["Science"], "volume": "162", "issue": "3859", "page": "1243-1248"},
)  # fmt: skip
OSTROM = work(
    "10.1017/cbo9780511807763", "Governing the Commons: The Evolution of Institutions for Collective Action",
    "Ostrom", 1990, type="book", publisher="Cambridge University Press",
)  # fmt: skip
MBEMBE = work(
    "10.1215/08992363-15-1-11", "Necropolitics", "Mbembe", 2003,
    **{"container-title": ["Public Culture"], "volume": "15", "issue": "1", "page": "11-40"},
)  # fmt: skip
SICI = work(
    "10.1890/1051-0761(1997)007[0330:nmftes]2.0.co;2", "Nitrogen mass balance for the Everglades", "Dodds", 1997,
    **{"container-title": ["Ecological Applications"], "volume": "7"},
)  # fmt: skip
WAKEFIELD = work(
    "10.1016/s0140-6736(97)11096-0",
    "RETRACTED: Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children",
    "Wakefield", 1998,
    **{
        "container-title": ["The Lancet"], "volume": "351", "issue": "9103", "page": "637-641",
        "updated-by": [{
            "DOI": "10.1016/s0140-6736(10)60175-4", "type": "retraction", "label": "Retraction",
            "source": "retraction-watch", "updated": {"date-parts": [[2010, 2, 6]]},
        }],
    },
)  # fmt: skip
HAAS = work(
    "10.1017/s0020818300001442", "Introduction: epistemic communities and international policy coordination", "Haas",
    1992, **{"container-title": ["International Organization"], "volume": "46", "issue": "1", "page": "1-35"},
)  # fmt: skip
RECORDS = (HARDIN, OSTROM, MBEMBE, SICI, WAKEFIELD, HAAS)
