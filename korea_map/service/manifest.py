"""What the service says of itself."""

from typing import Any, Final

from korea_map import __version__
from korea_map.service.catalogue import Catalogue
from korea_map.service.kinds import PLACE
from korea_map.service.limits import BATCH

ENDPOINT: Final = "/reconcile"
ENTITIES: Final = "/suggest/entity"
PROPERTIES: Final = "/suggest/property"
TYPES: Final = "/suggest/type"
PROPOSALS: Final = "/properties"
PREVIEW: Final = "/preview"

_WIDTH, _HEIGHT = 420, 320
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
        "suggest": {
            "entity": _path(base, ENTITIES),
            "property": _path(base, PROPERTIES),
            "type": _path(base, TYPES),
        },
        "extend": {"propose_properties": _path(base, PROPOSALS), "property_settings": []},
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


def _path(base: str, path: str) -> dict[str, str]:
    return {"service_url": base, "service_path": path}
