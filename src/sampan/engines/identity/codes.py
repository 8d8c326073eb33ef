"""ISCC (ISO 24138): short codes that travel with a text and stay near when it changes little.

A whole-document code cannot see a lifted passage (that is what `match` is for); it names a version, and tells at
once that two files are the same or nearly so.
"""

import iscc_lib


def content_code(text: str, *, bits: int = 256) -> str:
    """The Content-Code of a plain text: alike for alike texts.

    >>> content_code("The ferry left late.", bits=64)
    'ISCC:EAAZ3N5TA5A6AZ2P'
    """
    return str(iscc_lib.gen_text_code_v0(text, bits=bits).iscc)


def meta_code(headline: str, summary: str = "", *, bits: int = 64) -> str:
    """The Meta-Code of what a story says about itself.

    >>> meta_code("Ferry left late")
    'ISCC:AAA3WE2BKDN66D5M'
    """
    return str(iscc_lib.gen_meta_code_v0(headline, description=summary or None, bits=bits).iscc)


def instance_code(data: bytes, *, bits: int = 256) -> str:
    """The Instance-Code of a file: a checksum (BLAKE3); one bit changed makes another.

    >>> instance_code(b"abc", bits=64)
    'ISCC:IAAWIN5TVQ4EMUJT'
    """
    return str(iscc_lib.gen_instance_code_v0(data, bits=bits).iscc)


def data_code(data: bytes, *, bits: int = 64) -> str:
    """The Data-Code of a file: alike for files that share most of their bytes."""
    return str(iscc_lib.gen_data_code_v0(data, bits=bits).iscc)


def text_code(headline: str, text: str) -> str:
    """The combined ISCC-CODE of a story: its meta, content, data and instance codes (of its text in UTF-8) in one.

    >>> text_code("Ferry left late", "The ferry left late.")
    'ISCC:KAC3WE2BKDN66D5MTW33GB2B4BTU65K33DHBJGXA7ZIOREFGS3I5UDI'
    """
    data = text.encode()
    parts = [
        meta_code(headline),
        content_code(text, bits=64),
        data_code(data),
        instance_code(data, bits=64),
    ]
    return str(iscc_lib.gen_iscc_code_v0(parts).iscc)


def distance(code: str, other: str) -> int:
    """How many bits two codes of one kind and length differ in (Hamming distance); of combined codes, their
    Content-Codes.

    Raises ValueError when the codes are not comparable.

    >>> distance(content_code("The ferry left late."), content_code("The ferry left late."))
    0
    """
    *kind, digest = _decoded(code)
    *other_kind, other_digest = _decoded(other)
    if kind != other_kind:
        raise ValueError(
            f"{code} and {other} are ISCC codes of different kinds or lengths: they cannot be compared."
        )
    return (int.from_bytes(digest) ^ int.from_bytes(other_digest)).bit_count()


def _decoded(code: str) -> tuple[int, int, int, int, bytes]:
    try:
        content = [part for part in iscc_lib.iscc_decompose(code) if part.startswith("E")]
        decoded: tuple[int, int, int, int, bytes] = iscc_lib.iscc_decode(
            content[0] if content else code
        )
    except ValueError as error:
        raise ValueError(f"{code!r} is no ISCC code: {error}.") from error
    return decoded
