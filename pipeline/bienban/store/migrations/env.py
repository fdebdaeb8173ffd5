"""What Alembic runs to migrate: in the transaction of the connection it is given."""

from alembic import context

from bienban.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
