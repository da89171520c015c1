"""Everything a stage works with, opened once at the edge."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session, sessionmaker

from campaign.campaign import Campaign
from db.ledger import SqlLedger
from db.session import open_database
from db.store import Store
from flows.environment import Environment
from flows.folder import load_campaign


@dataclass(frozen=True)
class Desk:
    """A campaign with its database and store. Mailbox and SMTP server are opened by the stages that talk to them."""

    environment: Environment
    campaign: Campaign
    database: sessionmaker[Session]
    store: Store

    @property
    def id(self) -> str:
        return self.campaign.settings.campaign.id

    def ledger(self, session: Session) -> SqlLedger:
        """The ledger within one transaction."""
        info = self.campaign.settings.campaign
        return SqlLedger(session, info.id, info.number_prefix, info.number_width)


def open_desk(environment: Environment | None = None) -> Desk:
    """Load the campaign folder and open database and store; each error says what is wrong and how to mend it."""
    environment = environment or Environment()
    campaign = load_campaign(environment.campaign_folder())
    return Desk(environment, campaign, open_database(environment.database_url), Store(environment.store_url))
