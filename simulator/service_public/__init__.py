"""Choisir le service public: the open-data dataset and its weekly file."""
