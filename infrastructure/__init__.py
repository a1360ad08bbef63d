"""Vigie on AWS: templates, and the verbs that deploy, check and remove them."""
