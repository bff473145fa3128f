"""Processes on the same subjects elsewhere, with their dates; the page links to them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Process:
    name: Any
    period: str
    relation: Any
    url: str


PROCESSES = (
    Process(
        _("Open-ended working group on security of and in the use of information and communications technologies"),
        "2021–2025",
        _("The body before this one. Its reports and documents are in the library of this portal."),
        "https://meetings.unoda.org/",
    ),
    Process(
        _("National survey of implementation, United Nations Institute for Disarmament Research"),
        "2022–",
        _(
            "The questions of the national report are those of this survey; a report written there need not be typed again."
        ),
        "https://nationalcybersurvey.cyberpolicyportal.org/",
    ),
    Process(
        _("Cyber Policy Portal, United Nations Institute for Disarmament Research"),
        "2019–",
        _("Profiles of policies, laws and institutions of States. This portal links to them and keeps no second copy."),
        "https://cyberpolicyportal.org/",
    ),
    Process(
        _("Cybil, Global Forum on Cyber Expertise"),
        "2019–",
        _("Projects and tools for capacity-building."),
        "https://cybilportal.org/",
    ),
    Process(
        _("United Nations Convention against Cybercrime"),
        "2019–2024",
        _("Negotiated by an ad hoc committee under the Third Committee; a separate process with its own secretariat."),
        "https://www.unodc.org/",
    ),
    Process(
        _("Programme of Action on small arms and light weapons"),
        "2001–",
        _("A programme of action with voluntary national reports, often named as an example."),
        "https://smallarms.un-arm.org/",
    ),
    Process(
        _("Organization for Security and Co-operation in Europe: confidence-building measures"),
        "2013–",
        _("A regional network of points of contact and measures to build confidence."),
        "https://www.osce.org/secretariat/cyber-ict-security",
    ),
)
