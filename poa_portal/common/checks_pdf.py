"""What rendering PDF files needs from the machine, said in one line with the command that brings it."""

import ctypes
import sys
from typing import Any

from django.core import checks

from poa_portal.common import fonts, languages, pdf

SUBSETTER = {"libharfbuzz-subset.so.0": "libharfbuzz-subset0"}


@checks.register()
def rendering_has_what_it_needs(**_: Any) -> list[checks.CheckMessage]:
    """Only a warning: web servers never render, and a worker that lacks something refuses the job with this reason."""
    lacking, packages = missing()
    if not lacking:
        return []
    message = f"PDF files cannot be rendered well without {', '.join(lacking)}: apt-get install {' '.join(packages)}"
    return [checks.Warning(message, id="portal.W010")]


def missing() -> tuple[list[str], list[str]]:
    """What is not installed, in words, and the packages that bring it."""
    wanted = {**pdf.LIBRARIES, **SUBSETTER} if sys.platform == "linux" else {}
    absent = {library: package for library, package in wanted.items() if not _loads(library)}
    scripts = [code for code in languages.CODES if fonts.missing_for(code)]
    lacking = [*absent, *(f"a font for {languages.name_in(code, 'en')}" for code in scripts)]
    return lacking, sorted({*absent.values(), *(fonts.package(code) for code in scripts)})


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
