"""The Prefect server, asked by plain HTTP: importing Prefect would cost seconds."""

from __future__ import annotations

import base64
import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from flows.described import described
from flows.doctor.finding import Finding, fail, ok, warn

_PREFECT = ("prefect", "流程引擎")
_PATIENCE = 10.0


def prefect(settings: Mapping[str, str] = os.environ) -> Finding:
    """Whether the server answers, knows our deployments, and something carries out their runs."""
    api = settings.get("PREFECT_API_URL")
    if not api:
        return ok(*_PREFECT, "PREFECT_API_URL is not set: rounds run directly, `gongjian serve` starts its own server")
    try:
        known = _ask(api, "/deployments/filter", settings.get("PREFECT_API_AUTH_STRING"))
    except (urllib.error.URLError, OSError, ValueError) as error:
        return fail(*_PREFECT, f"{api} cannot be used: {error}", "start the server, or correct PREFECT_API_URL")
    ours = [one["name"] for one in described()]
    ready = {one["name"]: one.get("status") == "READY" and not one.get("paused") for one in known}
    missing = [name for name in ours if name not in ready]
    if missing:
        return warn(*_PREFECT, f"not registered: {', '.join(missing)}", "run `gongjian serve` or `gongjian deploy`")
    idle = [name for name in ours if not ready[name]]
    if idle:
        remedy = "start `gongjian serve` or a worker, and resume what is paused"
        return warn(*_PREFECT, f"nothing carries out: {', '.join(idle)}", remedy)
    return ok(*_PREFECT, f"{api}: {len(ours)} deployments ready")


def _ask(api: str, path: str, secret: str | None) -> list[dict[str, Any]]:
    headers = {"Content-Type": "application/json"}
    if secret:
        headers["Authorization"] = f"Basic {base64.b64encode(secret.encode()).decode()}"
    request = urllib.request.Request(api.rstrip("/") + path, b"{}", headers)
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return found
