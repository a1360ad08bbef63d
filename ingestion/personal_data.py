"""Masks personal data in texts, before they land anywhere.

Recruiters' names after a civility or after the words that announce a contact, e-mail
addresses and telephone numbers are replaced by a word that says what stood there.
Every pattern is bounded, so that a hostile text costs linear time; those that begin by
looking at one letter are several times faster for it.
"""

import re
from typing import Any

SPACE = r"(?:[ \u00a0\u202f]|&nbsp;)"
LINK = re.compile(r"https?://\S+")

EMAIL = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|&#64;|\(at\)|\[at?\]|\(arobase\)|\[arobase\])\s?"
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)
# One of these stands in every address; looking for them first costs next to nothing.
AT = ("@", "&#64;", "(at)", "[at]", "[a]", "arobase")

# Ten digits of two dates in a row are in pairs, too.
BETWEEN = r"(?:[\s./\u2010-\u2015-]|&nbsp;){0,2}"
PAIRS = rf"(?:(?:{BETWEEN}\d\d){{4}}|(?:\s[./\u2010-\u2015-]\s\d\d){{4}})"
THREES = r"(?:[ .\u00a0\u202f]\d{3}){2}[ .\u00a0\u202f]\d\d"
YEAR = r"(?:19|20)\d\d(?!\d)"
DATE = rf"\d\d([./-])(?:\d\d\1)?(?:{YEAR}|\d\d\s{{1,2}}\d\d\1\d\d\1\d\d)"
FRANCE = r"(?:\((?:\+|00)\s?33\)|(?:\+|00)\s?33)"
TELEPHONE = re.compile(
    rf"(?=[(+0])(?<!\d)(?<!\d[.,])(?!{DATE})"
    rf"(?:{FRANCE}{BETWEEN}(?:\(0\){BETWEEN})?|0)[1-9](?:{PAIRS}|{THREES})(?!\d)"
)

# Two or three words with a capital where a person is announced; words that begin an
# office's or a company's name are none.
OFFICE = (
    r"(?:Le|La|Les|Un|Une|Des|Du|De|Nos|Notre|Votre|Vos|Ressources|Services?|RH|Job|"
    r"Direct(?:ion|eur|rice)|Mairie|Maire|Pôle|France|Cabinet|Agence|Centre|Center|"
    r"Groupes?|Grands?|Société|Entreprise|Monsieur|Madame|Mademoiselle|Président|"
    r"Présidente|Responsable|Mission|Cap|[EÉ]quipe|Campus|Université|Comptes|DRH|"
    r"RESSOURCES|SERVICES?|DIRECT(?:ION|EUR|RICE)|MAIRIE|MAIRE|PÔLE|CABINET|AGENCE|"
    r"CENTRE|GROUPE|SOCI[EÉ]T[EÉ]|ENTREPRISE|RESPONSABLE|[EÉ]QUIPE|UNIVERSIT[EÉ])\b"
)
NAME_WORD = rf"(?!{OFFICE})[A-ZÀ-Ý][\w’'-]{{1,30}}"
INITIALS = rf"[A-ZÀ-Ý]\.(?:-[A-ZÀ-Ý]\.)?{SPACE}?"

# "Madame La Directrice" and "Mr Bricolage" name an office and a shop, not a person;
# "Mme Le Gall" names one.
TITLE = (
    r"(?i:(?:directeur|directrice|maire|madame|monsieur|mme|ou|et|bricolage|store)\b|"
    rf"(?:l[ea]s?{SPACE}|l['’])(?:maire|direct|pr[eé]sident|responsable|chef|"
    r"adjoint|inspect|recteur|rectrice|préf|proviseur|principal|procureur|"
    r"secrétaire|ministre|gérant|doyen|commissaire|conseill|dgs|drh))"
)
# "Docteur Vétérinaire" is a trade, and "Docteur Junior" a grade.
TRADE = (
    r"(?i:v[eé]t[eé]rinaire|pharmac|m[eé]decin|dentiste|g[eé]n[eé]raliste|ing[eé]nieur|"
    r"chercheu|junior|s[eé]nior|h/f|f/h|sciences?\b|en\b|[eè]s\b)"
)
PARTICLE = rf"(?:(?:d[eu]{SPACE}(?:[Ll]a{SPACE})?|d['’])(?!{OFFICE}))?"
CAPITALISED = rf"{PARTICLE}[A-ZÀ-Ý][\w'’-]{{1,30}}"
NAMED_PERSON = re.compile(
    rf"(?=[MDP])(?<!\w)(?P<civility>(?:M\.|Mr\.?|Mme\.?|MME\.?|Mlle|MLLE|Melle|Dr\.?|"
    rf"Pr\.?|Docteure?(?!{SPACE}{TRADE})|"
    rf"Madame|MADAME|Monsieur|MONSIEUR|Mademoiselle|MADEMOISELLE){SPACE}{{1,3}}|"
    # Glued, as in "M.DUPONT", and not as in "S.A.M.", "M.Sc".
    r"(?<!\.)M(?:me|ME)?\.(?=[A-ZÀ-Ý]{3}|\w{5}))"
    rf"(?!{TITLE})(?:{INITIALS}|[A-ZÀ-Ý]{SPACE})?{CAPITALISED}(?:{SPACE}{CAPITALISED}){{0,2}}"
)

# Where all is in capitals, or a tag stands between, only a colon announces.
COLON = r"(?:\s|&nbsp;|</?\w{1,6}>){0,3}:(?:\s|&nbsp;|</?\w{1,6}>){0,4}"
ANNOUNCED_PERSON = re.compile(
    r"(?=[CIRAJaicrj])\b(?P<cue>(?:[Cc]ontact(?:er|ez|s)?|[Ii]nterlocut(?:eur|rice)|"
    r"[Rr]ecrut(?:eur|euse)|[Rr]enseignements?|attention de|[Aa]ppel(?:er|ez)|"
    rf"[Jj]oindre|[Aa]uprès de)(?:{COLON}|\s{{0,2}},?\s{{0,2}})|"
    r"(?:CONTACT(?:ER|EZ|S)?|INTERLOCUT(?:EUR|RICE)|RECRUTEU(?:R|SE)|"
    rf"RENSEIGNEMENTS?|APPEL(?:ER|EZ)|JOINDRE){COLON})"
    rf"(?:(?:{INITIALS}|M{SPACE}){NAME_WORD}|{NAME_WORD}(?:{SPACE}{NAME_WORD}){{1,2}})"
)


def mask(text: str) -> str:
    """Replace the personal data in a text by [e-mail], [téléphone] and [nom]."""
    text = TELEPHONE.sub("[téléphone]", mask_addresses(text))
    text = NAMED_PERSON.sub(r"\g<civility>[nom]", text)
    return ANNOUNCED_PERSON.sub(r"\g<cue>[nom]", text)


def mask_addresses(text: str) -> str:
    """Replace e-mail addresses."""
    lower = text.lower()
    return EMAIL.sub("[e-mail]", text) if any(at in lower for at in AT) else text


def mask_all(value: Any) -> Any:
    """Mask every text in a JSON value; addresses on the web lose e-mails only.

    Digits in a link are an identifier far more often than a telephone number, and
    a masked link leads nowhere.
    """
    if isinstance(value, str):
        return mask_addresses(value) if LINK.fullmatch(value) else mask(value)
    if isinstance(value, dict):
        return {key: mask_all(item) for key, item in value.items()}
    if isinstance(value, list):
        return [mask_all(item) for item in value]
    return value
