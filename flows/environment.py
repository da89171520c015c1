"""Settings of one installation, from the environment or `.env` (architecture.md, Command line)."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from mail.urls import with_token

#: a shorter one would blot out ordinary words
_SHORTEST = 4
_SECRET = re.compile(r"://[^/?#]*?:([^/?#]+)@")


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
    alarm_log: Path | None = None
    alarm_webhook_url: str | None = None
    alarm_mail_to: str | None = None
    alarm_mail_from: str | None = None
    alarm_smtp_url: str | None = None
    #: minutes without a round of intake or dispatch that are too many
    alarm_silence: int = Field(default=30, gt=0)

    def discreet(self, text: str) -> str:
        """The text without any of the secrets of these settings."""
        for secret in sorted(self._secrets(), key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    def _secrets(self) -> set[str]:
        urls = (self.imap_url, self.smtp_url, self.alarm_smtp_url, self.database_url, self.store_url)
        written = {found for url in urls if url for found in _SECRET.findall(url)}
        found = {self.imap_token, self.smtp_token, self.alarm_webhook_url, *written, *map(unquote, written)}
        return {secret for secret in found if secret and len(secret) >= _SHORTEST}

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
