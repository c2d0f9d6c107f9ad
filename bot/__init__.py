"""Questions in, answers out: on the command line and on Telegram."""
