"""The transport settings: ``imaps://user:secret@host:993/INBOX`` and ``smtps://user:secret@host:465``.

``imap://`` and ``smtp://`` use STARTTLS where offered. Without TLS only on loopback unless the URL says
``?insecure=1``, which also accepts a certificate that cannot be verified. User, secret and folder are
percent-encoded. ``?auth=xoauth2`` logs in with an OAuth 2.0 access token instead of a password (Microsoft 365,
Google): ``imaps://user@host/INBOX?auth=xoauth2``, the token in the place of the secret or added by `with_token`.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

Scheme = Literal["imap", "imaps", "smtp", "smtps"]

IMAP_SETTING = "GONGJIAN_IMAP_URL"
SMTP_SETTING = "GONGJIAN_SMTP_URL"

_PORTS: dict[str, int] = {"imap": 143, "imaps": 993, "smtp": 587, "smtps": 465}
_EXAMPLES = {
    IMAP_SETTING: "imaps://user%40example.cn:secret@imap.example.cn:993/INBOX",
    SMTP_SETTING: "smtps://user%40example.cn:secret@smtp.example.cn:465",
}


class SettingError(ValueError):
    """A setting is wrong: one sentence says which and how to mend it, and never shows the secret."""


@dataclass(frozen=True)
class Endpoint:
    """One server and how to speak to it. `user` is empty where nobody logs in."""

    setting: str
    scheme: str
    host: str
    port: int
    user: str
    secret: str = field(repr=False)
    folder: str
    insecure: bool
    oauth: bool = False

    @property
    def tls_from_start(self) -> bool:
        return self.scheme.endswith("s")

    @property
    def may_be_plain(self) -> bool:
        """The link needs no proof of the server's identity."""
        return self.insecure or _is_loopback(self.host)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"

    def tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.may_be_plain:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def imap_endpoint(url: str) -> Endpoint:
    """Parse GONGJIAN_IMAP_URL; the folder defaults to INBOX. SettingError when it cannot be meant."""
    endpoint = _endpoint(url, IMAP_SETTING, ("imap", "imaps"))
    if not endpoint.user:
        raise _wrong(IMAP_SETTING, "names no user and secret")
    return endpoint


def smtp_endpoint(url: str) -> Endpoint:
    """Parse GONGJIAN_SMTP_URL; user and secret may be left out. SettingError when it cannot be meant."""
    endpoint = _endpoint(url, SMTP_SETTING, ("smtp", "smtps"))
    if not (endpoint.user + endpoint.secret).isascii():
        raise _wrong(SMTP_SETTING, "has a user or secret that is not ASCII, which SMTP log-in cannot carry")
    return endpoint


def _endpoint(url: str, setting: str, schemes: tuple[Scheme, Scheme]) -> Endpoint:
    parts = _split(url.strip(), setting)
    if parts.scheme not in schemes:
        raise _wrong(setting, f"does not begin with {schemes[1]}:// or {schemes[0]}://")
    if not parts.hostname:
        raise _wrong(setting, "names no host")
    user, secret = unquote(parts.username or ""), unquote(parts.password or "")
    options = _options(parts.query, setting)
    oauth = options.get("auth") == "xoauth2"
    if oauth and not (user and secret):
        raise _wrong(setting, f"asks for OAuth and has no user or no token; set {setting.replace('_URL', '_TOKEN')}")
    if bool(user) != bool(secret):
        raise _wrong(setting, "needs both user and secret, or neither")
    return Endpoint(
        setting=setting,
        scheme=parts.scheme,
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        user=user,
        secret=secret,
        folder=unquote(parts.path.strip("/")) or "INBOX",
        insecure=options.get("insecure") == "1",
        oauth=oauth,
    )


def with_token(url: str, token: str | None) -> str:
    """The URL with an access token as its secret, where it asks for OAuth and names none."""
    if not token or "auth=xoauth2" not in url or "#" in url:
        return url
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    if not at or ":" in user:
        return url
    return parts._replace(netloc=f"{user}:{quote(token, safe='')}@{host}").geturl()


def oauth_words(endpoint: Endpoint) -> str:
    """What an XOAUTH2 log-in says. The server's account of a failure is then answered with nothing."""
    return f"user={endpoint.user}\1auth=Bearer {endpoint.secret}\1\1"


def _split(url: str, setting: str) -> SplitResult:
    """The standard library's messages show parts of the URL, maybe of the secret: none of them gets out."""
    if "#" in url:
        raise _wrong(setting, "contains a bare #")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise _wrong(setting, "has a host or port that cannot be read") from None
    return parts


_OPTIONS = {("insecure", "0"), ("insecure", "1"), ("auth", "xoauth2")}


def _options(query: str, setting: str) -> dict[str, str]:
    options = parse_qsl(query, keep_blank_values=True)
    if not set(options) <= _OPTIONS:
        raise _wrong(setting, "has an option other than ?insecure=1 and ?auth=xoauth2")
    return dict(options)


def _wrong(setting: str, what: str) -> SettingError:
    return SettingError(
        f"{setting} {what}; write it like {_EXAMPLES[setting]} "
        "(in user and secret, @ : / ? # % are written %40 %3A %2F %3F %23 %25)."
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
