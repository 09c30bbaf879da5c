"""The saves of a server: one file, its place, and what is in it."""

from app.saves.place import FILE as FILE
from app.saves.place import VARIABLE as VARIABLE
from app.saves.place import clear_away as clear_away
from app.saves.place import folder as folder
from app.saves.room import Limits as Limits
from app.saves.store import ELSEWHERE as ELSEWHERE
from app.saves.store import Damaged as Damaged
from app.saves.store import Saved as Saved
from app.saves.store import Saves as Saves
