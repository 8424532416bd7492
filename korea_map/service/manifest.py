"""What the service says of itself."""

from typing import Any, Final

from korea_map import __version__
from korea_map.service.catalogue import Catalogue
from korea_map.service.kinds import PLACE
from korea_map.service.limits import BATCH
from korea_map.service.suggest import WHATS

ENDPOINT: Final = "/reconcile"
SUGGEST: Final = "/suggest"
FLYOUT: Final = "/flyout"
PROPOSALS: Final = "/properties"
PREVIEW: Final = "/preview"

_WIDTH, _HEIGHT = 420, 400
"""Of the preview of a place, in pixels."""


def describe_service(catalogue: Catalogue, base: str) -> dict[str, Any]:
    """Return the manifest.

    Parameters
    ----------
    catalogue
        The places.
    base
        The address under which the service was asked, without a slash at its end.

    Examples
    --------
    >>> from korea_map import Reconciler
    >>> catalogue = Catalogue(Reconciler.of_folder())
    >>> describe_service(catalogue, "http://127.0.0.1:8000")["preview"]["url"]
    'http://127.0.0.1:8000/preview?id={{id}}'
    """
    page = f"{base}{PREVIEW}?id={{{{id}}}}"
    kinds = [PLACE, *(kind for kind in catalogue.kinds if kind is not PLACE)]
    return {
        "versions": ["0.1", "0.2"],
        "name": "Places of Korea around 1945 (korea-map)",
        "identifierSpace": "urn:korea-map:place:",
        "schemaSpace": "https://www.geonames.org/ontology#Feature",
        "serviceVersion": __version__,
        "defaultTypes": [kind.to_record() for kind in kinds],
        "view": {"url": page},
        "preview": {"url": page, "width": _WIDTH, "height": _HEIGHT},
        "suggest": {what: _suggest(base, what) for what in WHATS},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": PROPOSALS},
            "property_settings": [],
        },
        "batchSize": BATCH,
    }


def address_of(host: str, port: int) -> str:
    """Return the address of a page there.

    Examples
    --------
    >>> address_of("127.0.0.1", 8000), address_of("::1", 8000)
    ('http://127.0.0.1:8000', 'http://[::1]:8000')
    """
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _suggest(base: str, what: str) -> dict[str, str]:
    return {
        "service_url": base,
        "service_path": f"{SUGGEST}/{what}",
        "flyout_service_url": base,
        "flyout_service_path": f"{FLYOUT}/{what}?id=${{id}}",
    }
