"""Lessons as the pages use them: found, packed into an address, fitted to a run."""

from app.lessons.course import COURSE as COURSE
from app.lessons.course import following as following
from app.lessons.course import number_of as number_of
from app.lessons.fitting import Setting as Setting
from app.lessons.fitting import belongs as belongs
from app.lessons.fitting import setup_of as setup_of
from app.lessons.fitting import what_to_try as what_to_try
from app.lessons.opened import Opened as Opened
from app.lessons.opened import opened_at as opened_at
from app.lessons.packing import pack as pack
from app.lessons.packing import unpack as unpack
from app.lessons.plain import plain as plain
