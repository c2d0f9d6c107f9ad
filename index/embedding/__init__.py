"""The sentence-transformers model: questions and passages are two methods; the model that comes along."""
