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


def unlock(content: bytes) -> bytes:
    """The file without its encryption. Raises Refused encrypted.

    The password is not verified first: some files fail that and decrypt all the same. What comes out is looked at.
    """
    import msoffcrypto
    import msoffcrypto.exceptions as told

    out = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(content))
        file.load_key(password=_DEFAULT)
        file.decrypt(out)
    except (
        *(told.DecryptionError, told.FileFormatError, told.InvalidKeyError, told.ParseError),
        *(ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, struct.error),
    ) as error:
        raise Refused(Refusal.ENCRYPTED) from error
    plain = out.getvalue()
    if plain == content or not plain.startswith((_ZIP, _OLE)):
        raise Refused(Refusal.ENCRYPTED)
    return plain
