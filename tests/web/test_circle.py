"""A ring of people and the lines between them."""

import itertools

from makers import profile
from personae.characters import Exchange
from personae.web.circle import HEIGHT, WIDEST, WIDTH, circle

PEOPLE = [profile(id=f"c{n}", name=f"Person {n}") for n in range(8)]


class TestCircle:
    def test_puts_everybody_in_a_place_of_their_own_inside_the_picture(self) -> None:
        nodes = circle(PEOPLE, []).nodes
        assert [node.person.id for node in nodes] == [person.id for person in PEOPLE]
        assert all(0 < node.x < WIDTH and 0 < node.y < HEIGHT for node in nodes)
        for one, other in itertools.combinations(nodes, 2):
            assert abs(one.x - other.x) + abs(one.y - other.y) > 40

    def test_begins_at_the_top_and_goes_on_to_the_right(self) -> None:
        first, second, *_ = circle(PEOPLE, []).nodes
        assert (first.x, first.anchor) == (WIDTH / 2, "middle")
        assert second.x > first.x and second.y > first.y
        assert second.anchor == "start"

    def test_draws_those_widest_who_speak_most_with_each_other(self) -> None:
        edges = circle(PEOPLE, [Exchange("c0", "c1", 40), Exchange("c1", "c2", 4)]).edges
        assert [edge.width for edge in edges] == [1 + WIDEST, 1 + WIDEST / 10]
        assert (edges[0].one.person.id, edges[0].other.person.id) == ("c0", "c1")

    def test_leaves_out_who_is_not_shown(self) -> None:
        assert circle(PEOPLE[:1], [Exchange("c0", "c7", 9)]).edges == []
        assert circle([], []).nodes == []
