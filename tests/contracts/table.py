"""The table of contract 1: what every role gets at every address, for what is published and for what is not."""

from tests.contracts import (
    table_accreditation,
    table_contacts,
    table_delegations,
    table_joint,
    table_messages,
    table_organisations,
    table_pings,
    table_repository,
    table_texts,
)
from tests.contracts.addresses import (
    DELEGATION,
    SECRETARIAT,
    WHOLE_SECRETARIAT,
    everybody,
    nobody,
    post_only,
    public_only_for,
    signed_in,
    work,
)
from tests.contracts.table_accounts import ROWS as ACCOUNT_ROWS

REPRESENTATIVE = ("representative",)

PAGES = [
    nobody("root", status=302),
    nobody("healthz", note="no worker runs beside the tests", status=503),
    everybody("robots"),
    everybody("sitemap"),
    everybody("home"),
    everybody("pages:about"),
    everybody("pages:how_it_works"),
    everybody("pages:accessibility"),
    everybody("pages:privacy"),
    everybody("pages:related"),
    everybody("pages:help"),
    everybody("pages:help_topic", lambda world: {"slug": "delegations"}),
    nobody("pages:help_topic", lambda world: {"slug": "nothing"}, "unknown"),
    everybody("pages:styleguide"),
]

API = [
    everybody("api:root"),
    everybody("api:schema"),
    everybody("api:docs"),
    nobody("api:nothing", lambda world: {"rest": "nothing"}),
    everybody("api:states-list"),
    nobody("api:states-detail", lambda world: {"iso2": "XA"}, "invented"),
    everybody("api:regional-groups-list"),
    nobody("api:regional-groups-detail", lambda world: {"key": "nothing"}, "unknown"),
    everybody("api:topics-list"),
    everybody("api:topics-detail", lambda world: {"key": world.norm.key}),
    everybody("api:organisations-list"),
    everybody("api:organisations-detail", lambda world: {"key": world.organisation.key}),
    everybody("api:contacts-list"),
    everybody("api:contacts-detail", lambda world: {"reference": world.public_contact.reference}),
    everybody("api:bodies-list"),
    everybody("api:bodies-detail", lambda world: {"key": world.body.key}),
    everybody("api:meetings-list"),
    everybody("api:meetings-detail", lambda world: {"slug": world.meeting.slug}),
    nobody("api:meetings-detail", lambda world: {"slug": world.draft_meeting.slug}, "draft"),
    everybody("api:documents-list"),
    everybody("api:documents-detail", lambda world: {"reference": world.document.reference}),
    nobody("api:documents-detail", lambda world: {"reference": world.draft_document.reference}, "draft"),
    everybody("api:calls-list"),
    everybody("api:calls-detail", lambda world: {"slug": world.call.slug}),
    nobody("api:calls-detail", lambda world: {"slug": world.draft_call.slug}, "draft"),
    everybody("api:inputs-list"),
    everybody("api:inputs-detail", lambda world: {"reference": world.input.reference}),
    nobody("api:inputs-detail", lambda world: {"reference": world.submitted_input.reference}, "submitted"),
    everybody("api:national-reports-list"),
    everybody("api:national-reports-detail", lambda world: {"reference": world.report.reference}),
    nobody("api:national-reports-detail", lambda world: {"reference": world.states_report.reference}, "for States"),
    everybody("api:progress-reports-list"),
    everybody("api:progress-reports-detail", lambda world: {"slug": world.progress.slug}),
    nobody("api:progress-reports-detail", lambda world: {"slug": world.draft_progress.slug}, "draft"),
]

LIBRARY = [
    everybody("library:entry_list"),
    everybody("library:document_detail", lambda world: {"name": "A/99/1"}),
    public_only_for(
        "library:document_detail",
        lambda world: {"name": world.draft_document.reference},
        *WHOLE_SECRETARIAT,
        note="draft",
    ),
    public_only_for(
        "library:document_detail",
        lambda world: {"name": world.later_document.reference},
        *WHOLE_SECRETARIAT,
        note="later",
    ),
    everybody("library:file_download", lambda world: {"sha256": world.file.sha256, "name": world.file.name}),
    public_only_for(
        "library:file_download",
        lambda world: {"sha256": world.draft_file.sha256, "name": world.draft_file.name},
        *WHOLE_SECRETARIAT,
        note="draft",
    ),
    everybody("library:topic_list"),
    everybody("library:topic_detail", lambda world: {"key": world.norm.key}),
    everybody("library:norm_list"),
    everybody("library:feed_list"),
    everybody("library:feed", lambda world: {"name": "documents"}),
    work("library:document_manage", None, *SECRETARIAT),
    work("library:document_create", None, *SECRETARIAT),
    work("library:document_edit", lambda world: {"reference": world.draft_document.reference}, *SECRETARIAT),
    work("library:version_add", lambda world: {"reference": world.draft_document.reference}, *SECRETARIAT),
    work(
        "library:version_remove",
        lambda world: {"reference": world.draft_document.reference, "pk": world.draft_file.version.pk},
        *SECRETARIAT,
    ),
    work("library:document_publish", lambda world: {"reference": world.draft_document.reference}, "publisher"),
    work(
        "library:document_transition",
        lambda world: {"reference": world.document.reference, "transition": "withdraw"},
        "publisher",
    ),
]

STATES = [
    everybody("states:state_list"),
    everybody("states:state_detail", lambda world: {"key": world.state.key}),
    nobody("states:group_detail", lambda world: {"key": "nothing"}, "unknown"),
]

STAKEHOLDERS = [
    everybody("stakeholders:organisation_list"),
    everybody("stakeholders:organisation_detail", lambda world: {"key": world.organisation.key}),
    signed_in("stakeholders:organisation_register"),
    work("stakeholders:organisation_edit", lambda world: {"key": world.organisation.key}, *REPRESENTATIVE),
]

MEETINGS = [
    everybody("meetings:programme_calendar"),
    everybody("meetings:programme"),
    everybody("meetings:meeting_list"),
    everybody("meetings:meeting_calendar", lambda world: {"slug": world.meeting.slug}),
    public_only_for(
        "meetings:meeting_calendar", lambda world: {"slug": world.draft_meeting.slug}, *WHOLE_SECRETARIAT, note="draft"
    ),
    everybody("meetings:meeting_detail", lambda world: {"slug": world.meeting.slug}),
    public_only_for(
        "meetings:meeting_detail", lambda world: {"slug": world.draft_meeting.slug}, *WHOLE_SECRETARIAT, note="draft"
    ),
    everybody("meetings:body_calendar", lambda world: {"key": world.body.key}),
    everybody("meetings:body_detail", lambda world: {"key": world.body.key}),
    work("meetings:meeting_manage", None, *SECRETARIAT),
    work("meetings:meeting_create", None, *SECRETARIAT),
    work("meetings:meeting_edit", lambda world: {"slug": world.meeting.slug}, *SECRETARIAT),
    work("meetings:agenda_edit", lambda world: {"slug": world.meeting.slug}, *SECRETARIAT),
    work("meetings:agenda_item_edit", lambda world: {"slug": world.meeting.slug, "pk": world.item.pk}, *SECRETARIAT),
    work("meetings:sitting_edit", lambda world: {"slug": world.meeting.slug}, *SECRETARIAT),
    work("meetings:sitting_change", lambda world: {"slug": world.meeting.slug, "pk": world.sitting.pk}, *SECRETARIAT),
    work("meetings:meeting_document_add", lambda world: {"slug": world.meeting.slug}, *SECRETARIAT),
    work(
        "meetings:meeting_document_remove",
        lambda world: {"slug": world.meeting.slug, "pk": world.meeting.document_places.first().pk},
        *SECRETARIAT,
    ),
    work("meetings:call_create", lambda world: {"slug": world.meeting.slug}, *SECRETARIAT),
    work(
        "meetings:meeting_transition",
        lambda world: {"slug": world.draft_meeting.slug, "transition": "publish"},
        "publisher",
    ),
    work("meetings:call_edit", lambda world: {"slug": world.call.slug}, *SECRETARIAT),
    work("meetings:call_extend", lambda world: {"slug": world.call.slug}, "publisher"),
    work("meetings:call_transition", lambda world: {"slug": world.draft_call.slug, "transition": "open"}, "publisher"),
]

INPUTS = [
    everybody("meetings:call_list"),
    everybody("meetings:call_detail", lambda world: {"slug": world.call.slug}),
    public_only_for(
        "meetings:call_detail", lambda world: {"slug": world.draft_call.slug}, *WHOLE_SECRETARIAT, note="draft"
    ),
    everybody("meetings:call_tally_csv", lambda world: {"slug": world.call.slug}),
    everybody("meetings:call_inputs_csv", lambda world: {"slug": world.call.slug}),
    everybody("meetings:input_start", lambda world: {"slug": world.call.slug}, "explains the steps"),
    everybody("meetings:input_list"),
    everybody("meetings:input_detail", lambda world: {"reference": world.input.reference}),
    public_only_for(
        "meetings:input_detail",
        lambda world: {"reference": world.submitted_input.reference},
        *REPRESENTATIVE,
        *WHOLE_SECRETARIAT,
        note="submitted",
    ),
    public_only_for(
        "meetings:input_detail",
        lambda world: {"reference": world.draft_input.reference},
        *REPRESENTATIVE,
        note="draft",
    ),
    everybody(
        "meetings:input_file",
        lambda world: {
            "reference": world.input.reference,
            "sha256": world.input_file.sha256,
            "name": world.input_file.name,
        },
    ),
    work(
        "meetings:input_work_list",
        None,
        *WHOLE_SECRETARIAT,
        *REPRESENTATIVE,
        "other_representative",
        *DELEGATION,
        "other_drafter",
    ),
    work("meetings:input_edit", lambda world: {"reference": world.draft_input.reference}, *REPRESENTATIVE),
    work("meetings:input_check", lambda world: {"reference": world.draft_input.reference}, *REPRESENTATIVE),
    work("meetings:input_forums", lambda world: {"reference": world.submitted_input.reference}, *SECRETARIAT),
    work("meetings:consideration_add", lambda world: {"reference": world.input.reference}, *SECRETARIAT),
    work(
        "meetings:input_transition",
        lambda world: {"reference": world.submitted_input.reference, "transition": "publish"},
        "publisher",
    ),
]

REPORTS = [
    everybody("reports:report_list"),
    everybody("reports:national_detail", lambda world: {"reference": world.report.reference}),
    public_only_for(
        "reports:national_detail",
        lambda world: {"reference": world.states_report.reference},
        *DELEGATION,
        "other_drafter",
        *WHOLE_SECRETARIAT,
        note="for all delegations",
    ),
    public_only_for(
        "reports:national_detail", lambda world: {"reference": world.draft_report.reference}, *DELEGATION, note="draft"
    ),
    everybody("reports:survey_detail", lambda world: {"key": world.edition.key}),
    work("reports:national_work_list", None, *DELEGATION, "other_drafter"),
    work("reports:national_create", None, *DELEGATION, "other_drafter"),
    work("reports:national_edit", lambda world: {"reference": world.draft_report.reference}, *DELEGATION),
    work("reports:national_publish", lambda world: {"reference": world.cleared_report.reference}, "coordinator"),
    work("reports:national_audience", lambda world: {"reference": world.report.reference}, "coordinator"),
    work("reports:national_receipt", lambda world: {"reference": world.report.reference}, note="none was given"),
    post_only("reports:national_correct", lambda world: {"reference": world.report.reference}),
    work(
        "reports:national_transition",
        lambda world: {"reference": world.draft_report.reference, "transition": "send_to_review"},
        *DELEGATION,
    ),
]

PROGRESS = [
    everybody("reports:progress_detail", lambda world: {"slug": world.progress.slug}),
    public_only_for(
        "reports:progress_detail", lambda world: {"slug": world.draft_progress.slug}, *WHOLE_SECRETARIAT, note="draft"
    ),
    nobody("reports:progress_comparison", lambda world: {"slug": world.progress.slug}, "one revision only"),
    work("reports:progress_work_list", None, *SECRETARIAT),
    work("reports:progress_create", None, *SECRETARIAT),
    work("reports:progress_edit", lambda world: {"slug": world.draft_progress.slug}, *SECRETARIAT),
    work("reports:progress_head", lambda world: {"slug": world.draft_progress.slug}, *SECRETARIAT),
    work("reports:progress_preview", lambda world: {"slug": world.draft_progress.slug}, *SECRETARIAT),
    work("reports:paragraph_add", lambda world: {"slug": world.draft_progress.slug}, *SECRETARIAT),
    work(
        "reports:paragraph_edit",
        lambda world: {"slug": world.draft_progress.slug, "anchor": world.text.paragraph.anchor},
        *SECRETARIAT,
    ),
    post_only(
        "reports:paragraph_move",
        lambda world: {"slug": world.draft_progress.slug, "anchor": world.text.paragraph.anchor},
    ),
    work(
        "reports:paragraph_delete",
        lambda world: {"slug": world.draft_progress.slug, "anchor": world.text.paragraph.anchor},
        *SECRETARIAT,
    ),
    post_only("reports:progress_render", lambda world: {"slug": world.draft_progress.slug}),
    work("reports:progress_jobs", lambda world: {"slug": world.draft_progress.slug}, *SECRETARIAT),
    work(
        "reports:render_download",
        lambda world: {"slug": world.draft_progress.slug, "number": 0, "language": "en"},
        note="not made yet",
    ),
    work("reports:progress_publish", lambda world: {"slug": world.progress.slug}, "publisher"),
    post_only("reports:progress_publish_now", lambda world: {"slug": world.progress.slug}),
    work(
        "reports:progress_transition",
        lambda world: {"slug": world.draft_progress.slug, "transition": "circulate"},
        "publisher",
    ),
]

# The nouns of the community, each with its rows and the records that they need; the order is that of making them.
PARTS = (
    table_delegations,
    table_contacts,
    table_pings,
    table_messages,
    table_organisations,
    table_accreditation,
    table_repository,
    table_texts,
    table_joint,
)

ROWS = [
    *PAGES,
    *API,
    *LIBRARY,
    *STATES,
    *STAKEHOLDERS,
    *MEETINGS,
    *INPUTS,
    *REPORTS,
    *PROGRESS,
    *ACCOUNT_ROWS,
    *(row for part in PARTS for row in part.ROWS),
]
