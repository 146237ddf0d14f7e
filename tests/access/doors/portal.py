"""The frame: health, log-in, mail."""

from tests.access.roles import ANONYMOUS, EVERYBODY, LEAD, OPERATOR, SIGNED_IN
from tests.access.rows import NOT_THERE, Door, Row, button, form, page

_VISITORS = Door(frozenset({ANONYMOUS}))

MAIL_STAFF = frozenset({LEAD, OPERATOR})

PORTAL = [
    page("health-live", EVERYBODY),
    page("health-ready", EVERYBODY, shown=frozenset({200, 503})),
    page("was", EVERYBODY),
    Row("one-door", get=_VISITORS, post=_VISITORS, is_open=True),
    page("styleguide", EVERYBODY),
    page("media", EVERYBODY, more={"path": "no-such-picture.jpg"}, shown=NOT_THERE),
    page("demo-mail", EVERYBODY),
    page("demo-mail-message", EVERYBODY, more={"name": "demo-0"}),
    form("account_login", EVERYBODY),
    form("account_confirm_login_code", EVERYBODY),
    form("account_logout", EVERYBODY),
    page("account_inactive", EVERYBODY),
    # No outside log-in service is set up in the tests.
    form("openid_connect_login", EVERYBODY, more={"provider_id": "no"}, shown=NOT_THERE),
    form("openid_connect_callback", EVERYBODY, more={"provider_id": "no"}, shown=NOT_THERE),
    form("users:profile", SIGNED_IN),
    form("post:choices", SIGNED_IN),
    page("post:deliveries", MAIL_STAFF),
    button("post:try-again", "mail", MAIL_STAFF, MAIL_STAFF),
]
