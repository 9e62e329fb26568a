"""Token buckets and who is calling."""

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.web.limits import Buckets, caller


def test_a_burst_passes_and_then_the_pace_rules() -> None:
    buckets = Buckets(burst=2, pace=0.5)
    assert [buckets.take("a", now) for now in (0, 0, 0)] == [0, 0, 2]
    assert buckets.take("a", 2) == 0


def test_keys_do_not_pay_for_each_other() -> None:
    buckets = Buckets(burst=1, pace=1)
    assert [buckets.take(key, 0) for key in "aab"] == [0, 1, 0]


def test_a_refused_call_costs_nothing() -> None:
    buckets = Buckets(burst=1, pace=1)
    assert [buckets.take("a", now) for now in (0, 0.5, 0.5, 1)] == [0, 0.5, 0.5, 0]


def test_only_so_many_keys_are_kept() -> None:
    buckets = Buckets(burst=1, pace=1, most=2)
    assert [buckets.take(key, 0) for key in "abca"] == [0, 0, 0, 0]  # the fourth was forgotten
    assert buckets.take("c", 0) == 1


@pytest.mark.parametrize(
    ("peer", "forwarded", "key"),
    [
        ("127.0.0.1", "", None),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 14.160.0.9", "14.160.0.9"),
        ("10.0.0.2", "14.160.0.9", "14.160.0.9"),
        ("10.0.0.2", "nonsense", "10.0.0.2"),
        ("14.160.0.9", "1.2.3.4", "14.160.0.9"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("", "", None),
    ],
)
def test_the_caller_is_told_by_the_nearest_proxy_only(peer: str, forwarded: str, key: str | None) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = make_mocked_request("GET", "/", headers=headers).clone(remote=peer)
    assert caller(request) == key
