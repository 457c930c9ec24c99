"""Signs in as the AWS CLI does, with the client and the cache writers of the Python SDK."""

import datetime
import hashlib
import http.client
import json
import time
import urllib.parse
from pathlib import Path

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.tokens import _sso_json_dumps
from botocore.utils import JSONFileCache, SSOTokenLoader

CACHE = Path.home() / ".aws/sso/cache"
CALLBACK = "http://127.0.0.1/oauth/callback"

# The example of RFC 7636, appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def session(name: str):
    """Signs in to a session with an authorization code, and stores the registration and the token."""
    config = boto3.Session()._session.full_config["sso_sessions"][name]
    start_url, region = config["sso_start_url"], config["sso_region"]
    scopes = [scope.strip() for scope in config["sso_registration_scopes"].split(",")]
    grants = ["authorization_code", "refresh_token"]
    oidc = client(region)
    registered = oidc.register_client(
        clientName=f"botocore-client-{name}",
        clientType="public",
        scopes=scopes,
        grantTypes=grants,
        redirectUris=[CALLBACK],
        issuerUrl=start_url,
    )
    registration = registration_of(registered) | {"scopes": scopes, "grantTypes": grants}
    key = {"region": region, "scopes": scopes, "session_name": name, "startUrl": start_url, "tool": "botocore"}
    cache()[hashlib.sha1(json.dumps(key, sort_keys=True).encode()).hexdigest()] = registration
    response = oidc.create_token(
        grantType="authorization_code",
        code=code(oidc.meta.endpoint_url, registration["clientId"], scopes),
        codeVerifier=VERIFIER,
        redirectUri=CALLBACK,
        **secrets(registration),
    )
    store(response, start_url, region, registration, cache(), session_name=name)


def legacy(profile: str):
    """Signs in to the start URL of a legacy profile with a device code. Old versions wrote times that end with `UTC`."""
    config = boto3.Session()._session.full_config["profiles"][profile]
    start_url, region = config["sso_start_url"], config["sso_region"]
    oidc = client(region)
    registration = registration_of(oidc.register_client(clientName="botocore-client", clientType="public"))
    device = oidc.start_device_authorization(startUrl=start_url, **secrets(registration))
    while True:
        try:
            response = oidc.create_token(
                grantType="urn:ietf:params:oauth:grant-type:device_code",
                deviceCode=device["deviceCode"],
                **secrets(registration),
            )
            break
        except oidc.exceptions.AuthorizationPendingException:
            time.sleep(device["interval"])
    store(response, start_url, region, registration, JSONFileCache(CACHE))


def client(region: str):
    return boto3.client("sso-oidc", region_name=region, config=Config(signature_version=UNSIGNED))


def cache() -> JSONFileCache:
    return JSONFileCache(CACHE, dumps_func=_sso_json_dumps)


def registration_of(response: dict) -> dict:
    expires = datetime.datetime.fromtimestamp(response["clientSecretExpiresAt"], datetime.timezone.utc)
    return {"clientId": response["clientId"], "clientSecret": response["clientSecret"], "expiresAt": expires}


def secrets(registration: dict) -> dict:
    return {name: registration[name] for name in ("clientId", "clientSecret")}


def code(url: str, client_id: str, scopes: list[str]) -> str:
    """Requests the authorization page, and takes the code from the redirect."""
    parameters = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": CALLBACK,
        "state": "state",
        "code_challenge_method": "S256",
        "code_challenge": CHALLENGE,
        "scopes": " ".join(scopes),
    }
    page = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)
    page.request("GET", "/authorize?" + urllib.parse.urlencode(parameters))
    redirect = urllib.parse.urlsplit(page.getresponse().headers["location"])
    return urllib.parse.parse_qs(redirect.query)["code"][0]


def store(response: dict, start_url: str, region: str, registration: dict, cache: JSONFileCache, **session: str):
    now = datetime.datetime.now(datetime.timezone.utc)
    token = {
        "startUrl": start_url,
        "region": region,
        "accessToken": response["accessToken"],
        "expiresAt": now + datetime.timedelta(seconds=response["expiresIn"]),
        **secrets(registration),
        "registrationExpiresAt": registration["expiresAt"],
    }
    if "refreshToken" in response:
        token["refreshToken"] = response["refreshToken"]
    SSOTokenLoader(cache).save_token(start_url, token, **session)
