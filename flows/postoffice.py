"""`gongjian postoffice`: the embedded post office with a mailbox for everyone in the campaign's directory."""

from __future__ import annotations

from campaign.campaign import Campaign
from flows.environment import Environment
from flows.folder import load_campaign
from mail.postoffice import run_forever

#: the secret of every mailbox: the post office listens on loopback and forgets everything when it stops
SECRET = "secret"


def mailboxes(campaign: Campaign) -> dict[str, str]:
    """Address → secret, the campaign's own mailbox first."""
    addresses = [campaign.settings.campaign.mailbox]
    addresses += [address for unit in campaign.directory.units for address in unit.addresses]
    return dict.fromkeys(addresses, SECRET)


def run(imap_port: int, smtp_port: int) -> None:
    """Serve until Ctrl-C."""
    users = mailboxes(load_campaign(Environment().campaign_folder()))
    run_forever(users, imap_port=imap_port, smtp_port=smtp_port)
