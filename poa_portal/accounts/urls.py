from django.urls import path

from poa_portal.accounts.views import demonstration, due, invitations, team, work

app_name = "accounts"
urlpatterns = [
    path("work/", work.WorkHomeView.as_view(), name="work_home"),
    path("work/due/", due.DueListView.as_view(), name="due_list"),
    path("work/due/calendar.ics", due.due_calendar, name="due_calendar"),
    path("work/post/", work.PostChooseView.as_view(), name="post_choose"),
    path("work/settings/", work.SettingsView.as_view(), name="settings"),
    path("work/parties/", team.PartyListView.as_view(), name="party_list"),
    path("work/team/<slug:key>/", team.TeamView.as_view(), name="team"),
    path("work/team/<slug:key>/posts/<int:pk>/change/", team.PostChangeView.as_view(), name="post_change"),
    path("work/team/<slug:key>/posts/<int:pk>/end/", team.PostEndView.as_view(), name="post_end"),
    path("work/team/<slug:key>/posts/<int:pk>/hand-over/", team.PostHandOverView.as_view(), name="post_hand_over"),
    path(
        "work/team/<slug:key>/invitations/<int:pk>/withdraw/",
        team.InvitationWithdrawView.as_view(),
        name="invitation_withdraw",
    ),
    path("two-factor/", work.TwoFactorNeededView.as_view(), name="two_factor_needed"),
    path("invitations/<str:token>/", invitations.InvitationAcceptView.as_view(), name="invitation_accept"),
    path("demonstration/sign-in/", demonstration.DemonstrationSignInView.as_view(), name="demonstration_sign_in"),
    path("demonstration/mail/", demonstration.DemonstrationMailView.as_view(), name="demonstration_mail"),
    path(
        "demonstration/mail/<int:pk>/",
        demonstration.DemonstrationMailDetailView.as_view(),
        name="demonstration_mail_detail",
    ),
]
