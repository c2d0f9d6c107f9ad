"""Telegram: questions from chats, answers as messages. Nothing outside this package knows Telegram."""
