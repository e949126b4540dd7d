package io.xvad.video.detectors.jdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.explain.AttributeDeviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecountingTest {

    private static final RegionMemory MEMORY = Regions.memory();
    private static final Concepts CONCEPTS = Concepts.of(MEMORY);
    private static final double SURE = 0.3;

    private static List<AttributeDeviation> recounted(Region region, RegionMemory memory, Concepts concepts) {
        return new Recounting(concepts, NormalDistances.of(memory), SURE, 25)
                .of(region, memory.nearest(region).distance(), memory.away(region), Regions.FRAME_HEIGHT);
    }

    private static List<AttributeDeviation> recounted(Region region) {
        return recounted(region, MEMORY, CONCEPTS);
    }

    @Test
    void aPlantedConceptIsRankedFirst() {
        AttributeDeviation first = recounted(Regions.usual("car", 0.9)).get(0);
        assertThat(first.attribute()).isEqualTo("car");
        assertThat(first.observed()).isEqualTo(90);
        assertThat(first.normalHigh()).isZero();
        assertThat(first.surprise()).isGreaterThan(10);
    }

    @Test
    void aConceptThatTheNetworkIsNotSureOfIsNotTold() {
        assertThat(recounted(Regions.usual("car", 0.29)))
                .noneMatch(one -> one.attribute().equals("car"));
    }

    @Test
    void whatIsRareButNormalIsHardlyASurpriseAndWhatIsUsualIsNone() {
        AttributeDeviation bicycle = recounted(Regions.usual("bicycle", 0.8)).stream()
                .filter(one -> one.attribute().equals("bicycle"))
                .findFirst()
                .orElseThrow();
        assertThat(bicycle.surprise()).isBetween(0.0, 1.5);
        assertThat(bicycle.isUsual()).isTrue();
        assertThat(recounted(Regions.usual("person", 0.8)))
                .noneMatch(one -> one.attribute().equals("person"));
    }

    @Test
    void whereConceptsChangeTheirNamesTheirRanksStay() {
        Map<String, String> names = Map.of("person", "dog", "bicycle", "person", "car", "bicycle");
        RegionMemory renamed = new RegionMemory(
                MEMORY.entries().stream()
                        .map(entry -> Regions.entry(entry.frame(), named(entry.region(), names)))
                        .toList(),
                Regions.LONGEST_STAY);
        Concepts concepts = Concepts.of(renamed);
        for (String name : names.keySet()) {
            Region region = fast(Regions.usual(name, 0.9));
            List<AttributeDeviation> before = recounted(region);
            List<AttributeDeviation> after = recounted(named(region, names), renamed, concepts);
            assertThat(after)
                    .extracting(AttributeDeviation::attribute)
                    .isEqualTo(before.stream()
                            .map(one -> names.getOrDefault(one.attribute(), one.attribute()))
                            .toList());
            assertThat(after)
                    .extracting(AttributeDeviation::surprise)
                    .isEqualTo(before.stream().map(AttributeDeviation::surprise).toList());
        }
    }

    private static Region named(Region one, Map<String, String> names) {
        return new Region(
                one.box(),
                names.getOrDefault(one.className(), one.className()),
                one.confidence(),
                one.x(),
                one.y(),
                one.height(),
                one.width(),
                one.right(),
                one.down(),
                one.stay(),
                one.lean(),
                one.feature());
    }

    private static Region staying(double seconds) {
        Region one = Regions.usual("person", 0.8);
        return new Region(
                one.box(),
                one.className(),
                one.confidence(),
                one.x(),
                one.y(),
                one.height(),
                one.width(),
                one.right(),
                one.down(),
                seconds,
                one.lean(),
                one.feature());
    }

    /** Some normal regions have stayed for as long as their clips could show. */
    @Test
    void aStayThatClipsCouldNotShowToBeUnusualIsUsual() {
        List<AttributeDeviation> longest = stays(recounted(staying(Regions.LONGEST_STAY)));
        List<AttributeDeviation> longer = stays(recounted(staying(30)));
        assertThat(longer).hasSize(1).hasSameSizeAs(longest).allMatch(AttributeDeviation::isUsual);
        assertThat(longer.get(0).surprise()).isEqualTo(longest.get(0).surprise());
        assertThat(longer.get(0).observed()).isEqualTo(30);
    }

    @Test
    void aStayIsToldAsLongAsItIsWhereNormalOnesAreShort() {
        RegionMemory brief = new RegionMemory(MEMORY.entries(), 2);
        AttributeDeviation stay =
                stays(recounted(staying(30), brief, Concepts.of(brief))).get(0);
        assertThat(stay.observed()).isEqualTo(30);
        assertThat(stay.normalHigh()).isLessThan(0.6);
        assertThat(stay.isUsual()).isFalse();
    }

    private static List<AttributeDeviation> stays(List<AttributeDeviation> all) {
        return all.stream().filter(one -> one.attribute().equals("stay")).toList();
    }

    private static Region fast(Region one) {
        return new Region(
                one.box(),
                one.className(),
                one.confidence(),
                one.x(),
                one.y(),
                one.height(),
                one.width(),
                0.8,
                0,
                one.stay(),
                one.lean(),
                one.feature());
    }

    @Test
    void aSpeedIsToldInPixelsAFrame() {
        AttributeDeviation speed = recounted(fast(Regions.usual("person", 0.8))).get(0);
        assertThat(speed.attribute()).isEqualTo("speed");
        assertThat(speed.observed()).isCloseTo(0.8 * 100 / 25, within(1e-9));
        assertThat(speed.normalHigh()).isBetween(0.9, 1.2);
        assertThat(speed.isUsual()).isFalse();
    }

    @Test
    void aSizeIsToldByWhatIsMostSurprisingOfIt() {
        Region usual = Regions.usual("person", 0.8);
        Region flat = new Region(usual.box(), "person", 0.8, 0.7, 0.5, 0.3, 0.6, 0.2, 0, 0.25, 10, usual.feature());
        List<AttributeDeviation> told = recounted(flat);
        assertThat(told.get(0).attribute()).isEqualTo("size");
        assertThat(told.get(0).unit()).isIn("px wide", "times as wide as tall");
        assertThat(told).filteredOn(one -> one.attribute().equals("size")).hasSize(1);
    }

    @Test
    void aWalkBackIsToldByTheShareOfThoseWhoWalkSo() {
        Region usual = Regions.usual("person", 0.8);
        Region back = new Region(
                usual.box(), "person", 0.8, usual.x(), usual.y(), 0.3, 0.1, -0.2, 0, 0.25, 10, usual.feature());
        AttributeDeviation heading = recounted(back).get(0);
        assertThat(heading.attribute()).isEqualTo("heading");
        assertThat(heading.observed()).isZero();
    }

    @Test
    void theNearestIsThatOfAllAndOnlyOtherVideosAreLeft() {
        Random random = new Random(8);
        for (int i = 0; i < 20; i++) {
            Region region = Regions.walking("person", 0.8, random);
            double least = Double.POSITIVE_INFINITY;
            int index = -1;
            for (int k = 0; k < MEMORY.size(); k++) {
                double squares = 0;
                for (int d = 0; d < region.feature().length; d++) {
                    squares += Math.pow(
                            (double) region.feature()[d] - MEMORY.region(k).feature()[d], 2);
                }
                if (Math.sqrt(squares) < least) {
                    least = Math.sqrt(squares);
                    index = k;
                }
            }
            assertThat(MEMORY.nearest(region)).isEqualTo(new RegionMemory.Nearest(index, least));
        }
        double[] apart = MEMORY.leftOut((one, other) -> one.equals(other) ? 0 : 1);
        assertThat(apart).containsOnly(1).hasSize(MEMORY.size());
    }

    @Test
    void ofALargeMemorySomeAreLeftOutOneByOne() {
        List<RegionMemory.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            entries.add(MEMORY.entries().get(i % MEMORY.size()));
        }
        assertThat(new RegionMemory(entries, 1).leftOut(Region::away)).hasSize(1000);
    }

    @Test
    void aTorsoLeansAsItsKeypointsSay() {
        float[] upright = new float[34];
        float[] lying = new float[34];
        for (int keypoint : new int[] {5, 6}) {
            upright[2 * keypoint] = 0.5f;
            upright[2 * keypoint + 1] = 0.2f;
            lying[2 * keypoint] = 0.9f;
            lying[2 * keypoint + 1] = 0.5f;
        }
        for (int keypoint : new int[] {11, 12}) {
            upright[2 * keypoint] = 0.5f;
            upright[2 * keypoint + 1] = 0.6f;
            lying[2 * keypoint] = 0.3f;
            lying[2 * keypoint + 1] = 0.5f;
        }
        Box box = new Box(0, 0, 20, 60);
        assertThat(Torso.lean(upright, box)).isCloseTo(0, within(1e-5));
        assertThat(Torso.lean(lying, box)).isCloseTo(90, within(1e-5));
        assertThat(Torso.lean(new float[0], box)).isNaN();
    }
}
