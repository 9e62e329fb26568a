"""The programs that ours is measured against, each a process of its own. They import only `common`."""
