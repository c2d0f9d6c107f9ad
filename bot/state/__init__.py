"""What the bot remembers: people's settings, conversations, lists, logs. Knows nothing of Telegram.

SQLAlchemy is used synchronously: every call here blocks for a moment, so the bot makes them in threads of their own
(`Context.stored`), never on the event loop. Each method is one transaction, and returns frozen values, never rows.
"""

from bot.state.access import Access, Grant, Roster, Standing
from bot.state.alerts import Alert, Alerts
from bot.state.audit import Audit, AuditEntry
from bot.state.broadcasts import Broadcast, Broadcasts
from bot.state.chats import Chats, ChatSettings
from bot.state.conversations import StoredConversations, read_conversation
from bot.state.deliveries import Deliveries, Delivery, new_answer_id
from bot.state.feedback import Feedback, Opinion
from bot.state.questions import AskedQuestion, Questions
from bot.state.shown import ShownSentences
from bot.state.state import State, open_state
from bot.state.updates import KeptUpdate, Updates
from bot.state.watches import Watch, Watches
from bot.state.withdrawn import Withdrawal, Withdrawn

__all__ = [
    "Access",
    "Alert",
    "Alerts",
    "AskedQuestion",
    "Audit",
    "AuditEntry",
    "Broadcast",
    "Broadcasts",
    "ChatSettings",
    "Chats",
    "Deliveries",
    "Delivery",
    "Feedback",
    "Grant",
    "KeptUpdate",
    "Opinion",
    "Questions",
    "Roster",
    "ShownSentences",
    "Standing",
    "State",
    "StoredConversations",
    "Updates",
    "Watch",
    "Watches",
    "Withdrawal",
    "Withdrawn",
    "new_answer_id",
    "open_state",
    "read_conversation",
]
