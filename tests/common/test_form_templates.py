"""How every form is drawn: labels, hints and errors belong to their inputs by id."""

import re

from django import forms
from django.utils.translation import override

from poa_portal.common.forms import PortalForm


class OpinionForm(PortalForm):
    title = forms.CharField(label="Title", help_text="As on the first page.")
    note = forms.CharField(label="Note", required=False)
    side = forms.ChoiceField(label="Side", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I agree", required=False)


def test_field_without_data_is_described_by_its_hint() -> None:
    page = str(OpinionForm())
    assert 'aria-describedby="id_title_helptext"' in page
    assert '<div class="hint" id="id_title_helptext">As on the first page.</div>' in page
    assert "error-summary" not in page


def test_field_in_error_is_described_by_hint_and_error() -> None:
    page = str(OpinionForm({"side": "a"}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_title_error"' in page


def test_error_summary_links_to_each_field_in_error() -> None:
    page = str(OpinionForm({}))
    assert re.findall(r'<a href="#(\w+)">', page) == ["id_title", "id_side"]
    assert 'id="id_title"' in page
    assert 'id="id_side"' in page


def test_error_of_the_whole_form_is_in_the_summary_once() -> None:
    form = OpinionForm({"title": "x", "side": "a"})
    form.add_error(None, "These two do not fit.")
    assert str(form).count("These two do not fit.") == 1


def test_only_what_is_optional_is_marked() -> None:
    with override("en"):
        page = str(OpinionForm())
    assert [label.strip() for label in re.findall(r">([^<>]+)<span class=\"optional\"", page)] == ["Note"]


def test_group_of_choices_is_a_fieldset_with_legend() -> None:
    page = str(OpinionForm({"title": "x"}))
    assert re.search(r'<fieldset aria-describedby="id_side_error">\s*<legend>Side</legend>', page)


def test_single_checkbox_comes_before_its_label() -> None:
    page = str(OpinionForm())
    assert re.search(r'<input type="checkbox"[^>]+id="id_agreed"> <label for="id_agreed">I agree</label>', page)
