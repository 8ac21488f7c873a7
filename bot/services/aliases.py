"""What officers call a citizen, who has no name here."""

__all__ = ["alias_of"]


def alias_of(citizen_id: str) -> str:
    """Four signs of the opaque id, such as `4F-72`. It tells citizens apart, and names nobody."""
    return f"{citizen_id[:2]}-{citizen_id[2:4]}".upper()
