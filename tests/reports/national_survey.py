"""What the tests of national reports share."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from reports.actions import national as actions
from reports.enums import QuestionKind, ReportState
from reports.models import NationalReport
from tests import factories


def address(name: str, *args: Any, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"reports:{name}", args=args)


def survey() -> dict[str, Any]:
    """An edition with two parts: a text and a choice under norms in the first, several choices in the second."""
    edition = factories.SurveyEditionFactory()
    norms = factories.PartFactory(edition=edition, number=1, title="Norms")
    capacity = factories.PartFactory(edition=edition, number=2, title="Capacity-building")
    text = factories.QuestionFactory(part=norms, key="cooperation", text="How do you cooperate?", position=1)
    text.topics.add(factories.TopicFactory(kind="norm", letter="a", key="inter-state-cooperation", title="Cooperation"))
    one = factories.QuestionFactory(
        part=norms, key="strategy", text="Is there a strategy?", kind=QuestionKind.ONE, position=2
    )
    for place, key in enumerate(("yes", "planned", "no")):
        factories.ChoiceFactory(question=one, key=key, text=key.title(), position=place)
    some = factories.QuestionFactory(part=capacity, key="needs", text="What helps?", kind=QuestionKind.SOME, position=1)
    for place, key in enumerate(("training", "equipment")):
        factories.ChoiceFactory(question=some, key=key, text=key.title(), position=place)
    return {"edition": edition, "parts": [norms, capacity], "text": text, "one": one, "some": some}


def draft_of(owner: Any, questions: dict[str, Any], **values: Any) -> NationalReport:
    values = {
        "state": ReportState.DRAFTING,
        "submitted_at": None,
        "published_at": None,
        "audience": "private",
        **values,
    }
    return factories.NationalReportFactory(owner=owner, edition=questions["edition"], **values)


def published(report: NationalReport, by: Any, audience: str = "public", **values: Any) -> NationalReport:
    """Carry a draft through the whole way as one person who holds every post."""
    report = actions.clear_report(actions.send_to_review(report, by=by), by=by)
    return actions.publish_report(report, by=by, audience=audience, **values)


def edit_data(page: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send of the edit page: its fields as shown, with ``changes`` (``needs__text="…"``)."""
    form = page.context["form"]
    data: dict[str, Any] = {"version": form.version}
    for one in form.forms:
        for field in one:
            value = field.value()
            data[field.html_name] = "" if value is None else value
        if "keep" in one.fields:
            data[one.add_prefix("conflict")] = "yes"
    return data | {name.replace("__", "-"): value for name, value in changes.items()}
