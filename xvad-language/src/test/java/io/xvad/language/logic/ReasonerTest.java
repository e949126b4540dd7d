package io.xvad.language.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.language.logic.Conclusion.Kind;
import io.xvad.language.logic.Conclusion.Rule;
import io.xvad.language.logic.Conclusion.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonerTest {

    private static final String PREDICATES =
            """
            predicate left/2 functional closed 0 # how many of a thing lie on the left
            predicate count/2 functional closed 0
            predicate color/2 functional
            predicate broken/1
            same mandarin = orange
            """;

    private static Conclusion conclude(String clauses, String... facts) {
        Specification specification = Specification.parse(PREDICATES + clauses);
        return Reasoner.conclude(specification, FactBase.parse(List.of(facts), specification));
    }

    @Test
    void factsThatSayWhatIsDemandedEntailIt() {
        assertThat(conclude(
                                "left(orange, 2)\ncolor(juice, red) OR color(juice, yellow)",
                                "left(Mandarin, 2).",
                                "color(juice,yellow)")
                        .kind())
                .isEqualTo(Kind.ENTAILED);
    }

    @Test
    void anotherValueOfAFunctionalPredicateContradicts() {
        Conclusion conclusion = conclude("left(orange, 2)\nNOT broken(glass)", "left(orange, 1)", "NOT broken(glass)");
        assertThat(conclusion.kind()).isEqualTo(Kind.CONTRADICTION);
        Rule broken = conclusion.rules().get(0);
        assertThat(broken.clause()).hasToString("left(orange, 2)");
        assertThat(broken.because()).containsExactly("left(orange, 1)");
        assertThat(conclusion.rules().get(1).standing()).isEqualTo(Standing.KEPT);
    }

    @Test
    void whatIsNotMentionedIsAbsentWhereAPredicateIsClosedAndUnknownWhereItIsOpen() {
        Conclusion missing = conclude("left(orange, 2)");
        assertThat(missing.kind()).isEqualTo(Kind.CONTRADICTION);
        assertThat(missing.rules().get(0).because()).containsExactly("left(orange, 0) (nothing is said of it)");
        assertThat(conclude("color(juice, red)").kind()).isEqualTo(Kind.UNDECIDED);
    }

    @Test
    void aThingOfWhichTheSpecificationDoesNotSpeakMustBeAbsent() {
        Conclusion conclusion = conclude("left(orange, 2)", "left(orange, 2)", "left(knife, 1)");
        assertThat(conclusion.kind()).isEqualTo(Kind.CONTRADICTION);
        assertThat(conclusion.rules().get(0).implied()).isTrue();
        assertThat(conclusion.rules().get(0).clause()).hasToString("left(knife, 0)");
        assertThat(conclude("left(orange, 2)", "left(orange, 2)", "left(irrel, 1)")
                        .kind())
                .isEqualTo(Kind.ENTAILED);
    }

    @Test
    void aThingIsNamedByAnyPredicate() {
        assertThat(conclude("left(orange, 2)", "left(orange, 2)", "count(orange, 2)")
                        .kind())
                .isEqualTo(Kind.ENTAILED);
        assertThat(conclude("color(juice, red)", "color(juice, red)", "count(juice, 1)")
                        .kind())
                .isEqualTo(Kind.ENTAILED);
        assertThat(conclude("left(orange, 2)", "count(orange, 2)").kind()).isEqualTo(Kind.UNDECIDED);
        assertThat(conclude("left(orange, 2)", "count(apple, 2)").kind()).isEqualTo(Kind.CONTRADICTION);
    }

    @Test
    void clausesThatOnlyTogetherCannotHoldAreNamedTogether() {
        Conclusion conclusion = conclude(
                "color(a, red) OR color(b, red)\ncolor(a, blue) OR color(b, red)\nNOT color(b, red) OR broken(c)",
                "NOT broken(c)");
        assertThat(conclusion.kind()).isEqualTo(Kind.CONTRADICTION);
        List<Rule> broken = conclusion.rules().stream()
                .filter(rule -> rule.standing() == Standing.BROKEN)
                .toList();
        assertThat(broken).hasSize(3);
        assertThat(broken.get(0).because()).hasSize(3).first().isEqualTo("NOT broken(c)");
    }

    @Test
    void factsThatContradictEachOtherDecideNothing() {
        Conclusion conclusion =
                conclude("left(orange, 2)", "color(juice, red)", "color(juice, blue)", "left(orange, 2)");
        assertThat(conclusion.kind()).isEqualTo(Kind.UNDECIDED);
        assertThat(conclusion.conflict()).containsExactly("color(juice, red)", "color(juice, blue)");
    }

    @Test
    void aSpecificationIsReadWrittenAndRefusedInALine() {
        Specification specification =
                Specification.parse(PREDICATES + "left(orange, 2)\nNOT broken(glass) OR color(glass, red)");
        assertThat(Specification.parse(specification.toString())).hasToString(specification.toString());
        assertThat(specification.names()).containsExactly("2", "glass", "orange", "red");
        refused(PREDICATES + "left(orange)", "has 2 arguments");
        refused(PREDICATES + "behind(orange, 2)", "there is no predicate 'behind'");
        refused(PREDICATES + "left orange 2", "line 6", "a clause has the form");
        refused(PREDICATES + "left(orange, 2)\nleft(mandarin, 3)", "nothing can fulfil all");
        refused(PREDICATES, "needs from 1");
        refused("predicate broken/1 functional\nbroken(a)", "line 1", "neither functional nor closed");
    }

    private static void refused(String text, String... message) {
        assertThatThrownBy(() -> Specification.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> assertThat(failure.getMessage()).contains(message));
    }
}
