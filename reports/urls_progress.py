"""The addresses of progress reports."""

from django.urls import URLPattern, path

from reports.views import progress, work_paragraphs, work_progress, work_rendering

_WORK = "work/progress/<slug:slug>"

urlpatterns: list[URLPattern] = [
    path("reports/progress/<slug:slug>/", progress.ProgressDetailView.as_view(), name="progress_detail"),
    path(
        "reports/progress/<slug:slug>/comparison/",
        progress.ProgressComparisonView.as_view(),
        name="progress_comparison",
    ),
    path("work/progress/", work_progress.ProgressWorkListView.as_view(), name="progress_work_list"),
    path("work/progress/new/", work_progress.ProgressCreateView.as_view(), name="progress_create"),
    path(f"{_WORK}/edit/", work_progress.ProgressEditView.as_view(), name="progress_edit"),
    path(f"{_WORK}/head/", work_progress.ProgressHeadView.as_view(), name="progress_head"),
    path(f"{_WORK}/preview/", work_progress.ProgressPreviewView.as_view(), name="progress_preview"),
    path(f"{_WORK}/paragraphs/new/", work_paragraphs.ParagraphAddView.as_view(), name="paragraph_add"),
    path(f"{_WORK}/paragraphs/<slug:anchor>/edit/", work_paragraphs.ParagraphEditView.as_view(), name="paragraph_edit"),
    path(f"{_WORK}/paragraphs/<slug:anchor>/move/", work_paragraphs.paragraph_move, name="paragraph_move"),
    path(
        f"{_WORK}/paragraphs/<slug:anchor>/delete/",
        work_paragraphs.ParagraphDeleteView.as_view(),
        name="paragraph_delete",
    ),
    path(f"{_WORK}/render/", work_rendering.progress_render, name="progress_render"),
    path(f"{_WORK}/jobs/", work_rendering.ProgressJobsView.as_view(), name="progress_jobs"),
    path(f"{_WORK}/files/<int:number>/<slug:language>.pdf", work_rendering.render_download, name="render_download"),
    path(f"{_WORK}/publish/", work_rendering.ProgressPublishView.as_view(), name="progress_publish"),
    path(f"{_WORK}/publish/now/", work_rendering.progress_publish_now, name="progress_publish_now"),
    path(f"{_WORK}/<slug:transition>/", work_progress.ProgressTransitionView.as_view(), name="progress_transition"),
]
