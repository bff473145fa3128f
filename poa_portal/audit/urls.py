from django.urls import path

from poa_portal.audit import views

app_name = "audit"
urlpatterns = [
    path("receipts/", views.ReceiptVerifyView.as_view(), name="receipt_verify"),
    path("receipts/<slug:number>/", views.ReceiptDetailView.as_view(), name="receipt_detail"),
    path("receipts/<slug:number>/content/", views.ReceiptContentView.as_view(), name="receipt_content"),
    path("work/records/", views.RecordListView.as_view(), name="record_list"),
]
