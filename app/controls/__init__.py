"""Widgets -> choices: the only room with labels, ranges and help of settings."""

from app.controls.data import data_choice as data_choice
from app.controls.data import upload as upload
from app.controls.experiment import first_visit as first_visit
from app.controls.experiment import show as show
from app.controls.network import train_config as train_config
from app.controls.transport import Experiment as Experiment
from app.controls.transport import transport as transport
