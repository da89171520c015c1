"""Settings of one installation, from the environment or `.env` (architecture.md, Command line)."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from mail.urls import with_token


class SettingMissing(Exception):
    """A setting that a verb needs is not there; the message says which and how to mend it."""


class Environment(BaseSettings):
    """`GONGJIAN_*`. Only what a verb needs has to be set."""

    model_config = SettingsConfigDict(env_prefix="GONGJIAN_", env_file=".env", extra="ignore")

    campaign: Path | None = None
    database_url: str = "sqlite:///gongjian.db"
    store_url: str = "store"
    imap_url: str | None = None
    imap_token: str | None = None
    smtp_url: str | None = None
    smtp_token: str | None = None

    def campaign_folder(self) -> Path:
        if self.campaign is None:
            raise SettingMissing(
                "GONGJIAN_CAMPAIGN is not set: give the campaign's folder, "
                "e.g. GONGJIAN_CAMPAIGN=deployments/campaigns/my-campaign"
            )
        return self.campaign

    def imap(self) -> str:
        if self.imap_url is None:
            raise SettingMissing(
                "GONGJIAN_IMAP_URL is not set: give the mailbox, e.g. imaps://user:secret@host:993/INBOX"
            )
        return with_token(self.imap_url, self.imap_token)

    def smtp(self) -> str:
        if self.smtp_url is None:
            raise SettingMissing("GONGJIAN_SMTP_URL is not set: give the server, e.g. smtps://user:secret@host:465")
        return with_token(self.smtp_url, self.smtp_token)
