"""Understanding short Vietnamese messages: the search index over the catalogue, and intents.

May import: numpy and this folder; no SQL, so the answers are the same whatever the database. Start at `index.py`.
The word lists beside the code (`*.txt`) are data: an editor may change them without reading any Python.
"""
