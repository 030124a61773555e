"""Schedules: what `schedules.toml` names, when it is due, and running it, in the foreground or for cron and systemd."""
