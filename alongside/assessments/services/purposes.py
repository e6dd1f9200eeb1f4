"""What sealed texts are sealed for."""

LETTERBOX = "letterbox"
