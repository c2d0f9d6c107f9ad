"""Language: sentences, keywords, names across scripts. Korean and English first, any other script safely."""
