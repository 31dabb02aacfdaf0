"""Fills the HTTP cache of roc-validator with the JSON-LD contexts that lie here: CACHE URL FILE [URL FILE ...]. Its --offline then needs no network."""
import io
import sys

import requests
from requests_cache import CachedSession
from urllib3 import HTTPResponse


class FileAdapter(requests.adapters.HTTPAdapter):
    def __init__(self, path):
        super().__init__()
        self.path = path

    def send(self, request, **_):
        with open(self.path, "rb") as file:
            body = io.BytesIO(file.read())
        headers = {"Content-Type": "application/ld+json"}
        return self.build_response(request, HTTPResponse(body=body, status=200, headers=headers, preload_content=False, request_url=request.url))


# As roc-validator 0.13 opens it (rocrate_validator/utils/http.py).
session = CachedSession(cache_name=sys.argv[1], backend="sqlite", expire_after=-1, allowable_methods=("GET",))
for url, path in zip(sys.argv[2::2], sys.argv[3::2]):
    session.mount(url, FileAdapter(path))
    session.get(url, headers={"Accept": "application/ld+json, application/json, */*;q=0.1"}).raise_for_status()
    if not session.cache.contains(url=url):
        sys.exit(f"{url} was not kept")
