"""Contract 6: every model has a factory, a name, and a decision on visibility, audit and translation."""

import inspect

import pytest
from django.apps import apps
from django.db.models import CharField, Model, TextField
from modeltranslation.translator import NotRegistered, translator

from tests import factories

OURS = {"accounts", "audit", "library", "states", "stakeholders", "meetings", "reports"}

# How each model is recorded: by its own events, with its parent's, as the record itself, or made from others.
AUDIT = {
    "own": {
        "accounts.invitation", "accounts.post", "library.document", "stakeholders.organisation", "meetings.meeting",
        "meetings.call", "meetings.writteninput", "reports.nationalreport", "reports.progressreport",
        "states.noteverbale", "states.contact", "states.publiccontact", "states.pinground", "states.message",
        "stakeholders.accreditationround", "stakeholders.accreditationrequest", "stakeholders.objection",
        "stakeholders.stakeholdercontact", "stakeholders.enquiry", "stakeholders.enquirythread",
        "stakeholders.commontext", "stakeholders.endorsement", "states.confirmationrule",
    },
    "with its parent": {
        "library.symbol", "library.version", "library.file", "meetings.sitting", "meetings.agendaitem",
        "meetings.meetingdocument", "meetings.callquestion", "meetings.callextension", "meetings.callcount",
        "meetings.inputanswer", "meetings.inputfile", "meetings.consideration", "reports.answer", "reports.section",
        "reports.revision", "reports.paragraph", "reports.paragraphtext", "reports.renderjob", "states.statealias",
        "states.groupmembership", "states.ping", "states.messageentry", "states.messagereading",
        "stakeholders.organisationname", "stakeholders.organisationaddress", "stakeholders.accreditationstep",
        "stakeholders.accreditationfile", "stakeholders.mute", "stakeholders.enquiryentry", "stakeholders.textversion",
        "stakeholders.joinrequest", "meetings.tallyrule", "meetings.inputparty",
    },
    "reference data": {
        "accounts.party", "library.topic", "library.documentkind", "library.glossaryterm", "states.state",
        "states.regionalgroup", "stakeholders.category", "stakeholders.tallygroup", "meetings.body", "meetings.cycle",
        "meetings.meetingkind", "states.contactcategory", "stakeholders.holiday", "reports.surveyedition", "reports.part", "reports.question", "reports.choice",
    },
    "the log itself": {"audit.auditevent", "audit.receipt", "audit.series"},
    "sign-in, kept by allauth": {"accounts.user"},
    "made from others": {"library.searchentry"},
}  # fmt: skip

# Models that are read through nothing but their owner, a counter or sign-in.
WITHOUT_VISIBILITY = {"accounts.user", "audit.series", "library.documentkind"}

# Text that its author writes in one language, or that is no language at all.
ONE_LANGUAGE = {
    "accounts.user": "a person's own name",
    "accounts.post": "no text",
    "accounts.invitation": "no text",
    "audit.auditevent": "the log is kept in English",
    "audit.receipt": "proof, as it was given",
    "audit.series": "no text",
    "library.symbol": "the same in all languages",
    "library.version": "no text",
    "library.file": "the name of the file as it came",
    "library.searchentry": "one row for each language",
    "states.statealias": "any language",
    "states.groupmembership": "a note on the source",
    "meetings.meetingdocument": "no text",
    "meetings.callextension": "the announcement as it was made",
    "states.noteverbale": "as it was received",
    "states.contact": "the State's own words; what is fixed is translated",
    "states.pinground": "the words of who runs it, for delegations",
    "states.ping": "no text",
    "states.message": "the State's own words",
    "states.messageentry": "the State's own words",
    "states.messagereading": "no text",
    "stakeholders.organisationname": "one row for each language",
    "stakeholders.organisationaddress": "no text",
    "stakeholders.accreditationrequest": "the organization's own words",
    "stakeholders.accreditationstep": "names of documents, as they are",
    "stakeholders.accreditationfile": "the name of the file as it came",
    "stakeholders.objection": "the State's own words",
    "stakeholders.stakeholdercontact": "the organization's own words",
    "stakeholders.mute": "no text",
    "stakeholders.enquiry": "the asker's own words",
    "stakeholders.enquirythread": "no text",
    "stakeholders.enquiryentry": "the writer's own words",
    "stakeholders.commontext": "the authors' own words",
    "stakeholders.textversion": "the authors' own words",
    "stakeholders.endorsement": "the organization's name on that day",
    "stakeholders.joinrequest": "the writer's own words",
    "meetings.callcount": "no text",
    "meetings.tallyrule": "no text",
    "meetings.inputparty": "the party's own words",
    "meetings.writteninput": "the author's own words",
    "meetings.inputanswer": "the author's own words",
    "meetings.inputfile": "the name of the file as it came",
    "meetings.consideration": "as it was recorded",
    "reports.nationalreport": "no text of its own",
    "reports.answer": "the State's own words",
    "reports.paragraph": "no text",
    "reports.revision": "no text",
    "reports.renderjob": "for the secretariat",
}


def our_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and not model._meta.auto_created and not hasattr(model, "pgh_event_model")
    ]


MODELS = our_models()
FACTORIES = {
    factory._meta.model: factory
    for name, factory in vars(factories).items()
    if inspect.isclass(factory) and name.endswith("Factory") and getattr(factory, "_meta", None) and factory._meta.model
}


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_model_has_a_factory_and_a_name(model: type[Model]) -> None:
    record = FACTORIES[model]()
    assert str(record)
    assert not str(record).startswith(f"{model.__name__} object")


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_model_decides_who_may_see_it(model: type[Model]) -> None:
    decided = hasattr(model._default_manager.all(), "visible_to")
    assert decided is (model._meta.label_lower not in WITHOUT_VISIBILITY)


def test_every_model_has_one_audit_decision() -> None:
    decided = sorted(label for labels in AUDIT.values() for label in labels)
    assert decided == sorted(model._meta.label_lower for model in MODELS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_model_is_translated_or_says_why_not(model: type[Model]) -> None:
    try:
        translated = bool(translator.get_options_for_model(model).get_field_names())
    except NotRegistered:
        translated = False
    assert translated is not (model._meta.label_lower in ONE_LANGUAGE)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_model_is_named_for_people(model: type[Model]) -> None:
    assert str(model._meta.verbose_name) != ""
    labels = [field for field in model._meta.get_fields() if isinstance(field, (CharField, TextField))]
    assert all(str(field.verbose_name) for field in labels)
