"""Alembic's environment: always on a connection that db.schema hands over."""

from alembic import context

from db.models import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
