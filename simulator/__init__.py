"""Local stand-ins of the three publishers, with planted truth.

One process answers as France Travail, Welcome to the Jungle and the open-data
portal would, so that the whole project runs without network or account. It
serves either generated offers, whose truth is known, or recorded ones.
"""
