"""What lies on disk: articles (SQLite), vectors (FAISS), keywords, and the generations that hold them."""
