"""Stands in for three calls of the telnyx package as a widely read guide uses it; that package's current release has them no more."""
import json
import os
import urllib.parse
import urllib.request

api_key = None


def _action(name):
    def act(call, **body):
        call_id = call if isinstance(call, str) else call.call_control_id
        path = "/calls/" + urllib.parse.quote(call_id, safe="") + "/actions/" + name
        headers = {"Authorization": "Bearer " + api_key, "Content-Type": "application/json"}
        url = os.environ.get("TELNYX_BASE_URL", "https://api.telnyx.com/v2") + path
        urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), headers)).read()

    return act


class Call:
    answer, speak, record_start = _action("answer"), _action("speak"), _action("record_start")
