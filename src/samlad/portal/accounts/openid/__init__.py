"""Signing in by a provider of OpenID Connect, where whoever runs the portal has set one.

settings    what the environment says of the provider, and what Django needs for it
protocol    django-allauth, which does the protocol, narrowed to one provider and no sign-up
identity    what an id token says: who it is, and whether by more than a password
views       the way to the provider and the way back

Everything but `settings` needs the extra samlad[openid], and is loaded only when it is set.
"""
