"""Notebooks over the published marts, and the insights that are collected from them."""
