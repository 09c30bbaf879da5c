"""What the live page gives its user, measured in a real browser.

An *update* is counted when every visible chart of the panel shows a later iteration
than at the update before. All times of the browser are taken in the page itself, when
the drawing code has run; the screen follows with the frame that is going on.
"""
