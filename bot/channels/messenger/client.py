"""Calls of Meta's Graph API for one page, and what its refusals mean.

https://developers.facebook.com/docs/messenger-platform/error-codes, https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

import hmac
import json
import re
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

import httpx

from bot.errors import ChannelError
from bot.log import get_logger
from bot.messages import Problem

__all__ = ["Graph"]

TIMES = httpx.Timeout(20.0, connect=5.0)
SHORT = httpx.Timeout(3.0)
"""For what nobody misses."""
LONGEST_DOWNLOAD = 90.0
"""Seconds for a file: less than the lease on the update that brought it."""
REDIRECTS = 3
FILE_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}(?:fbcdn\.net|fbsbx\.com|facebook\.com)")
"""Where Meta keeps what people send; an update may name any address."""
HOURLY = 60.0
"""Seconds to leave an hourly limit alone when Meta does not say how long."""
LONGEST_PAUSE = 3600.0
CODES = {
    **dict.fromkeys((3, 10, 102, 190, 200, 368, 2500), Problem.ACCESS),
    **dict.fromkeys((4, 17, 32, 613, 80006), Problem.PACE),
    **dict.fromkeys((1, 2, 1200), Problem.NETWORK),
    551: Problem.BLOCKED,
}
SUBCODES = {
    # The 24 hours are over; also: another app has the thread, which changes when the citizen writes again.
    **dict.fromkeys((2018065, 2018278, 2018300, 2534022), Problem.WINDOW),
    **dict.fromkeys((1545041, 2018108), Problem.BLOCKED),
    2018001: Problem.GONE,
}
"""They say more than their codes."""
NOT_SENT = {1200}
log = get_logger()


class Graph:
    """The Graph API with a page's token; used from several threads, shows nothing of the token."""

    def __init__(self, url: str, page_id: str, token: str, secret: str) -> None:
        """`url` with the version; `secret` is the app's."""
        self._page = f"{url.rstrip('/')}/{page_id}"
        self._api = httpx.URL(url)
        self._proof = hmac.new(secret.encode(), token.encode(), sha256).hexdigest()
        self._headers = {"Authorization": f"Bearer {token}"}
        # A proxy of the environment must never see a citizen's words.
        self._http = httpx.Client(timeout=TIMES, follow_redirects=False, trust_env=False)

    def post(
        self,
        edge: str,
        values: Mapping[str, Any],
        *,
        file: tuple[str, bytes, str] | None = None,
        is_important: bool = True,
    ) -> Mapping[str, Any]:
        """Call an edge of the page, perhaps with a file (name, content, media type); what was answered.

        Raises:
            ChannelError: it was refused, or not reached.
        """
        sent: dict[str, Any] = {"json": values}
        if file is not None:
            fields = {name: it if isinstance(it, str) else json.dumps(it) for name, it in values.items()}
            sent = {"data": fields, "files": {"filedata": file}}
        return self._call("POST", edge, TIMES if is_important else SHORT, **sent)

    def get(self, edge: str) -> Mapping[str, Any]:
        """Read an edge of the page.

        Raises:
            ChannelError: it was refused, or not reached.
        """
        return self._call("GET", edge, SHORT)

    def _call(self, method: str, edge: str, timeout: httpx.Timeout, **sent: Any) -> Mapping[str, Any]:
        try:
            response = self._http.request(
                method,
                f"{self._page}/{edge}",
                params={"appsecret_proof": self._proof},
                headers=self._headers,
                timeout=timeout,
                **sent,
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise ChannelError(Problem.NETWORK) from None
        except httpx.HTTPError:
            raise ChannelError(Problem.NETWORK, is_maybe_sent=True) from None
        answer = _read(response)
        if not response.is_success:
            raise _refusal(response, answer)
        return answer

    def download(self, url: str, most: int) -> Iterator[bytes]:
        """The bytes of a file that somebody sent, in parts; `ValueError` when it is not Meta's, or larger than `most`.

        Raises:
            ChannelError: it does not come now.
        """
        until, size = time.monotonic() + LONGEST_DOWNLOAD, 0
        try:
            for _ in range(REDIRECTS + 1):
                # As it lies there: what is packed could be without end.
                with self._http.stream("GET", self._checked(url), headers={"Accept-Encoding": "identity"}) as response:
                    if response.has_redirect_location:
                        url = urljoin(url, response.headers["location"])
                        continue
                    if not response.is_success:
                        raise ChannelError(Problem.NETWORK)
                    for part in response.iter_raw():
                        size += len(part)
                        if size > most:
                            raise ValueError("size")
                        if time.monotonic() > until:
                            raise ChannelError(Problem.NETWORK)
                        yield part
                    return
        except (httpx.HTTPError, httpx.StreamError):
            raise ChannelError(Problem.NETWORK) from None
        raise ValueError("redirects")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _checked(self, address: str) -> httpx.URL:
        """The address of a file, if it is one where Meta keeps files; `ValueError` for any other."""
        try:
            url = httpx.URL(address)
            is_ours = (url.scheme, url.host, url.port) == (self._api.scheme, self._api.host, self._api.port)
            is_theirs = url.scheme == "https" and url.port is None and FILE_HOST.fullmatch(url.host) is not None
        except (httpx.InvalidURL, TypeError, ValueError):
            raise ValueError("address") from None
        if url.userinfo or not (is_ours or is_theirs):
            raise ValueError("host")
        return url


def _read(response: httpx.Response) -> Mapping[str, Any]:
    """The answer, empty when it is no JSON object: what stands before Graph may answer with a page."""
    try:
        answer = response.json()
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _refusal(response: httpx.Response, answer: Mapping[str, Any]) -> ChannelError:
    error = answer.get("error")
    found = error if isinstance(error, dict) else {}
    code, subcode = found.get("code"), found.get("error_subcode")
    problem = SUBCODES.get(subcode) if isinstance(subcode, int) else None
    problem = problem or (CODES.get(code) if isinstance(code, int) else None)
    if problem is None and response.status_code == 429:
        problem = Problem.PACE
    elif problem is None and response.status_code >= 500:
        problem = Problem.NETWORK
    elif (problem is None and not found and response.status_code in (401, 403, 404)) or (
        code == 100 and "appsecret_proof" in str(found.get("message"))
    ):
        problem = Problem.ACCESS
    problem = problem or Problem.REFUSED
    if problem is Problem.ACCESS:
        # Nothing goes out until somebody mends it.
        log.error("messenger.access", reason=code if isinstance(code, int) else response.status_code)
    if problem is Problem.PACE:
        return ChannelError(problem, retry_after=_pause(response, is_hourly=code not in (None, 613)))
    return ChannelError(problem, is_maybe_sent=problem is Problem.NETWORK and code not in NOT_SENT)


def _pause(response: httpx.Response, *, is_hourly: bool) -> float | None:
    """Seconds that Meta wants us to wait; none if it does not matter."""
    try:
        seconds = float(response.headers["retry-after"])
    except (KeyError, ValueError):
        seconds = 60.0 * _minutes(response.headers.get("x-business-use-case-usage"))
    return min(seconds, LONGEST_PAUSE) if seconds > 0 else HOURLY if is_hourly else None


def _minutes(usage: str | None) -> float:
    """The longest time to wait that a header about the use of business pages names."""
    try:
        pages = json.loads(usage or "{}").values()
        return max((float(it["estimated_time_to_regain_access"]) for page in pages for it in page), default=0.0)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return 0.0
