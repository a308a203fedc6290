"""The JSON contract: what each command writes as plain data. Keys are only ever added.

``forms`` names every document, ``meanings`` says what each key means, ``schema`` makes the JSON
Schemas of them; the other modules have the documents as types.
"""
