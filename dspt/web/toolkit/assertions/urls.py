"""The addresses of the assertion view."""

from __future__ import annotations

from django.urls import path

from . import confirming, conflict, together, views

_YEAR = "/<code:code>/assessment/<str:edition>"
_ITEM = f"{_YEAR}/items/<str:reference>"

urlpatterns = [
    path(_YEAR, views.overview, name="assessment"),
    path(f"{_YEAR}/start", views.start, name="assessment_start"),
    path(f"{_YEAR}/confirm", together.confirm_ready, name="confirm_ready"),
    path(_ITEM, views.item, name="item"),
    path(f"{_ITEM}/draft", views.draft, name="item_draft"),
    path(f"{_ITEM}/draft/discard", views.discard, name="item_draft_discard"),
    path(f"{_ITEM}/still-true", views.still_true, name="item_still_true"),
    path(f"{_ITEM}/take-back", views.take_back, name="item_take_back"),
    path(f"{_ITEM}/comment", views.comment, name="item_comment"),
    path(f"{_ITEM}/owner", views.owner, name="item_owner"),
    path(f"{_ITEM}/history", views.history, name="item_history"),
    path(f"{_ITEM}/conflict", conflict.settle, name="item_conflict"),
    path(f"{_YEAR}/assertions/<str:reference>/confirm", confirming.confirm, name="confirm_assertion"),
    path(f"{_YEAR}/assertions/<str:reference>/owner", confirming.owner, name="assertion_owner"),
    path(f"{_YEAR}/assertions/<str:reference>/withdraw", confirming.withdraw, name="withdraw_confirmation"),
]
