"""Pages of work ask the database a fixed number of questions, however long their lists."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlad.portal.register.contents import write
from samlad.portal.register.models import Initiative
from tests.work.people import account, client_of, content

pytestmark = pytest.mark.django_db


def many(n: int) -> None:
    actors = [{"actor": f"kommun-{code}", "role": "recipient"} for code in ("0180", "0127", "1280")]
    write(
        {
            f"prov-{i}": content(participations=[*content()["participations"], *actors])
            for i in range(n)
        }
    )
    Initiative.objects.filter(pk__startswith="prov-").update(visibility="published", version=1)


@pytest.mark.parametrize(
    "address", ["/arbete/", "/arbete/insatser/ny/", "/arbete/insatser/statsbidrag-32-kommuner/",
                "/arbete/insatser/statsbidrag-32-kommuner/andra/"],
)  # fmt: skip
def test_the_number_of_queries_does_not_grow(address: str) -> None:
    client = client_of(account("publisher"))
    counts = []
    for n in (1, 40):
        many(n)
        client.get(address)  # what is kept until something public changes
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 40
