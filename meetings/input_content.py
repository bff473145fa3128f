"""What a written input says: as its receipt proves it, and counted as its call limits it."""

from typing import Any

from django.utils import translation

from poa_portal.common.text import word_count


def canonical_content(written_input: Any) -> dict[str, Any]:
    """The content that a receipt stands for: the author's own words and the digests of the files."""
    with translation.override("en"):  # one content has one digest, whatever the language of the page
        content = {
            "reference": written_input.reference,
            "call": written_input.call.slug,
            "from": {"key": written_input.owner.key, "name": written_input.owner.name},
            "language": written_input.language,
            "title": written_input.title,
            "agenda_item": written_input.agenda_item.number if written_input.agenda_item else None,
            "answers": [
                {"question": answer.question.text, "text": answer.text} for answer in answers_of(written_input)
            ],
            "files": [
                {"name": stored.name, "sha256": stored.sha256} for stored in written_input.files.order_by("sha256")
            ],
        }
        if places := places_of(written_input):
            content["parties"] = [
                {"key": place.party.key, "name": place.party.name, "capacity": place.capacity} for place in places
            ]
        if version := written_input.builds_on:
            content["builds_on"] = {"text": version.text.slug, "version": version.number}
        return content


def places_of(written_input: Any) -> list[Any]:
    """The other parties of a joint input in their order."""
    return list(written_input.parties.select_related("party").order_by("position", "pk"))


def named_as(written_input: Any) -> str:
    """Who is named and how, in one line: a page that was opened before this changed says so when it is sent."""
    return " ".join(f"{place.party.key}:{place.capacity}" for place in places_of(written_input))


def answers_of(written_input: Any) -> list[Any]:
    """The answers that say something, in the order of the questions."""
    answers = written_input.answers.select_related("question").order_by("question__position", "question_id")
    return [answer for answer in answers if answer.text.strip()]


def words_of(written_input: Any) -> int:
    """Words of title and answers; files are not counted."""
    return word_count(written_input.title) + sum(word_count(answer.text) for answer in written_input.answers.all())
