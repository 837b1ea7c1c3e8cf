"""Accounts, what they are for, and the proofs they sign in by.

No secret is kept that could be used as it stands: passwords as argon2, recovery codes and one-time
links as hashes, and of the second factor only the salt from which the secret key makes it.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from samlad.model import Text
from samlad.portal.accounts.roles import NEED_SECOND_FACTOR, AccountRole
from samlad.portal.content.words import word
from samlad.portal.register.models import Actor


class Accounts(BaseUserManager["Account"]):
    """Finds accounts; names do not differ by case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of that name, however it was written."""
        return self.get(name=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who may sign in. name: small letters, digits, and . _ - between them.

    has_all_areas: an editor of every policy area. totp_salt: blank until a second factor is
    confirmed. totp_step: the step of time of the last code used, so that none is used twice.
    """

    name = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=13)  # a word of AccountRole
    has_all_areas = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    totp_salt = models.CharField(max_length=64, blank=True)
    totp_step = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    actors = models.ManyToManyField(Actor, through="AccountActor", related_name="accounts")

    objects = Accounts()

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS = ["full_name", "role"]

    class Meta:
        """By name."""

        ordering = ["name"]

    @property
    def role_word(self) -> Text:
        """What the account is for, in words."""
        return word("accounts.role", self.role)

    @property
    def needs_second_factor(self) -> bool:
        """Whether the role asks for a second factor, or the account has one."""
        return AccountRole(self.role) in NEED_SECOND_FACTOR or bool(self.totp_salt)

    def get_session_auth_hash(self) -> str:
        """Changes with password, second factor and role, which ends all sessions."""
        return super().get_session_auth_hash() + f":{self.totp_salt[:8]}:{self.role}"

    def get_full_name(self) -> str:
        """The person's name."""
        return self.full_name


class AccountActor(models.Model):
    """An actor that a reporter reports for, or a reader reads of."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="actor_links")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="account_links")

    class Meta:
        """Once each."""

        constraints = [
            models.UniqueConstraint(fields=["account", "actor"], name="account_actor_once")
        ]


class AccountArea(models.Model):
    """A policy area that an editor works on."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="area_links")
    area = models.CharField(max_length=20)

    class Meta:
        """Once each."""

        constraints = [
            models.UniqueConstraint(fields=["account", "area"], name="account_area_once")
        ]


class RecoveryCode(models.Model):
    """A code that stands in for the second factor, once. hash: SHA-256; the code is random."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=64)


class OneTimeLink(models.Model):
    """A link by which somebody sets the account's password, once and before it ends."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="link")
    hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()


class Failures(models.Model):
    """Failed attempts to sign in with a name, whether or not it is an account's."""

    name = models.CharField(max_length=60, unique=True)
    number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)
