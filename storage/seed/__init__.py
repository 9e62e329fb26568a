"""The catalogue that ships: data files a person can review, and the loader that never overwrites what staff changed.

`data/` holds TOML, one file a subject; `files` reads it into table rows, `loader.seed` puts them into the database.
May import: storage.base, storage.catalogue, storage.search.normalise.
"""
