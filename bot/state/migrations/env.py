"""What Alembic runs: the migrations, on the connection and in the transaction of whoever asks for them."""

from alembic import context

from bot.state.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
