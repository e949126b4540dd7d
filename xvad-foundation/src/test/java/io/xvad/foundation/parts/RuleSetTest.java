package io.xvad.foundation.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.xvad.core.Box;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.explain.RuleTrace;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetTest {

    private static final List<Double> YELLOW = List.of(0.9, 0.8, 0.1);
    private static final List<Double> BLUE = List.of(0.1, 0.2, 0.8);

    private static Part part(String name, Box box, List<Double> colour) {
        boolean[] pixels = new boolean[10 * 20];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / 20;
            int x = i % 20;
            pixels[i] = y >= box.y() && y < box.y() + box.height() && x >= box.x() && x < box.x() + box.width();
        }
        Mask mask = Mask.of(10, 20, pixels);
        return new Part(name, mask, mask.count() / 200.0, colour, 0.5, 0.5, List.of());
    }

    private static Part clamp(int x) {
        return part("clamp", new Box(x, 0, 4, 5), BLUE);
    }

    private static Part cable(List<Double> colour) {
        return part("cable", new Box(4, 2, 10, 1), colour);
    }

    private static final List<Part> NORMAL = List.of(clamp(0), clamp(14), cable(YELLOW));

    private static RuleTrace trace(String rule, List<Part> parts) {
        List<RuleTrace> traces = RuleSet.parse("{\"rules\": [" + rule + "]}").check(parts);
        assertThat(traces).hasSize(1);
        return traces.get(0);
    }

    @Test
    void counts() {
        String two = "{\"rule\": \"count\", \"part\": \"clamp\", \"min\": 2, \"max\": 2}";
        assertThat(trace(two, NORMAL).violated()).isFalse();
        assertThat(trace(two, List.of(clamp(0))))
                .isEqualTo(new RuleTrace("number of 'clamp'", List.of("1 found", "allowed: 2"), true));
    }

    @Test
    void comparesAreas() {
        String ratio = "{\"rule\": \"area-ratio\", \"part\": \"cable\", \"of\": \"clamp\", \"min\": 0.2, \"max\": 0.3}";
        assertThat(trace(ratio, NORMAL).facts()).containsExactly("0.250 measured", "allowed: 0.200 to 0.300");
        assertThat(trace(ratio, NORMAL).violated()).isFalse();
        assertThat(trace(ratio, List.of(clamp(0), cable(YELLOW))).violated()).isTrue();
        assertThat(trace(ratio, List.of(cable(YELLOW))).facts()).contains("no 'clamp' found");
        assertThat(trace(ratio, List.of(cable(YELLOW))).violated()).isTrue();
        String share = "{\"rule\": \"area-ratio\", \"part\": \"clamp\", \"of\": \"image\", \"min\": 0.2, \"max\": 0.2}";
        assertThat(trace(share, NORMAL).violated()).isFalse();
    }

    @Test
    void theColourSaysHowMany() {
        String couple = "{\"rule\": \"colour-count\", \"part\": \"cable\", \"counted\": \"clamp\", \"colours\": ["
                + "{\"colour\": \"yellow\", \"rgb\": [230, 200, 40], \"count\": 2},"
                + "{\"colour\": \"blue\", \"rgb\": [30, 60, 200], \"count\": 3}]}";
        assertThat(trace(couple, NORMAL).violated()).isFalse();
        RuleTrace blue = trace(couple, List.of(clamp(0), clamp(14), cable(BLUE)));
        assertThat(blue.violated()).isTrue();
        assertThat(blue.facts()).containsExactly("2 found, with 'cable' of the colour blue", "allowed: 3");
        assertThat(trace(couple, List.of(clamp(0))).violated()).isTrue();
    }

    @Test
    void measuresSymmetry() {
        String even = "{\"rule\": \"symmetric\", \"part\": \"cable\", \"min\": 0.8, \"max\": 1.2}";
        assertThat(trace(even, NORMAL).violated()).isFalse();
        Mask corner = clamp(0).mask().or(part("x", new Box(4, 0, 4, 1), BLUE).mask());
        Part lopsided = new Part("cable", corner, 0.12, BLUE, 0, 0, List.of());
        assertThat(trace(even, List.of(lopsided)).facts()).contains("5 measured");
        assertThat(trace(even, List.of(lopsided)).violated()).isTrue();
    }

    @Test
    void seesWhetherPartsHangTogether() {
        String one = "{\"rule\": \"connected\", \"parts\": [\"cable\", \"clamp\"]}";
        assertThat(trace(one, NORMAL).violated()).isFalse();
        assertThat(trace(one, List.of(clamp(0), clamp(14))).facts()).containsExactly("2 found", "allowed: 1");
        assertThat(trace(one, List.of()).violated()).isTrue();
    }

    @Test
    void forbids() {
        String no = "{\"rule\": \"forbidden\", \"part\": \"screw\"}";
        assertThat(trace(no, NORMAL).violated()).isFalse();
        assertThat(trace(no, List.of(part("screw", new Box(0, 0, 1, 1), BLUE))).violated())
                .isTrue();
    }

    @Test
    void brokenRulesComeFirst() {
        RuleSet rules = RuleSet.parse("{\"rules\": [{\"rule\": \"forbidden\", \"part\": \"screw\"},"
                + "{\"rule\": \"count\", \"part\": \"clamp\", \"min\": 3, \"max\": 5}]}");
        assertThat(rules.check(NORMAL).stream().map(RuleTrace::violated)).containsExactly(true, false);
    }

    @Test
    void aRuleThatNormalImagesBreakIsDropped() {
        RuleSet rules = RuleSet.parse("{\"rules\": [{\"rule\": \"forbidden\", \"part\": \"cable\"},"
                + "{\"rule\": \"count\", \"part\": \"clamp\", \"min\": 2, \"max\": 2}]}");
        assertThat(rules.confirmedBy(List.of(NORMAL)).rules())
                .containsExactly(new CountRule("clamp", new Interval(2, 2)));
    }

    @Test
    void learnsIntervalsThatAllNormalImagesKeep() {
        RuleSet parts =
                RuleSet.parse("{\"parts\": [{\"name\": \"clamp\"}, {\"name\": \"cable\"}, {\"name\": \"screw\"},"
                        + " {\"name\": \"grid\", \"background\": true}]}");
        List<Part> three = List.of(clamp(0), clamp(8), clamp(14), cable(BLUE));
        RuleSet learnt = parts.learntFrom(List.of(NORMAL, three), 0.1);
        assertThat(learnt.rules())
                .contains(
                        new CountRule("clamp", new Interval(2, 3)),
                        new CountRule("cable", new Interval(1, 1)),
                        new CountRule("screw", new Interval(0, 0)))
                .hasSize(6);
        assertThat(List.of(NORMAL, three))
                .allSatisfy(one -> assertThat(learnt.check(one)).noneMatch(RuleTrace::violated));
        assertThat(learnt.check(List.of(clamp(0), cable(BLUE)))).anyMatch(RuleTrace::violated);
    }

    @Test
    void isReadAsItWasWritten() {
        RuleSet rules = new RuleSet(
                List.of(new PartNames("clamp", List.of("clamp", "connector"), false)),
                List.of(
                        new CountRule("clamp", new Interval(1, 2)),
                        new AreaRatioRule("clamp", "image", new Interval(0.1, 0.2)),
                        new ColourCountRule(
                                "cable",
                                "clamp",
                                List.of(new ColourCountRule.ColourCount("red", List.of(255, 0, 0), 5))),
                        new SymmetryRule("clamp", new Interval(0.9, 1.1)),
                        new ConnectedRule(List.of("clamp", "cable"), new Interval(1, 1)),
                        new ForbiddenRule("screw")));
        assertThat(RuleSet.parse(rules.toJson())).isEqualTo(rules);
    }

    @Test
    void refusesRulesAboutWhatIsNotLookedFor() {
        String parts = "{\"parts\": [{\"name\": \"clamp\"}, {\"name\": \"grid\", \"background\": true}], \"rules\": [";
        String share = "{\"rule\": \"area-ratio\", \"part\": \"clamp\", \"of\": \"image\", \"min\": 0, \"max\": 1}]}";
        RuleSet known = RuleSet.parse(parts + share);
        assertThat(known.requireKnownParts()).isSameAs(known);
        for (String name : List.of("screw", "grid", "image")) {
            RuleSet rules = RuleSet.parse(parts + "{\"rule\": \"forbidden\", \"part\": \"" + name + "\"}]}");
            assertThatExceptionOfType(XvadDataException.class)
                    .isThrownBy(rules::requireKnownParts)
                    .withMessageContainingAll("no '" + name + "'", "[clamp]");
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertThatExceptionOfType(XvadDataException.class)
                .isThrownBy(() -> RuleSet.parse("{\"rules\": [{\"rule\": \"weight\"}]}"))
                .withMessageContaining("unknown rule 'weight'")
                .withMessageContaining("area-ratio");
        assertThatExceptionOfType(XvadDataException.class)
                .isThrownBy(() ->
                        RuleSet.parse("{\"rules\": [{\"rule\": \"count\", \"part\": \"x\", \"min\": 2, \"max\": 1}]}"))
                .withMessageContaining("min <= max");
    }
}
