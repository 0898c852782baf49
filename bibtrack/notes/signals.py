"""Signals: the words before a cite that say how it supports the claim, in the languages we read."""

import re

_ENGLISH = (
    r"(?:but\s+)?see,?\s+(?:also|generally|further|especially|esp\.|in\s+particular|inter\s+alia|e\.\s?g\.|for\s+(?:example|instance|a\s+\w+))"
    r"|but\s+(?:see|cf\.?)|and\s+see|see|compare|contrast|contra|accord|cf\.?(?:\s+also)?|confer|e\.\s?g\.|for\s+example|for\s+instance"
    r"|(?:as\s+)?(?:quoted|cited|discussed|reported|described|noted|mentioned|referred\s+to)\s+(?:in|by)|quoting|citing"
    r"|following|according\s+to|adapted\s+from|drawing\s+on|based\s+on|taken\s+from|originally\s+in|first\s+published\s+in|for\s+\w+\s+see"
)
_GERMAN = (
    r"vgl\.?(?:\s+(?:auch|dazu|hierzu|etwa|nur|statt\s+(?:aller|vieler)|insb(?:es\.|esondere)?|z\.\s?B\.))*|vergleiche"
    r"|s(?:iehe|\.)\s+(?:auch|dazu|hierzu|etwa|nur|oben|unten)|siehe|so\s+(?:auch|etwa|schon|bereits)|so(?=\s+[A-ZÄÖÜ])|ebenso|anders|a\.\s?A\.|dagegen|hierzu|dazu"
    r"|ähnlich|zit(?:iert)?\.?\s+(?:nach|bei|in)|nach|(?:ausführlich(?:er)?|grundlegend|grundsätzlich|klassisch|explizit|kritisch)\s+(?:bei|dazu|hierzu)|ausführlich(?:er)?|grundlegend|sowie|(?:kritisch|zustimmend|ablehnend|eingehend|zusammenfassend|weiterführend)(?:\s+(?:dazu|hierzu|bei))?"
)
_ROMANCE = (
    r"voir(?:\s+(?:aussi|notamment|également|par\s+exemple|en\s+particulier|sur\s+ce\s+point))*|v\.\s+(?:aussi|notamment|not\.)|comparer|contra|cité\s+(?:par|dans)"
    r"|véase(?:\s+también)?|ver(?:\s+también)?(?=\s+[A-ZÁÉÍÓÚ])|citado\s+(?:en|por)|cfr\.?|si\s+veda|vedi|cit(?:ato)?\s+in|veja(?:-se)?|ver\s+também"
)
_CHINESE = "(?:请|請)?(?:另|亦|又|并|也)?(?:可)?(?:参|參)(?:见|見|看|阅|閱|照|考)|(?:另|亦|又|并|也)?(?:可)?参(?:见|看|阅|照|考)|(?:另|亦|又)?參(?:見|看|閱|照|考)|(?:另|亦|又)?见(?=[^，。]*[：:《“])|(?:另|亦)?見(?=[^，。]*[：:《「])|转引自|轉引自|引自|例如|比较|比較|详见|詳見|相反观点见"
_MODIFIERS = r"(?:[,;:]?\s*(?:also|generally|further|especially|esp\.|in\s+particular|inter\s+alia|among\s+(?:many\s+)?others|unter\s+anderem|u\.\s?a\.|e\.\s?g\.|for\s+(?:example|instance)|z\.\s?B\.|par\s+exemple|auch|etwa))*"

#: A signal at the start of a stretch, with what modifies it and the comma behind it.
LEADING = re.compile(
    rf"(?:(?:(?:and|und|et|or|also|thus|but|und\s+auch|y|e)[,\s]+)?(?:{_ENGLISH}|{_GERMAN}|{_ROMANCE}){_MODIFIERS}"
    rf"(?=[\s,:]|$)|(?:{_CHINESE}))\s*[,:：]?\s*",
    re.IGNORECASE,
)
#: A signal within a sentence, behind prose: what follows it may be a cite.
WITHIN = re.compile(
    r"(?<![\w’'-])(?P<signal>(?:but\s+|and\s+)?see(?:,?\s+(?:also|generally|further|for\s+(?:example|instance)|e\.g\.|especially|in\s+particular|among\s+(?:many\s+)?others))*"
    r"|cf\.|compare|contra|(?:as\s+)?(?:quoted|cited)\s+(?:in|by)|vgl\.?(?:\s+(?:auch|dazu|hierzu|etwa|nur))*|siehe(?:\s+(?:auch|dazu|hierzu))*"
    r"|ebenso|sowie|voir(?:\s+(?:aussi|notamment))*|cité\s+(?:par|dans)|véase(?:\s+también)?|zit(?:iert)?\.?\s+nach"
    r"|(?<=\s)bei(?=\s+[A-ZÄÖÜ]))(?=[\s,:])\s*[,:]?\s*|(?P<wide>参见|參見|转引自|轉引自|另见|另見)\s*[：:]?",
    re.IGNORECASE,
)


def leading(text: str, start: int, stop: int) -> int:
    """Give where the signal that starts at `start` ends, or `start` when there is none."""
    place = start
    while place < stop:
        found = LEADING.match(text, place, stop)
        if found is None or found.end() == place:
            break
        place = found.end()
    return place


def printed(text: str) -> str:
    """Give a signal as one reads it: without the comma, colon or bracket around it."""
    return " ".join(text.split()).strip(" ,;:：([（")
