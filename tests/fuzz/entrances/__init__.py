"""Every way into the product."""

from typing import Final

from tests.fuzz.entrance import Entrance
from tests.fuzz.entrances.addresses import ADDRESSES, PLACES
from tests.fuzz.entrances.code import CODE
from tests.fuzz.entrances.course_data import COURSE_DATA
from tests.fuzz.entrances.lessons import LESSONS, PACKED_LESSONS
from tests.fuzz.entrances.logged import LOGGED
from tests.fuzz.entrances.networks import NETWORKS
from tests.fuzz.entrances.panel import PANEL
from tests.fuzz.entrances.pictures import PICTURES
from tests.fuzz.entrances.requests import REQUESTS, SETTINGS
from tests.fuzz.entrances.saves_file import SAVES_FILE
from tests.fuzz.entrances.tables import TABLES
from tests.fuzz.entrances.typed import TYPED
from tests.fuzz.entrances.workspaces import SAVES, WORKSPACES
from tests.fuzz.entrances.zips import ZIPS

ENTRANCES: Final[tuple[Entrance, ...]] = (
    COURSE_DATA,
    NETWORKS,
    PICTURES,
    TABLES,
    ZIPS,
    LESSONS,
    PACKED_LESSONS,
    WORKSPACES,
    SAVES,
    SAVES_FILE,
    ADDRESSES,
    PLACES,
    TYPED,
    PANEL,
    REQUESTS,
    CODE,
    SETTINGS,
    LOGGED,
)
