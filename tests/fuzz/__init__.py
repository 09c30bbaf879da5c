"""Damaged and forged inputs, thrown at every way into the product.

    entrances/ -> entrance (an input by its number) -> worker -> driver -> table

An entrance either accepts an input or refuses it by the room's own error, whose text a
page shows as a sentence. Anything else is a defect: another exception, a sentence that
tells of our computer, more time or memory than an input is worth, a dead process.
"""
