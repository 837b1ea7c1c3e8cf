"""The one-time keys of forms that were taken in."""

from __future__ import annotations

from django.db import models


class FormKey(models.Model):
    """A form that was taken in, by the key it was given out with, and where it led.

    sent: the hash of all that was sent, since what differs is no second sending of the same.
    """

    account = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    sent = models.CharField(max_length=64, default="")
    address = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Each once."""

        constraints = [
            models.UniqueConstraint(fields=["account", "key", "sent"], name="form_sent_once")
        ]
