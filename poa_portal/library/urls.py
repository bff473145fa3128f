"""Addresses of the library; the language stands before them."""

from django.urls import path

from poa_portal.library.views import documents, entries, feeds, manage, topics

app_name = "library"
urlpatterns = [
    path("library/", entries.EntryList.as_view(), name="entry_list"),
    path("documents/<path:name>", documents.DocumentDetail.as_view(), name="document_detail"),
    path("files/<str:sha256>/<str:name>", documents.file_download, name="file_download"),
    path("topics/", topics.TopicList.as_view(), name="topic_list"),
    path("topics/<slug:key>/", topics.TopicDetail.as_view(), name="topic_detail"),
    path("norms/", topics.NormList.as_view(), name="norm_list"),
    path("feeds/", feeds.feed_list, name="feed_list"),
    path("feeds/<slug:name>.atom", feeds.feed, name="feed"),
    path("work/documents/", manage.DocumentManage.as_view(), name="document_manage"),
    path("work/documents/new/", manage.DocumentCreate.as_view(), name="document_create"),
    path("work/documents/<str:reference>/edit/", manage.DocumentEdit.as_view(), name="document_edit"),
    path("work/documents/<str:reference>/versions/new/", manage.VersionAdd.as_view(), name="version_add"),
    path(
        "work/documents/<str:reference>/versions/<int:pk>/remove/",
        manage.VersionRemove.as_view(),
        name="version_remove",
    ),
    path("work/documents/<str:reference>/publish/", manage.DocumentPublish.as_view(), name="document_publish"),
    path(
        "work/documents/<str:reference>/<slug:transition>/",
        manage.DocumentTransition.as_view(),
        name="document_transition",
    ),
]
