"""Your account: name, address, password, second factors, sessions; and showing a factor again."""
