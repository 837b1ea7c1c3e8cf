"""Accounts, what they are for, and the proofs they sign in by.

No secret is kept that could be used as it stands: passwords as argon2, recovery codes and one-time
links as hashes, of codes by time only the salt from which the secret key makes their secret, and of
passkeys the public half.
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

    has_all_areas: an editor of every policy area. totp_salt: blank until codes of an app are
    confirmed. totp_step: the step of time of the last code used, so that none is used twice.
    proofs: how often a passkey or a link to a provider was added or taken away.
    """

    name = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=13)  # a word of AccountRole
    has_all_areas = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    totp_salt = models.CharField(max_length=64, blank=True)
    totp_step = models.BigIntegerField(default=0)
    proofs = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    actors = models.ManyToManyField(Actor, through="AccountActor", related_name="accounts")

    objects = Accounts()

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS = ["full_name", "role"]

    class Meta:
        """By name."""

        ordering = ["name"]

    @property
    def subject(self) -> str:
        """What the audit chain calls it."""
        return f"account:{self.name}"

    @property
    def role_word(self) -> Text:
        """What the account is for, in words."""
        return word("accounts.role", self.role)

    @property
    def has_second_factor(self) -> bool:
        """Whether a second factor is set up: an app or a passkey."""
        return bool(self.totp_salt) or self.passkeys.exists()

    @property
    def must_have_second_factor(self) -> bool:
        """Whether the role asks for a second factor."""
        return AccountRole(self.role) in NEED_SECOND_FACTOR

    @property
    def needs_second_factor(self) -> bool:
        """Whether the role asks for a second factor, or the account has one."""
        return self.must_have_second_factor or self.has_second_factor

    def get_session_auth_hash(self) -> str:
        """Changes with password, role and other proofs, which ends all sessions."""
        proofs = f"{self.totp_salt[:8]}:{self.proofs}"
        return super().get_session_auth_hash() + f":{proofs}:{self.role}"

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


class Passkey(models.Model):
    """A key on somebody's device that is their second factor. Nothing here is a secret.

    key_id, public_key: as the device gave them, in base64url. site: the host it was made for, the
    only one it can be used at. sign_count: the device's own count of uses; 0 where it keeps none.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    key_id = models.CharField(max_length=1364, unique=True)
    public_key = models.TextField()
    site = models.CharField(max_length=255)
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """The oldest first."""

        ordering = ["made_at", "pk"]


class OpenIdLink(models.Model):
    """Who the account's person is to a provider of OpenID Connect: its subject there."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="openid_links")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One account for a subject, one subject for an account."""

        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="openid_subject_once"),
            models.UniqueConstraint(fields=["issuer", "account"], name="openid_account_once"),
        ]


class OneTimeLink(models.Model):
    """A link by which somebody sets the account's password, once and before it ends.

    made_by: the account's name of the administrator, or `system`.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="link")
    hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()
    made_by = models.CharField(max_length=60, default="")


class Failures(models.Model):
    """Failed attempts to sign in with a name, whether or not it is an account's."""

    name = models.CharField(max_length=60, unique=True)
    number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)
