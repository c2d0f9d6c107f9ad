"""From a question to an answer or a refusal; no Telegram, no files."""
