"""Invented rows and forms for the style guide, in English and Arabic; the other languages see English."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

from meetings.rows import MeetingRow
from poa_portal.common import bars, languages
from poa_portal.common.enums import Audience
from poa_portal.common.forms import PortalForm
from poa_portal.library.rows import Chip, DocumentRow


def say(english: str, arabic: str) -> str:
    return arabic if languages.current() == "ar" else english


def everything() -> dict[str, Any]:
    return {
        "documents": documents(),
        "meetings": meetings(),
        "facts": facts(),
        "steps": steps(),
        "bars": tally(),
        "parts": comparison(),
        "chips": [{"label": say("Year", "السنة"), "value": "2025", "query": "kind=report"}],
        "page_obj": Paginator(range(200), 10).page(4),
        "receipt": receipt(),
        "transitions": transitions(),
        "moment": datetime(2026, 12, 1, 23, 0, tzinfo=UTC),
        "form": form(),
        "colours": (
            "ground",
            "surface",
            "tint",
            "ink",
            "muted",
            "line",
            "control",
            "accent",
            "positive",
            "caution",
            "negative",
        ),
    }


def _chip(code: str, size: str, mark: str = "") -> Chip:
    return Chip(code, languages.own_name(code), "#", size, "PDF", mark)


def documents() -> list[DocumentRow]:
    report = DocumentRow(
        symbol="A/80/257",
        title=say(
            "Report of the open-ended working group on security of and in the use of information and communications "
            "technologies 2021–2025",
            "تقرير الفريق العامل المفتوح العضوية المعني بأمن تكنولوجيات المعلومات والاتصالات وأمن استخدامها 2021-2025",
        ),
        url="#",
        kind=say("Report", "تقرير"),
        date=say("25 July 2025", "25 يوليو 2025"),
        iso_date="2025-07-25",
        elsewhere="https://undocs.org/A/80/257",
        chips=[
            _chip(code, f"{size} KB")
            for code, size in zip(languages.CODES, (512, 498, 412, 431, 447, 425), strict=True)
        ],
    )
    letter = DocumentRow(
        symbol="DOC-2026-0007",
        title=say("Letter of the Chair on the programme of work", "رسالة الرئيس بشأن برنامج العمل"),
        url="#",
        kind=say("Letter", "رسالة"),
        date=say("3 February 2026", "3 فبراير 2026"),
        iso_date="2026-02-03",
        chips=[_chip("en", "96 KB"), _chip("es", "104 KB", say("Courtesy translation", "ترجمة مجاملة"))],
    )
    withdrawn = DocumentRow(
        symbol="A/AC.292/2025/CRP.1/Rev.1",
        title=say("Draft final report", "مشروع التقرير النهائي"),
        url="#",
        kind=say("Conference room paper", "ورقة غرفة اجتماعات"),
        date=say("1 July 2025", "1 يوليو 2025"),
        iso_date="2025-07-01",
        state_word=say("Withdrawn", "مسحوب"),
        withdrawn=True,
    )
    return [report, letter, withdrawn]


def meetings() -> list[MeetingRow]:
    body, place = say("Global Mechanism", "الآلية العالمية"), say("New York", "نيويورك")
    plenary = MeetingRow(
        day="20",
        month=say("Jul", "يوليو"),
        year="2026",
        period=say("20–24 July 2026", "20–24 يوليو 2026"),
        title=say("First substantive plenary session", "الدورة العامة الموضوعية الأولى"),
        url="#",
        body=body,
        kind=say("Plenary", "جلسة عامة"),
        place=place,
        modality=say("In person", "حضوريًا"),
        open_now=[
            (
                say(
                    "Written inputs until 1 July 2026, 18:00 (New York)",
                    "مساهمات خطية حتى 1 يوليو 2026، 18:00 (نيويورك)",
                ),
                "#",
            )
        ],
    )
    groups = MeetingRow(
        day="7",
        month=say("Dec", "ديسمبر"),
        year="2026",
        period=say("7–11 December 2026", "7–11 ديسمبر 2026"),
        title=say("Dedicated thematic groups", "الأفرقة المواضيعية المخصصة"),
        url="#",
        body=body,
        kind=say("Thematic group", "فريق مواضيعي"),
        place=place,
        modality=say("Hybrid", "مختلط"),
        state_word=say("Dates are a plan", "المواعيد مقررة مبدئيًا"),
    )
    return [plenary, groups]


def facts() -> list[tuple[str, str]]:
    return [
        (say("Symbol", "الرمز"), "A/80/257"),
        (
            say("Venue", "المكان"),
            say("Conference Room 1, United Nations Headquarters", "قاعة الاجتماعات 1، مقر الأمم المتحدة"),
        ),
        (say("Languages", "اللغات"), say("All six official languages", "جميع اللغات الرسمية الست")),
    ]


def steps() -> list[SimpleNamespace]:
    rows = [
        (say("Draft", "مسودة"), say("3 June 2026", "3 يونيو 2026"), True, False),
        (say("Submitted", "مقدمة"), say("12 June 2026", "12 يونيو 2026"), True, False),
        (say("Published", "منشورة"), say("15 June 2026", "15 يونيو 2026"), False, True),
        (say("Considered and closed", "نُظر فيها وأُغلقت"), "", False, False),
    ]
    return [SimpleNamespace(label=label, moment=at, is_done=done, is_current=now) for label, at, done, now in rows]


def tally() -> bars.Bars:
    lines = [
        (say("Private sector", "القطاع الخاص"), 15),
        (say("Technical community", "الأوساط التقنية"), 3),
        (say("Civil society and academia", "المجتمع المدني والأوساط الأكاديمية"), 10),
        (say("Public authorities and international organizations", "السلطات العامة والمنظمات الدولية"), 5),
    ]
    return bars.tally(say("Written inputs by group, 2023", "المساهمات الخطية حسب المجموعة، 2023"), lines)


def comparison() -> list[tuple[str, str]]:
    return [
        ("same", say("States concluded that ", "خلصت الدول إلى أن ")),
        ("deleted", say("additional norms could be", "قواعد إضافية يمكن")),
        ("inserted", say("voluntary, non-binding norms can", "القواعد الطوعية غير الملزمة يمكن أن")),
        ("same", say(" be developed over time.", " توضع بمرور الوقت.")),
    ]


def receipt() -> SimpleNamespace:
    return SimpleNamespace(
        number="RCT-2026-0042",
        subject_reference="INP-2026-0007",
        get_act_display=say("Submitted", "قُدّمت"),
        at=datetime(2026, 6, 12, 21, 4, tzinfo=UTC),
        actor_post=say("Open Ledger Forum · Representative", "منتدى السجل المفتوح · ممثل"),
        audience=Audience.PUBLIC,
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )


def transitions() -> list[SimpleNamespace]:
    publish, decline = say("Publish for everybody", "النشر للجميع"), say("Decline", "الرفض")
    return [
        SimpleNamespace(name="publish", label=publish, needs_reason=False),
        SimpleNamespace(name="decline", label=decline, needs_reason=True),
    ]


class SampleForm(PortalForm):
    title = forms.CharField()
    email = forms.EmailField()
    answer = forms.CharField(widget=forms.Textarea, required=False)
    audience = forms.ChoiceField(choices=Audience.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(choices=[("", "—"), ("a", "A"), ("b", "B")], required=False)
    opens = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    upload = forms.FileField(required=False)
    agreed = forms.BooleanField()


def form() -> SampleForm:
    """A form as it comes back with errors."""
    sample = SampleForm(
        {"sample-title": say("A title", "عنوان"), "sample-email": "name", "sample-audience": "public"}, prefix="sample"
    )
    words = {
        "title": (say("Title", "العنوان"), say("As it stands on the first page.", "كما يرد في الصفحة الأولى.")),
        "email": (say("E-mail address", "عنوان البريد الإلكتروني"), ""),
        "answer": (say("Your answer", "إجابتكم"), say("At most 2,000 words.", "2000 كلمة على الأكثر.")),
        "audience": (say("Who may read it", "من يجوز له الاطلاع"), ""),
        "kind": (say("Kind", "النوع"), ""),
        "opens": (say("Opens", "تاريخ الافتتاح"), ""),
        "upload": (say("File", "الملف"), say("PDF, at most 50 MB.", "ملف PDF، 50 ميغابايت على الأكثر.")),
        "agreed": (say("I may send this for my organization", "يحق لي إرسال هذا باسم منظمتي"), ""),
    }
    for name, (label, help_text) in words.items():
        sample.fields[name].label, sample.fields[name].help_text = label, help_text
    return sample
