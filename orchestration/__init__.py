"""Runs the whole chain: collect, load, gate, build, gate, publish.

It starts each part as the command that a person would type and never imports one,
so that the parts keep meeting in the lake and in the database alone.
"""
