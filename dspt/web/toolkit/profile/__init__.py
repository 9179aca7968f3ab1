"""The profile of an organisation, one step a page: type, key roles, NHSmail, certificates, check, accept."""
