"""How people come in: sign-in, registering an organisation, invitations, passwords; and the demo's mail."""
