"""Articles in, ranked passages and sentences out; knows nothing of settings objects, chats or Telegram."""
