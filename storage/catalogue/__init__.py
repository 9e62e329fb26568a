"""The catalogue: what the law, the plan and the directories say, each row with its source.

One module a subject; every mapped class is imported by `tables`, so importing that one fills the metadata.
May import: storage.base, storage.search.normalise (folding only). Start with `sourced`, then the subject you need.
"""
