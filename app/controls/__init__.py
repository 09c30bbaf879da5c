"""Widgets -> choices: the only room with labels, ranges and help of settings."""

from app.controls.data import data_choice as data_choice
from app.controls.data import no_data as no_data
from app.controls.data import upload as upload
from app.controls.experiment import arrive as arrive
from app.controls.experiment import find_again as find_again
from app.controls.experiment import show as show
from app.controls.helping import help_button as help_button
from app.controls.network import train_config as train_config
from app.controls.one_step import digits as digits
from app.controls.one_step import entry_choice as entry_choice
from app.controls.one_step import entry_moves as entry_moves
from app.controls.one_step import step_choice as step_choice
from app.controls.photos import photos_here as photos_here
from app.controls.picture import examples as examples
from app.controls.picture import network_choice as network_choice
from app.controls.picture import picture_source as picture_source
from app.controls.picture import remove_picture as remove_picture
from app.controls.review import ask_about as ask_about
from app.controls.review import confusion_matrix as confusion_matrix
from app.controls.review import review_choice as review_choice
from app.controls.share import address_notes as address_notes
from app.controls.share import present_query as present_query
from app.controls.share import share as share
from app.controls.tour import tour as tour
from app.controls.transport import transport as transport
from app.controls.view import look as look
