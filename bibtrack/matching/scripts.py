"""The same words in another script: Chinese characters and their pinyin."""

from functools import lru_cache

from bibtrack.text import has_cjk


@lru_cache(maxsize=4096)
def latin(text: str) -> str:
    """Give a text with its Chinese characters as pinyin without tones, one syllable a word.

    Source: ISO 7098.  Characters without a reading stay as they are.
    """
    if not has_cjk(text):
        return text
    from pypinyin import lazy_pinyin

    return " ".join(str(part) for part in lazy_pinyin(text))


def in_script_of(text: str, other: str) -> str:
    """Give `text` in pinyin when it holds Chinese characters and `other` holds none."""
    return latin(text) if has_cjk(text) and not has_cjk(other) else text
