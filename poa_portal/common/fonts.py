"""Which font sets which of the six languages, and whether it is installed.

A script without a font becomes empty boxes without a word, so rendering asks here first. Fonts are asked of
fontconfig, which knows not only their names but the orthographies that they cover.
"""

import subprocess

from django.utils.translation import gettext as _

from poa_portal.common import languages

# The family that sets the text, and the package of Debian and Ubuntu that brings it.
FAMILIES: dict[str, tuple[str, str]] = {
    "ar": ("Noto Naskh Arabic", "fonts-noto-core"),
    "zh-hans": ("Noto Sans CJK SC", "fonts-noto-cjk"),
    "en": ("Noto Sans", "fonts-noto-core"),
    "fr": ("Noto Sans", "fonts-noto-core"),
    "ru": ("Noto Sans", "fonts-noto-core"),
    "es": ("Noto Sans", "fonts-noto-core"),
}
LATIN = "Noto Sans"  # stands beside every script: symbols, abbreviations, addresses
_ORTHOGRAPHIES = {"zh-hans": "zh-cn"}


def stack(language: str) -> str:
    """The ``font-family`` of a document in this language."""
    family = FAMILIES[language][0]
    # Arabic takes its Latin letters and figures from the Latin face, so that both keep their own weight.
    names = [family] if family == LATIN else [family, LATIN]
    return ", ".join([*(f'"{name}"' for name in names), "sans-serif"])


def package(language: str) -> str:
    return FAMILIES[language][1]


def missing_for(language: str) -> str | None:
    """Why a document in this language cannot be set, in words with the command that helps; ``None`` where it can."""
    if _covering(_ORTHOGRAPHIES.get(language, language)):
        return None
    message = _("No installed font covers %(language)s. Install one on the worker: apt-get install %(package)s")
    return message % {"language": languages.name_in(language), "package": package(language)}


def _covering(orthography: str) -> bool:
    """Whether an installed font covers the orthography; some milliseconds, so a font installed today counts today."""
    try:
        found = subprocess.run(
            ["fc-list", f":lang={orthography}", "family"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(found.stdout.strip())
