"""The live panel: one Streamlit component that redraws in place, and its feed."""

from app.live.lanes import LaneState as LaneState
from app.live.lanes import RaceState as RaceState
from app.live.lanes import pack_race as pack_race
from app.live.middle import middle as middle
from app.live.middle import panes_for as panes_for
from app.live.panel import Wished as Wished
from app.live.panel import code_editor as code_editor
from app.live.panel import live_panel as live_panel
from app.live.panel import picture_store as picture_store
from app.live.panel import points_store as points_store
from app.live.panel import present_address as present_address
from app.live.panel import race_panel as race_panel
from app.live.panel import tab_memory as tab_memory
from app.live.payload import Boundary as Boundary
from app.live.payload import Other as Other
from app.live.payload import PanelState as PanelState
from app.live.payload import pack as pack
from app.live.shown import Shown as Shown
from app.live.steady import Steady as Steady
