"""The wiring: settings schema, settings, addresses, the command. Nobody imports it but the framework."""
