"""The preview of a page under a message: none, or a small one of an answer's first source if the settings want it."""

from telegram import LinkPreviewOptions

from bot.answers.answer import Answer, Answered
from bot.telegram.addresses import address_of

__all__ = ["NO_PREVIEW", "preview_of"]

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def preview_of(answer: Answer | None, *, wanted: bool) -> LinkPreviewOptions:
    """Return the preview of what is cited first, never of another source."""
    if not wanted or not isinstance(answer, Answered) or not address_of(answer.citations[0].article.url):
        return NO_PREVIEW
    return LinkPreviewOptions(is_disabled=False, url=answer.citations[0].article.url, prefer_small_media=True)
