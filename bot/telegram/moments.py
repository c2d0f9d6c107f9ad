"""When an article was published, as its reader's clock says where the moment is known."""

from datetime import datetime, time

from bot.answers.days import published_in_words
from bot.texts import Html, Texts, escape

__all__ = ["shown_day"]

_FORMAT = "Dt"  # the day with its year, and the time: a day by itself would seem wrong on the other side of the world


def shown_day(published: str | None, texts: Texts) -> Html:
    """Return the day; where its moment is known, for the client to put into the reader's time zone and manner."""
    day = escape(published_in_words(published, texts.language)) or texts.html("date-unknown")
    moment = _moment(published)
    return (
        day if moment is None else Html(f'<tg-time unix="{int(moment.timestamp())}" format="{_FORMAT}">{day}</tg-time>')
    )


def _moment(published: str | None) -> datetime | None:
    """Return the moment; None for a day, for a time in no zone, and for midnight, which mostly means just the day."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    if moment.tzinfo is None or moment.time() == time() or moment.timestamp() <= 0:
        return None
    return moment
