"""Office files with a password to open them: Excel's own default is tried, which it sets for 建议只读 and for a
protected structure without asking anybody ([MS-OFFCRYPTO] 2.4.2.3).
"""

from __future__ import annotations

import struct
from io import BytesIO

from parsers.refusal import Refusal, Refused

_DEFAULT = "VelvetSweatshop"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _failures() -> tuple[type[Exception], ...]:
    import msoffcrypto.exceptions as told

    own = (told.DecryptionError, told.FileFormatError, told.InvalidKeyError, told.ParseError)
    return *own, ValueError, LookupError, TypeError, AttributeError, OSError, struct.error


def is_locked(content: bytes) -> bool:
    """Whether an xls or doc is encrypted."""
    import msoffcrypto

    try:
        return bool(msoffcrypto.OfficeFile(BytesIO(content)).is_encrypted())
    except _failures():
        return False


def unlock(content: bytes) -> bytes:
    """The file without its encryption. Raises Refused encrypted.

    The password is not verified first: some files fail that and decrypt all the same. What comes out is looked at.
    """
    import msoffcrypto

    out = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(content))
        file.load_key(password=_DEFAULT)
        file.decrypt(out)
    except _failures() as error:
        raise Refused(Refusal.ENCRYPTED) from error
    plain = out.getvalue()
    if not plain.startswith((_ZIP, _OLE)) or (plain.startswith(_OLE) and is_locked(plain)):
        raise Refused(Refusal.ENCRYPTED)
    return plain
