package io.xvad.video.language.anomalyruler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadTrainingException;
import io.xvad.video.language.anomalyruler.RuleBook.Part;
import io.xvad.video.language.anomalyruler.RuleInduction.Voted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleBookTest {

    private static RuleBook book() {
        return RuleBook.of(
                Map.of(
                        Part.NORMAL_ACTIVITIES,
                        List.of(
                                "Walking alone or in groups",
                                "- 2. Standing  and\ntalking",
                                "Walking alone or in groups"),
                        Part.NORMAL_OBJECTS,
                        List.of("Trees: and benches:"),
                        Part.ANOMALOUS_ACTIVITIES,
                        List.of("Riding a bicycle", " ")),
                List.of("Riding", "bicycle.", "riding"));
    }

    @Test
    void itIsTheSameAfterItWasWrittenAndRead() {
        assertThat(RuleBook.parse(book().text())).isEqualTo(book());
        assertThat(book().text())
                .startsWith(
                        "Normal human activities:\n1. Walking alone or in groups\n2. Standing and talking\n\nNormal objects:")
                .endsWith("Keywords of anomalies:\n1. riding\n2. bicycle\n");
    }

    @Test
    void rulesAreNamedByTheirListAndNumber() {
        assertThat(book().rules().stream().map(RuleBook.Rule::id)).containsExactly("N1", "N2", "O1", "A1");
        assertThat(book().keywords()).containsExactly("riding", "bicycle");
    }

    @Test
    void anEditedTextMayHaveRemarksDashesAndOtherOrders() {
        RuleBook edited = RuleBook.parse(
                "# mine\nKEYWORDS OF ANOMALIES:\n- cart\n\nnormal human activities :\n\n* Walking\n7) Running\n");
        assertThat(edited.of(Part.NORMAL_ACTIVITIES)).containsExactly("Walking", "Running");
        assertThat(edited.keywords()).containsExactly("cart");
    }

    @Test
    void whatIsNoRuleBookIsSaidWithItsLine() {
        assertThatThrownBy(() -> RuleBook.parse("Walking\n")).hasMessageContaining("line 1: stands below no heading");
        assertThatThrownBy(() -> RuleBook.parse("Normal objects:\nTrees\nRules:\n"))
                .hasMessageContaining("line 3: unknown heading 'Rules'");
        assertThatThrownBy(() -> RuleBook.parse("Normal objects:\n")).hasMessageContaining("there is no rule");
    }

    @Test
    void aKeywordIsAWholeWordAlsoInThePlural() {
        Keywords keywords = new Keywords(List.of("cart", "riding", "brush"));
        assertThat(keywords.in("A poster of a cartoon, and a startling sight.")).isEmpty();
        assertThat(keywords.in("Two Carts; somebody is riding.")).containsExactly("cart", "riding");
        assertThat(keywords.in("There are brushes.")).containsExactly("brush");
    }

    @Test
    void aDescriptionIsMadeToAgree() {
        Keywords keywords = new Keywords(List.of("riding"));
        assertThat(keywords.without("The first person is riding. The second person is walking. It rains!"))
                .isEqualTo("The second person is walking. It rains!");
        assertThat(keywords.without("Somebody is riding.")).isEqualTo("Nothing else is seen.");
        assertThat(Keywords.with("Today the first person is walking.", "riding"))
                .isEqualTo("Today the first person is riding, walking.");
        assertThat(Keywords.with("A road.", "cart")).isEqualTo("A road. The first person is with a cart.");
    }

    @Test
    void keywordsThatTheNormalRulesUseAreLeftOut() {
        assertThat(Keywords.without(List.of("Walking", "riding", "Riding ", ""), List.of("walking on the path")))
                .containsExactly("riding");
    }

    /** Three of five sets is enough for a rule of what is normal, two are not; a set that is named twice has one vote; what is an anomaly needs no votes. */
    @Test
    void rulesOfWhatIsNormalNeedVotes() {
        RuleBook elected = RuleInduction.elected(
                Map.of(
                        Part.NORMAL_ACTIVITIES,
                        List.of(
                                new Voted("Walking", List.of(1, 3, 5)),
                                new Voted("Sitting", List.of(2, 4, 4)),
                                new Voted("Standing", List.of(1, 2, 3, 4, 5))),
                        Part.ANOMALOUS_OBJECTS,
                        List.of(new Voted("A car", List.of(2)))),
                5,
                0.5);
        assertThat(elected.of(Part.NORMAL_ACTIVITIES)).containsExactly("Walking", "Standing");
        assertThat(elected.of(Part.ANOMALOUS_OBJECTS)).containsExactly("A car");
        assertThatThrownBy(() -> RuleInduction.elected(
                        Map.of(Part.NORMAL_OBJECTS, List.of(new Voted("Trees", List.of(1)))), 5, 0.5))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("at least 50 % of the 5 sets");
    }
}
