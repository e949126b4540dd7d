package io.xvad.language.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.language.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class EvidenceCheckTest {

    private static final int SIDE = 32;
    private static final Image IMAGE = TestImages.anomaly("odd", SIDE);
    private static final Mask THERE = box(new Box(0, 0, 16, 16));
    private static final Mask ELSEWHERE = box(new Box(16, 16, 12, 12));

    private static Mask box(Box box) {
        boolean[] inside = new boolean[SIDE * SIDE];
        for (int i = 0; i < inside.length; i++) {
            int y = i / SIDE;
            int x = i % SIDE;
            inside[i] = y >= box.y() && y < box.y() + box.height() && x >= box.x() && x < box.x() + box.width();
        }
        return Mask.of(SIDE, SIDE, inside);
    }

    /** A model that sees what is there: the share of red, four times. */
    private static double red(Image image) {
        int red = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            red += image.at(0, i / SIDE, i % SIDE) - image.at(1, i / SIDE, i % SIDE) > 0.4 ? 1 : 0;
        }
        return Math.min(1, 4.0 * red / (SIDE * SIDE));
    }

    private static AnomalyMap map(Mask mask) {
        float[] values = new float[SIDE * SIDE];
        boolean[] inside = mask.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = inside[i] ? 1 : 0.01f;
        }
        return AnomalyMap.of(SIDE, SIDE, values);
    }

    private static Checked check(
            ToDoubleFunction<Image> model, Claim claim, Optional<AnomalyMap> map, Decision decision) {
        return new EvidenceCheck(model, Surroundings::fill, 0.1).check(claim, IMAGE, List.of(claim), map, decision);
    }

    private static Claim anomaly(Mask place) {
        return new Claim(true, 0.9, Optional.of(place));
    }

    @Test
    void thePlaceThatCarriesTheScoreIsSupported() {
        Checked checked = check(EvidenceCheckTest::red, anomaly(THERE), Optional.of(map(THERE)), Decision.ANOMALOUS);
        assertThat(checked.support()).isEqualTo(Support.SUPPORTED);
        assertThat(checked.drop().orElseThrow()).isGreaterThan(0.8);
        assertThat(checked.controlDrop().orElseThrow()).isCloseTo(0, within(1e-9));
        assertThat(checked.massRatio().orElseThrow()).isGreaterThan(3.5);
        assertThat(checked.placeP().orElseThrow()).isCloseTo(1.0 / 64, within(1e-9));
        assertThat(checked.toJson()).contains("\"support\":\"SUPPORTED\"", "\"drop\":");
        assertThat(checked.facts()).hasSize(3);
    }

    @Test
    void anotherPlaceIsUnsupported() {
        Checked checked =
                check(EvidenceCheckTest::red, anomaly(ELSEWHERE), Optional.of(map(THERE)), Decision.ANOMALOUS);
        assertThat(checked.support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(checked.massRatio().orElseThrow()).isLessThan(0.2);
    }

    @Test
    void aModelThatSaysTheSameOfEveryImageIsUnsupported() {
        Checked checked = check(image -> 0.9, anomaly(THERE), Optional.empty(), Decision.UNDECIDED);
        assertThat(checked.support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(checked.drop().orElseThrow()).isZero();
        assertThat(checked.placeP()).isEmpty();
    }

    /** Whoever dislikes any edit falls by as much with the control. */
    @Test
    void aModelThatReactsToAnyEditIsUnsupported() {
        Checked checked =
                check(image -> image.equals(IMAGE) ? 0.9 : 0.2, anomaly(THERE), Optional.empty(), Decision.UNDECIDED);
        assertThat(checked.support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(checked.drop()).isEqualTo(checked.controlDrop());
    }

    @Test
    void theDetectorsDecisionContradicts() {
        Checked checked = check(EvidenceCheckTest::red, anomaly(THERE), Optional.empty(), Decision.NORMAL);
        assertThat(checked.support()).isEqualTo(Support.CONTRADICTED);
        assertThat(checked.facts()).contains("the detector decides the opposite");
        Claim normal = new Claim(false, 0.1, Optional.empty());
        assertThat(check(EvidenceCheckTest::red, normal, Optional.empty(), Decision.ANOMALOUS)
                        .support())
                .isEqualTo(Support.CONTRADICTED);
    }

    @Test
    void mostOtherAnswersContradict() {
        Claim odd = anomaly(THERE);
        Claim fine = new Claim(false, 0.3, Optional.empty());
        EvidenceCheck check = new EvidenceCheck(EvidenceCheckTest::red, Surroundings::fill, 0.1);
        Checked checked = check.check(odd, IMAGE, List.of(odd, fine, fine), Optional.empty(), Decision.UNDECIDED);
        assertThat(checked.support()).isEqualTo(Support.CONTRADICTED);
        assertThat(checked.agreement()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(checked.spread()).isCloseTo(Math.sqrt(0.08), within(1e-9));
    }

    @Test
    void withoutAPlaceOrRoomForAControlNothingIsCheckedAndNobodyAsked() {
        List<Image> asked = new ArrayList<>();
        ToDoubleFunction<Image> model = image -> {
            asked.add(image);
            return 1;
        };
        assertThat(check(model, new Claim(true, 1, Optional.empty()), Optional.empty(), Decision.ANOMALOUS)
                        .support())
                .isEqualTo(Support.UNCHECKED);
        Mask most = box(new Box(0, 0, SIDE, SIDE - 2));
        assertThat(check(model, anomaly(most), Optional.empty(), Decision.ANOMALOUS)
                        .support())
                .isEqualTo(Support.UNCHECKED);
        assertThat(asked).isEmpty();
    }

    @Test
    void whereThereIsNoRoomForAControlTheMapAloneDecides() {
        Mask large = box(new Box(0, 0, 20, 20));
        Checked there = check(EvidenceCheckTest::red, anomaly(large), Optional.of(map(large)), Decision.ANOMALOUS);
        assertThat(there.support()).isEqualTo(Support.SUPPORTED);
        assertThat(there.drop()).isEmpty();
        Checked elsewhere =
                check(EvidenceCheckTest::red, anomaly(large), Optional.of(map(ELSEWHERE)), Decision.ANOMALOUS);
        assertThat(elsewhere.support()).isEqualTo(Support.UNSUPPORTED);
    }

    @Test
    void aRegionIsFilledFromWhatSurroundsIt() {
        Image filled = Surroundings.fill(IMAGE, THERE);
        for (int channel = 0; channel < 3; channel++) {
            assertThat(filled.at(channel, 8, 8))
                    .isCloseTo(TestImages.normal("n", SIDE, 1).at(channel, 8, 8), within(0.1f));
            assertThat(filled.at(channel, 20, 20)).isEqualTo(IMAGE.at(channel, 20, 20));
        }
    }

    private static Support counted(Claim claim) {
        Counter counter = Counter.components(THERE.or(box(new Box(20, 2, 3, 3))).or(box(new Box(23, 5, 2, 2))));
        EvidenceCheck check = new EvidenceCheck(EvidenceCheckTest::red, Surroundings::fill, 0.1, Optional.of(counter));
        Checked checked = check.check(claim, IMAGE, List.of(claim), Optional.empty(), Decision.ANOMALOUS);
        assertThat(checked.facts()).anyMatch(fact -> fact.contains("and 2 were counted"));
        assertThat(checked.toJson()).contains("\"counted\":2");
        return checked.support();
    }

    @Test
    void aNumberOfThingsIsCountedAgain() {
        assertThat(counted(new Claim(true, 1, Optional.empty(), OptionalInt.of(2))))
                .isEqualTo(Support.SUPPORTED);
        assertThat(counted(new Claim(true, 1, Optional.empty(), OptionalInt.of(3))))
                .isEqualTo(Support.CONTRADICTED);
        Mask both = THERE.or(box(new Box(22, 0, 1, 8)));
        assertThat(counted(new Claim(false, 0, Optional.of(both), OptionalInt.of(2))))
                .isEqualTo(Support.CONTRADICTED);
    }

    @Test
    void theCountIsThatOfTheComponentsThatTouchThePlace() {
        Counter counter = Counter.components(THERE.or(ELSEWHERE.shrunk(1)));
        Claim within = new Claim(true, 1, Optional.of(ELSEWHERE), OptionalInt.of(1));
        assertThat(counter.count(within, IMAGE)).hasValue(1);
        assertThat(counter.count(within, TestImages.normal("larger", 2 * SIDE, 1)))
                .isEmpty();
        EvidenceCheck none = new EvidenceCheck(EvidenceCheckTest::red, Surroundings::fill, 0.1, Optional.of(counter));
        Claim silent = new Claim(true, 1, Optional.empty());
        assertThat(none.check(silent, IMAGE, List.of(silent), Optional.empty(), Decision.UNDECIDED)
                        .support())
                .isEqualTo(Support.UNCHECKED);
    }
}
