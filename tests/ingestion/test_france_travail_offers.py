"""Offers of France Travail: read whole, or rejected without what names a person."""

from contextlib import nullcontext
from datetime import UTC, datetime

import pytest

from ingestion.documents import parse_json
from ingestion.errors import UnexpectedAnswer
from ingestion.meter import Meter
from ingestion.sources.france_travail.api import SearchPage
from ingestion.sources.france_travail.limits import Limits
from ingestion.sources.france_travail.offers import parse_offer, reject_of
from ingestion.sources.france_travail.window import DATE_FORM, Window
from ingestion.sources.france_travail.windows import WindowReader

NOW = datetime(2026, 6, 29, tzinfo=UTC)


class FewOffers:
    """A publisher that has the same offers whatever it is asked for until NOW."""

    def __init__(self, *offers):
        self.client, self.clock, self.offers = self, NOW, list(offers)

    def search(self, parameters, first, last):
        is_later = parameters["minCreationDate"] > NOW.strftime(DATE_FORM)
        offers = [] if is_later else self.offers
        return SearchPage(offers[first : last + 1], len(offers), NOW)

    def metered(self):
        return nullcontext(Meter())


def test_ten_digits_of_an_id_are_no_telephone_number():
    offer = {"id": "0612345678", "description": "06 12 34 56 78"}

    document = parse_offer(offer, "leaf", NOW)

    assert document.offer_id == "0612345678"
    assert document.payload == '{"description":"[téléphone]","id":"0612345678"}'


def test_a_reject_says_nothing_of_the_recruiter():
    offer = {"contact": {"nom": "Jeanne Durand"}, "intitule": "Soudeur"}
    with pytest.raises(UnexpectedAnswer) as problem:
        parse_offer(offer, "leaf", NOW)

    reject = reject_of(offer, problem.value, "leaf", NOW)

    assert "Durand" not in str(reject)
    assert reject.body == '{"intitule":"Soudeur"}'


@pytest.mark.parametrize("depth", [300, 900])
def test_an_offer_nested_too_deeply_is_rejected_and_its_neighbours_are_read(depth):
    deep = parse_json('{"id": "1", "x": ' + "[" * depth + "]" * depth + "}")
    reader = WindowReader(FewOffers(deep, {"id": "2"}), Limits(150, 3150))

    chunk = reader.examine(Window(NOW, NOW))

    assert [document.offer_id for document in chunk.documents] == ["2"]
    assert [(reject.offer_id, reject.body) for reject in chunk.rejects] == [("1", "")]
    assert chunk.leaves[0].certified


@pytest.mark.parametrize("offer_id", ["1" * 4_000, " \x00 "])
def test_an_offer_whose_id_cannot_be_stored_is_rejected_and_its_neighbours_are_read(
    offer_id,
):
    offers = {"id": offer_id, "intitule": "Soudeur"}, {"id": "2"}
    reader = WindowReader(FewOffers(*offers), Limits(150, 3150))

    chunk = reader.examine(Window(NOW, NOW))

    assert [document.offer_id for document in chunk.documents] == ["2"]
    assert [reject.reason for reject in chunk.rejects] == ["unreadable_offer"]
    assert "Soudeur" in chunk.rejects[0].body
    assert chunk.leaves[0].certified


def test_fault_44_two_offers_of_one_id_are_not_taken_for_one():
    reader = WindowReader(
        FewOffers(
            {"id": "1", "intitule": "Soudeur"}, {"id": "1", "intitule": "Juriste"}
        ),
        Limits(150, 3150),
    )

    leaf = reader.examine(Window(NOW, NOW)).leaves[0]

    assert (leaf.outcome, leaf.collected, leaf.announced_after) == ("drifted", 1, 2)


def test_an_offer_without_an_id_on_the_edge_of_two_pages_is_rejected_once():
    created = {"dateCreation": "2026-06-29T10:00:00Z"}
    odd = {"intitule": "Soudeur", **created}
    offers = [{"id": "1", **created}, odd, {"id": "2", **created}]
    reader = WindowReader(FewOffers(*offers), Limits(2, 3150))

    chunk = reader.examine(Window(NOW, NOW))

    assert [reject.reason for reject in chunk.rejects] == ["unreadable_offer"]
    assert chunk.leaves[0].certified


class Moving(FewOffers):
    """A publisher whose offers move between the pages of its first listing."""

    searches = 0

    def search(self, parameters, first, last):
        self.searches += 1
        if self.searches == 2:  # two deleted that were read, two restored below
            self.offers = [*self.offers[2:], offer_of(1), offer_of(0)]
        if self.searches == 3:  # one created, one deleted that was not read yet
            self.offers = [offer_of(99), *self.offers[:-1]]
        return super().search(parameters, first, last)


def offer_of(second):
    return {"id": f"{second:02}", "dateCreation": f"2026-06-28T10:00:{second:02}Z"}


def test_fault_41_an_offer_that_moved_between_two_pages_is_read_though_counts_agree():
    publisher = Moving(*(offer_of(second) for second in range(20, 10, -1)))
    reader = WindowReader(publisher, Limits(4, 3150))

    chunk = reader.examine(Window(NOW, NOW))

    seen = {document.offer_id for document in chunk.documents}
    assert chunk.leaves[0].certified
    assert seen == {offer["id"] for offer in publisher.offers}
