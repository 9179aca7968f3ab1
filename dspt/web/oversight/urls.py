"""The addresses of people with a role in the service."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .activity import views as activity
from .feedback import views as feedback
from .holds import views as holds
from .organisations import views as organisations
from .people import views as people
from .roles import views as roles

urlpatterns: list[URLPattern | URLResolver] = [
    path("/activity", activity.activity, name="oversight_activity"),
    path("/activity.csv", activity.export, name="oversight_activity_export"),
    path("/feedback", feedback.feedback, name="oversight_feedback"),
    path("/holds", holds.holds, name="oversight_holds"),
    path("/organisations", organisations.organisations, name="oversight_organisations"),
    path("/organisations/<code:code>", organisations.organisation, name="oversight_organisation"),
    path("/organisations/<code:code>/hold", holds.hold, name="oversight_hold"),
    path("/people", people.people, name="oversight_people"),
    path("/people/invitations/<uuid:invitation>/resend", people.resend, name="oversight_invitation_resend"),
    path("/people/invitations/<uuid:invitation>/withdraw", people.withdraw, name="oversight_invitation_withdraw"),
    path("/people/<uuid:person>", people.person, name="oversight_person"),
    path("/people/<uuid:person>/end", people.end_role, name="oversight_role_end"),
    path("/people/<uuid:person>/close", people.close, name="oversight_person_close"),
    path("/roles", roles.roles, name="oversight_roles"),
]
