"""XML from strangers: no entities, no network, bounded size and depth."""

from pathlib import Path

from lxml import etree

from bibtrack.errors import UnreadableDocument


def parse(data: bytes, path: Path, part: str = "") -> etree._Element:
    """Give the root of an XML document.

    Raises UnreadableDocument for what is not well formed, nests deeper than 256 elements or
    defines entities of its own.
    """
    where = f"{path.name}{f' ({part})' if part else ''}"
    if b"<!ENTITY" in data[:65536]:
        raise UnreadableDocument(
            f"{where}: the XML defines entities of its own, which bibtrack does not read"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(f"{where}: the XML is broken: {str(error)[:120]}") from error
    if root is None:
        raise UnreadableDocument(f"{where}: the XML is empty")
    return root


def name(element: etree._Element) -> str:
    """Give an element's name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
