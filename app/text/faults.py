"""Words for when the server, the network or the computer was away."""

RESTORED = "Restored at iteration {iteration:,} after the server was restarted."
PUT_AWAY = (
    "Restored at iteration {iteration:,}. The server had put it away, because nobody "
    "looked at it for a while."
)
NOT_RESTORED = (
    "The server was restarted, and your run could not be restored. Data of your own "
    "need to be uploaded again."
)
