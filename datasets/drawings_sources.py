"""Where the drawings come from: eight emoji sets and a folder of clip art.

Each source is one package of one version, checked by its sha256. Licences and credits
stand in README.md. Emoji are sorted by the names and categories of Noto Emoji, under
which the other sets' drawings are found too; clip art is chosen file by file, because
its folder holds logos and worse.
"""

import io
import json
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_files import verified
from drawings_kinds import CLIP_ART, SAME_DRAWING, kind_of


@dataclass(frozen=True)
class Source:
    """A package of drawings; sources of one `design` show the same drawings."""

    name: str
    publisher: str
    design: str
    package: str  # as npm or, without an @, as Debian knows it
    sha256: str

    @property
    def is_npm(self) -> bool:
        return self.package.startswith("@")

    def file(self, folder: Path) -> Path | None:
        """The package in `folder`, if it is there."""
        if self.is_npm:
            name, version = self.package.removeprefix("@").split("@")
            pattern = f"{name.replace('/', '-')}-{version}.tgz"
        else:
            name, version = self.package.split("=1:")
            pattern = f"{name}_*{version}_all.deb"
        return next(folder.glob(pattern), None)


@dataclass(frozen=True)
class Drawing:
    """One picture of a source; pictures of one drawing share its `drawing` name."""

    source: str
    publisher: str
    name: str
    kind: str
    drawing: str
    data: bytes  # SVG, PNG or WebP


SOURCES = (
    Source(
        "noto",
        "Google",
        "noto",
        "@iconify-json/noto@1.2.9",
        "3e918d88fc945c0bb3d468dbace6f88caef67f01c9f0e7bcae0915a042e8f1ad",
    ),
    Source(
        "noto-v1",
        "Google",
        "noto-v1",
        "@iconify-json/noto-v1@1.2.5",
        "2bf62c26c2c2884aa99e90aec942cdaee17a5921f05690694f4978ad4b017c37",
    ),
    Source(
        "fluent-emoji",
        "Microsoft",
        "fluent",
        "@iconify-json/fluent-emoji@1.2.7",
        "8044210dbf11e016d4de85f15d01a243423bd832457e7e2491df1b751c0e272b",
    ),
    Source(
        "fluent-emoji-flat",
        "Microsoft",
        "fluent",
        "@iconify-json/fluent-emoji-flat@1.2.6",
        "7d064769dee690815f823bc5bcc511d957198caf9f5edd8dd9c1aa48a6aeb175",
    ),
    Source(
        "fluent-emoji-3d",
        "Microsoft",
        "fluent",
        "@lobehub/fluent-emoji-3d@1.1.0",
        "c1bb7eee7de090205a232518a9ab4adb3df458bfbe8a1f78232991194c8b2e58",
    ),
    Source(
        "twemoji",
        "Twitter",
        "twemoji",
        "@iconify-json/twemoji@1.2.5",
        "19046dff7d8707ce96212ec86468b36ac5f8e60409629dd13f809265c6d0ebb7",
    ),
    Source(
        "emojione",
        "EmojiOne",
        "emojione",
        "@iconify-json/emojione@1.2.3",
        "26a14f44284407e8bcde91799388dca2bfd91dbcd55a97f425524a1c5b73610e",
    ),
    Source(
        "streamline-emojis",
        "Streamline",
        "streamline",
        "@iconify-json/streamline-emojis@1.2.4",
        "5dac87c876b322500989828c5823143e0100d78881627a2e4081a4b897cbfdbc",
    ),
    Source(
        "openclipart",
        "Open Clip Art",
        "openclipart",
        "openclipart-png=1:0.18+dfsg-19",
        "f07f1545a2970c2cf3fa339bc2405da1a95cf2b1827bfa05bf73eb1c20291c02",
    ),
)

NPM = ["npm", "pack", "--silent"]
DEBIAN = ["apt-get", "download", "--quiet"]

Members = dict[str, bytes]


def fetch(folder: Path) -> None:
    """Bring into `folder` the packages that are not there yet (170 MB in all)."""
    for source in SOURCES:
        if source.file(folder) is None:
            tool = NPM if source.is_npm else DEBIAN
            subprocess.run([*tool, source.package], cwd=folder, check=True)


def read(folder: Path) -> list[Drawing]:
    """Every usable drawing of every source, in a fixed order."""
    packages = {source.name: _opened(source, folder) for source in SOURCES}
    noto = packages["noto"]
    categories = json.loads(noto["metadata.json"])["categories"]
    category = {name: key for key, names in categories.items() for name in names}
    aliases = json.loads(noto["icons.json"])["aliases"]
    codes = json.loads(packages["fluent-emoji-flat"]["chars.json"])
    drawings: list[Drawing] = []
    for source in SOURCES:
        for own_name, data in _pictures(packages[source.name], codes):
            name = aliases.get(own_name, {"parent": own_name})["parent"]
            if kind := kind_of(name, category.get(name, "")):
                drawing = SAME_DRAWING.get((source.design, name), name)
                about = source.name, source.publisher, name, kind
                drawings.append(Drawing(*about, f"{source.design}/{drawing}", data))
    return drawings


def _opened(source: Source, folder: Path) -> Members:
    """The files of a package, after a look at its checksum."""
    path = source.file(folder)
    assert path is not None
    data = verified(path, source.sha256)
    return _members(data) if source.is_npm else _clip_art(path)


def _members(package: bytes) -> Members:
    """The files of an npm package by their base names."""
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        return {
            Path(member.name).name: file.read()
            for member in archive
            if (file := archive.extractfile(member)) is not None
        }


def _pictures(members: Members, codes: dict[str, str]) -> list[tuple[str, bytes]]:
    """The pictures among a package's files, each under its name, in a fixed order."""
    if "icons.json" in members:
        return sorted(_icons(members))
    emoji = sorted(_webp(members, codes))
    return emoji or list(members.items())


def _icons(members: Members) -> Iterator[tuple[str, bytes]]:
    """Names and SVG texts of a set in Iconify's format, hidden icons left out."""
    icons: dict[str, Any] = json.loads(members["icons.json"])
    for name, icon in icons["icons"].items():
        if icon.get("hidden"):
            continue
        box = [
            icon.get(key, icons.get(key, 0))
            for key in ("left", "top", "width", "height")
        ]
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" '
            'xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="{" ".join(map(str, box))}">{icon["body"]}</svg>'
        )
        yield name, svg.encode()


def _webp(members: Members, codes: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Names and WebP files of a set whose files are called by their code points."""
    for file, data in members.items():
        code = file.removesuffix(".webp")
        name = codes.get(code) or codes.get(code.replace("-fe0f", ""))
        if name:
            yield name, data


def _clip_art(deb: Path) -> Members:
    """The chosen files of the Debian package by their paths, without endings."""
    tar = ["dpkg-deb", "--fsys-tarfile", str(deb)]
    data = subprocess.run(tar, check=True, capture_output=True).stdout
    chosen = [path for paths in CLIP_ART.values() for path in paths.split()]
    members: Members = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for path in chosen:
            file = archive.extractfile(f"./usr/share/openclipart/png/{path}.png")
            assert file is not None
            members[path] = file.read()
    return members
