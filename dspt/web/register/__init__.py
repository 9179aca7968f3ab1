"""The public register: search, organisation page, badge, download, verify. Knows no room but register and directory."""
