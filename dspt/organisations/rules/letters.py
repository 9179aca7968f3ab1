"""The words of the letters that this room owes."""

from __future__ import annotations

from dspt.accounts.rules import Letter, Role, role_in_words


def invitation_letter(inviter: str, organisation: str, role: str, address: str) -> Letter:
    return Letter(
        f"Join {organisation} on the Data Security and Protection Toolkit"[:200],
        f"Hello,\n\n{inviter} invites you to work on the data security assessment of {organisation}, as {role}. "
        f"{role_in_words(Role(role))}\n\n"
        f"Join here within seven days:\n{address}\n\n"
        f"If you do not know {inviter} or {organisation}, do nothing.\n",
    )


def registration_letter(name: str, organisation: str, code: str, address: str) -> Letter:
    return Letter(
        f"Register {organisation}"[:200],
        f"Dear {name},\n\nYou asked to register {organisation} ({code}) on the Data Security and Protection Toolkit. "
        "You will be its first administrator.\n\n"
        f"Finish here within 24 hours:\n{address}\n\n"
        "If it was not you, do nothing. Nothing has been registered.\n",
    )


def asked_to_register_letter(administrator: str, organisation: str, code: str, name: str, email: str) -> Letter:
    return Letter(
        f"Somebody asked for access to {organisation}"[:200],
        f"Dear {administrator},\n\n{name} ({email}) tried to register {organisation} ({code}), "
        "which is registered already.\n\n"
        "If you know them, invite them: sign in, open People and give them a role. "
        "If you do not, do nothing. They were not told who you are.\n",
    )


def access_ended_letter(by: str, organisation: str, name: str) -> Letter:
    return Letter(
        f"Your access to {organisation} has ended"[:200],
        f"Dear {name},\n\n{by} has ended your access to {organisation} on the Data Security and Protection Toolkit.\n\n"
        "What you wrote there stays, with your name. If it was a mistake, ask an administrator for an invitation.\n",
    )


def role_changed_letter(by: str, organisation: str, role: str, name: str) -> Letter:
    return Letter(
        f"Your role at {organisation} has changed"[:200],
        f"Dear {name},\n\n{by} has made you {role} of {organisation} on the Data Security and Protection Toolkit. "
        f"{role_in_words(Role(role))}\n",
    )
