"""What happens here that something above may act on. Receivers live in the apps above."""

from django.dispatch import Signal

idea_told = Signal()
"""Sent with `initiative`: an idea came in without log-in and waits for a guide."""

application_submitted = Signal()
"""Sent with `application`, in the transaction that submitted it."""

application_decided = Signal()
"""Sent with `application`: awarded, refused or dismissed."""

report_submitted = Signal()
"""Sent with `report`, in the transaction that submitted it."""

story_consent_withdrawn = Signal()
"""Sent with `report` and `by`, in the transaction that took back the yes to a story."""

offer_withdrawn = Signal()
"""Sent with `offer` and `by`, in the transaction that withdrew or hid an offer of help."""
