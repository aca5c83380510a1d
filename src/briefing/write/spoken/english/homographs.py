"""Words with two sounds, respelled where the sentence tells and eSpeak NG would take the other.

eSpeak NG itself is right about "live", "wound", "record" and "close" in news (asked through its phonemes).
"""

import re

# '(lead) levels', '(tear) apart': the pattern takes the word alone, the sentence around it tells
RESPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    # 'lead poisoning', 'lead-free petrol'
    (
        re.compile(
            r"\b[Ll]ead(?=[\s-](?:levels?|paint|pipes?|piping|poisoning|exposure|contamination|pellets?|bullets?|"
            r"acid|free|based|ore|mines?|dust|solder|service lines?)\b)"
        ),
        "led",
    ),
    # 'a minute amount', 'minute traces'
    (
        re.compile(r"\bminute(?=\s(?:amounts?|traces?|quantit(?:y|ies)|particles?|details?|doses?)\b)"),
        "my-newt",
    ),
    # 'took a bow', 'bow to pressure', 'the bow of the ship'
    (re.compile(r"(?<=\b[Tt]ook a )bow\b|(?<=\b[Tt]ake a )bow\b|(?<=\b[Tt]akes a )bow\b"), "bough"),
    (
        re.compile(r"\bbow(?=(?:\s(?:to|out)\b)|\sof\s(?:the|a|its)\s(?:ship|boat|vessel|ferry|tanker)\b)"),
        "bough",
    ),
    # 'tear apart', 'a tear in the fabric', 'a muscle tear'
    (re.compile(r"\btear(?=\s(?:apart|down|up|off|through|into|away|in\s(?:the|a|his|her)\s)\b)"), "tare"),
    # 'she read the letter', not 'did she read it': without an s it is past
    (
        re.compile(
            r"(?<!did )(?<!Did )(?<!ould )(?<!will )(?<!Will )(?<!can )(?<!Can )(?<!does )(?<!may )"
            r"\b(?P<who>[Hh]e|[Ss]he) read\b"
        ),
        r"\g<who> red",
    ),
)


HINT = re.compile(r"ead|minute|bow|tear")


def respell_homographs(text: str) -> str:
    """Each homograph that the sentence tells apart, as it sounds."""
    if not HINT.search(text):
        return text
    for pattern, said in RESPELLINGS:
        text = pattern.sub(said, text)
    return text
