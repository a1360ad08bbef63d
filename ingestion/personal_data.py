"""Masks personal data in texts, before they land anywhere.

Recruiters' names after a civility or after the words that announce a contact, e-mail
addresses and telephone numbers are replaced by a word that says what stood there.
Every pattern is bounded, so that a hostile text costs linear time.
"""

import re
from typing import Any

EMAIL = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\(arobase\)|\[arobase\])\s?"
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)
TELEPHONE = re.compile(
    r"(?<![\d.,])(?:(?:\+|00)\s?33\s?(?:\(0\)\s?)?|0)[1-9](?:[\s./-]{0,2}\d{2}){4}"
    r"(?![\d])"
)
# "Monsieur le Maire" and "Madame la Directrice" name an office, not a person: an
# article or a title in lower case does not match, and the usual capitals are out.
NAMED_PERSON = re.compile(
    r"(?<![\w])(?P<civility>M\.|Mr\.?|Mme\.?|Mlle|Dr\.?|Madame|Monsieur|Mademoiselle)"
    r"(?P<space>[ \u00a0])"
    r"(?!(?:Le|La|Les|L['’]|Directeur|Directrice|Maire|Madame|Monsieur)\b)"
    r"[A-ZÀ-Ý][\w'’-]{1,30}(?:[ \u00a0][A-ZÀ-Ý][\w'’-]{1,30}){0,2}"
)

# Two or three words with a capital where a person is announced; words that begin an
# office's or a company's name are none.
OFFICE = (
    r"(?:Le|La|Les|Un|Une|Des|Du|De|Nos|Notre|Votre|Vos|Ressources|Services?|RH|Job|"
    r"Direct(?:ion|eur|rice)|Mairie|Maire|Pôle|France|Cabinet|Agence|Centre|Center|"
    r"Groupes?|Grands?|Société|Entreprise|Monsieur|Madame|Mademoiselle|Président|"
    r"Présidente|Responsable|Mission|Cap|[EÉ]quipe|Campus|Université|Comptes)\b"
)
NAME_WORD = rf"(?!{OFFICE})[A-ZÀ-Ý][\w’'-]{{1,30}}"
ANNOUNCED_PERSON = re.compile(
    r"(?P<cue>\b(?:[Cc]ontact(?:er|ez|s)?|[Ii]nterlocut(?:eur|rice)|"
    r"[Rr]ecrut(?:eur|euse)|[Rr]enseignements?|attention de|[Aa]ppel(?:er|ez)|"
    r"[Jj]oindre|[Aa]uprès de)\s{0,2}[:,]?\s{0,2})"
    rf"{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{1,2}}"
)


def mask(text: str) -> str:
    """Replace the personal data in a text by [e-mail], [téléphone] and [nom]."""
    if "@" in text or "(at)" in text or "[at]" in text or "arobase" in text:
        text = EMAIL.sub("[e-mail]", text)
    text = TELEPHONE.sub("[téléphone]", text)
    text = NAMED_PERSON.sub(r"\g<civility>\g<space>[nom]", text)
    return ANNOUNCED_PERSON.sub(r"\g<cue>[nom]", text)


def mask_all(value: Any) -> Any:
    """Mask every text in a JSON value; addresses on the web lose e-mails only.

    Digits in a link are an identifier far more often than a telephone number, and
    a masked link leads nowhere.
    """
    if isinstance(value, str):
        if value.startswith(("http://", "https://")):
            return EMAIL.sub("[e-mail]", value) if "@" in value else value
        return mask(value)
    if isinstance(value, dict):
        return {key: mask_all(item) for key, item in value.items()}
    if isinstance(value, list):
        return [mask_all(item) for item in value]
    return value
