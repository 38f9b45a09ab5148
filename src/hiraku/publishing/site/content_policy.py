"""What a page may load: the content security policy of every page."""

from base64 import b64encode
from hashlib import sha256

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)

# What a page that loads nothing may hold: its own policy names its script and style by their hash.
SELF_CONTAINED = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)


def source_hash(text: str) -> str:
    """Return what a policy calls a script or style in the page (CSP Level 3, 2.3.1)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
