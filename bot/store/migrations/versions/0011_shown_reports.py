"""A wish to delete is also about the reports whose receipt codes were shown"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deletion_requests", sa.Column("shown", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("deletion_requests", "shown")
