"""Which spellings become one person."""

from personae.cast import Cast, blocks_of, read


def cast_of(text: str) -> Cast:
    return read(lambda: blocks_of(text), on_quotation=lambda _: None, on_mention=lambda _: None)


def together(text: str) -> dict[str, set[str]]:
    """The aliases of each character by every one of them."""
    groups = [{alias.name for alias in c.aliases} for c in cast_of(text).characters]
    return {name: group for group in groups for name in group}


class TestPeople:
    def test_joins_full_names_titles_and_surnames(self) -> None:
        found = together(
            '"Yes," said Edward Marlowe. Mr. Marlowe sat down. "No," said Marlowe. Then Edward laughed, '
            "and they saw that Edward was tired, and Marlowe too."
        )
        assert found["Marlowe"] == {"Edward Marlowe", "Mr. Marlowe", "Marlowe", "Edward"}

    def test_never_joins_husband_and_wife(self) -> None:
        found = together('"Yes," said Mr. Hale. "No," said Mrs. Hale. So Mr. Hale left and Mrs. Hale stayed.')
        assert found["Mr. Hale"] == {"Mr. Hale"}
        assert found["Mrs. Hale"] == {"Mrs. Hale"}

    def test_keeps_two_ranks_of_one_surname_apart(self) -> None:
        found = together('"Yes," said General Stone. "No," said Captain Stone. And General Stone sighed.')
        assert found["General Stone"] != found["Captain Stone"]

    def test_joins_a_short_form_people_say_to_the_long_one(self) -> None:
        found = together(
            '"Lizzy, come here," said Tom.\n\n"Lizzy, do," said Ann.\n\nAnd Elizabeth came. "What is it?" '
            "said Elizabeth, for Elizabeth was curious."
        )
        assert "Lizzy" in found["Elizabeth"]

    def test_keeps_names_that_meet_apart(self) -> None:
        found = together(
            '"Yes," said Charles Wood. Then Charles and Mr. Wood went out. "Now," said Charles. '
            '"Not yet," said Mr. Wood, and Mr. Wood sat down. And so Charles sat down too.'
        )
        assert found["Charles"] != found["Mr. Wood"]

    def test_takes_places_for_no_people(self) -> None:
        found = together(
            "They lived in Marlow, and at Marlow they stayed. In Marlow it rained. She was happy in Marlow. "
            '"I like it," said Ann.'
        )
        assert "Marlow" not in found

    def test_takes_landmarks_for_no_people(self) -> None:
        assert "Stone Park" not in together('She walked through Stone Park. "I like it," said Ann.')

    def test_counts_mentions_and_gives_the_first_place_as_evidence(self) -> None:
        text = "Then came Mrs. Hale. And Mrs.\nHale sat down."
        (character,) = cast_of(text).characters
        (alias,) = character.aliases
        assert (alias.mentions, text[alias.start : alias.end]) == (2, "Mrs. Hale")

    def test_joins_a_name_cut_short_that_people_say(self) -> None:
        found = together(
            '"Tam, look," said Joan.\n\n"What is it, Tam?" said Joan.\n\n"Nothing," said Tamsin. '
            "And so Tamsin went home."
        )
        assert "Tam" in found["Tamsin"]

    def test_reads_short_and_long_titles_alike(self) -> None:
        found = together('"Yes," said Dr. Finch. "No," said Doctor Finch, and Dr. Finch left.')
        assert found["Dr. Finch"] == {"Dr. Finch", "Doctor Finch", "Finch"}

    def test_takes_a_word_that_only_opens_sentences_for_nobody(self) -> None:
        assert "Precisely" not in together('"Precisely," said Joan. "Precisely!"\n\n"I see," said Tom.')

    def test_joins_a_mister_with_a_given_name_only(self) -> None:
        found = together(
            '"Yes," said Walter Pike. "Mr. Walter, sit down," said Ann. And Mr. Walter sat down.'
        )
        assert "Mr. Walter" in found["Walter Pike"]

    def test_goes_on_with_somebody_who_is_introduced_in_full(self) -> None:
        text = "Then Mr. Edgar Pike laughed. " * 9 + "So Mr. Pike went out. " * 9
        assert "Mr. Edgar Pike" in together(text)["Mr. Pike"]

    def test_keeps_a_brother_apart_who_is_named_in_full_later(self) -> None:
        text = "So Mr. Pike went out. " * 9 + "Then Mr. Edgar Pike laughed. " * 9
        assert "Mr. Edgar Pike" not in together(text)["Mr. Pike"]

    def test_gives_a_wife_her_given_name_where_no_other_woman_bears_the_name(self) -> None:
        found = together(
            '"Yes," said Ruth Pike. Then Mrs. Pike sighed. "No," said Mr. Pike, and Ruth went out.'
        )
        assert "Mrs. Pike" in found["Ruth Pike"]

    def test_leaves_a_mother_apart_from_a_miss(self) -> None:
        found = together('"Yes," said Ruth Pike. "No," said Mrs. Pike. So Miss Pike, poor Ruth, went out.')
        assert "Mrs. Pike" not in found["Ruth Pike"]

    def test_takes_old_mr_somebody_for_the_father(self) -> None:
        text = (
            '"Yes," said Edgar Pike. Then old Mr. Pike sighed. "No," said Edgar. And old Mr. Pike went out.'
        )
        assert "Edgar" not in together(text)["Mr. Pike"]

    def test_takes_a_bare_surname_for_the_man_of_the_house(self) -> None:
        text = "So Mrs. Pike went out. " * 60 + "Then Mr. Pike laughed. " * 9 + "But Pike stayed. " * 6
        assert together(text)["Pike"] == {"Pike", "Mr. Pike"}

    def test_makes_nobody_of_the_surname_of_an_aunt(self) -> None:
        found = cast_of(
            '"Yes," said Mrs. Grey. "No," said Mr. Grey. And so her aunt Grey went, and her aunt Grey sang, '
            "for her aunt Grey was glad, and Mr. Grey slept."
        )
        mentions = {c.name: c.mentions for c in found.characters}
        assert mentions == {"Mrs. Grey": 4, "Mr. Grey": 2}

    def test_gives_no_wife_her_husbands_initials(self) -> None:
        found = together(
            '"Yes," said Dr. W. P. Grey. "No," said Mrs. W. P. Grey. And so Dr. W. P. Grey sat down.'
        )
        assert "Mrs. W. P. Grey" not in found["Dr. W. P. Grey"]

    def test_takes_a_doctor_for_the_man_of_the_house(self) -> None:
        found = together(
            '"Yes," said Grey. "No," said Carol Grey. Then Dr. Grey rose. Grey laughed, and he left. "Oh," '
            'said Mrs. Grey. "Yes," said Carol. So Carol sat down, and Carol wept, and Carol slept. '
            + '"Now," said Grey. '
            * 5
        )
        assert "Dr. Grey" in found["Grey"]
        assert "Dr. Grey" not in found["Carol Grey"]

    def test_shows_a_name_with_the_article_it_mostly_has(self) -> None:
        text = '"Yes," said the Heron. Then the Heron slept, and Heron-like he was. "No," said the Heron.'
        (heron, *_) = cast_of(text).characters
        assert (heron.name, heron.aliases[0].mentions) == ("the Heron", 3)
        assert text[heron.aliases[0].start : heron.aliases[0].end] == "the Heron"

    def test_makes_nobody_of_sir(self) -> None:
        text = '"Sir, come in," said Ann. "No, Sir," said Tom. "Very well, Sir," said Ann.\n\n'
        assert "Sir" not in together(text * 3)

    def test_keeps_a_captain_apart_from_a_mister(self) -> None:
        text = '"Yes," said Mr. Pike. "No," said Captain Pike. "Well," said Edgar Pike. So Mr. Pike sat down.'
        found = together(text + " Then Mr. Pike laughed and Edgar Pike rose.")
        assert found["Captain Pike"] == {"Captain Pike"}

    def test_lists_what_the_teller_calls_a_doctor(self) -> None:
        found = together(
            '"Yes," said Dr. Finch. "No," said the doctor, and Dr. Finch left. "Well," said Ann.'
        )
        assert "the doctor" in found["Dr. Finch"]

    def test_does_not_part_two_names_of_one_who_answers_within_a_paragraph(self) -> None:
        talk = '"Come, Mister Pike," said Ann. "I come," said Walter.\n\n' * 3
        found = together(talk + "So Walter Pike came. Mister Pike came.")
        assert "Mister Pike" in found["Walter"]

    def test_takes_a_rare_bare_surname_for_whoever_is_named_far_more(self) -> None:
        text = '"Yes," said Colonel Pike. ' * 30 + "Then Mr. Pike laughed. " * 2 + '"Come, Pike," said Ann.'
        assert "Pike" in together(text)["Colonel Pike"]

    def test_lets_a_woman_be_a_captain_by_her_full_name(self) -> None:
        found = together('"Yes," said Captain Ann Pike. "No," said Ann Pike. So Captain Ann Pike went out.')
        assert found["Ann Pike"] == found["Captain Ann Pike"]
