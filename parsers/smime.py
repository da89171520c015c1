"""Opaque S/MIME (RFC 8551): a signed mail is unwrapped, its signature not judged; an encrypted one cannot be read."""

from __future__ import annotations

from parsers.refusal import Refusal, Refused

MEDIA = frozenset(["application/pkcs7-mime", "application/x-pkcs7-mime"])


def unwrap(content: bytes) -> bytes:
    """The MIME entity inside signed data. Raises Refused encrypted_mail or damaged."""
    from asn1crypto import cms

    try:
        info = cms.ContentInfo.load(content)
        kind = info["content_type"].native
        inner = info["content"]["encap_content_info"]["content"].native if kind == "signed_data" else None
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(Refusal.DAMAGED) from error
    if kind in ("enveloped_data", "authenticated_enveloped_data", "encrypted_data"):
        raise Refused(Refusal.ENCRYPTED_MAIL)
    if not isinstance(inner, bytes):
        raise Refused(Refusal.DAMAGED)
    return inner
