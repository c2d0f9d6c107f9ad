"""What a page pasted around the story, told from the story."""

from index.cleaning.bylines import names_of
from index.cleaning.outlets import outlet_of_address
from index.cleaning.story import Cleaned, clean, trim

__all__ = ["Cleaned", "clean", "names_of", "outlet_of_address", "trim"]
