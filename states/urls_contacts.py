"""The addresses of points of contact: the restricted directory, and the public list beside it."""

from django.urls import include, path

from states.views import contact_desk, contact_edit, contacts, public_contacts

_directory = [
    path("", contacts.ContactListView.as_view(), name="contact_list"),
    path("own/", contacts.OwnContactsView.as_view(), name="contact_own"),
    path("own/confirm/", contacts.ContactConfirmAllView.as_view(), name="contact_confirm_all"),
    path("new/", contact_edit.ContactCreateView.as_view(), name="contact_create"),
    path("export/", contact_desk.ContactExportView.as_view(), name="contact_export"),
    path("rule/", contact_desk.RuleEditView.as_view(), name="rule_edit"),
    path("note/<slug:key>/", contact_edit.ContactNoteView.as_view(), name="contact_note"),
    path("<slug:reference>/", contacts.ContactDetailView.as_view(), name="contact_detail"),
    path("<slug:reference>/confirm/", contacts.ContactConfirmView.as_view(), name="contact_confirm"),
    path("<slug:reference>/edit/", contact_edit.ContactEditView.as_view(), name="contact_edit"),
    path("<slug:reference>/end/", contact_edit.ContactEndView.as_view(), name="contact_end"),
]
_public = [
    path("", public_contacts.PublicContactManageView.as_view(), name="public_contact_manage"),
    path("new/", public_contacts.PublicContactCreateView.as_view(), name="public_contact_create"),
    path("<int:pk>/edit/", public_contacts.PublicContactEditView.as_view(), name="public_contact_edit"),
    path("<int:pk>/remove/", public_contacts.PublicContactRemoveView.as_view(), name="public_contact_remove"),
]
urlpatterns = [
    path("work/contacts/", include(_directory)),
    path("work/public-contacts/", include(_public)),
    path("contacts/", public_contacts.PublicContactListView.as_view(), name="public_contact_list"),
]
