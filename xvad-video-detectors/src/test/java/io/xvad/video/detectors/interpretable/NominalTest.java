package io.xvad.video.detectors.interpretable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.video.detectors.objects.ObjectMeasures;
import io.xvad.video.relations.Triple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NominalTest {

    private static final List<String> WORDS = List.of("near", "on", "follows");
    private static final ObjectUnits UNITS = new ObjectUnits(new double[] {0.1, 0.2, 0.01, 0.5, 0.5, 0.1, 0.2, 1});
    private static final ObjectMeasures STEADY = new ObjectMeasures(0.2, 0, 1);

    private static ObjectVector object(String className, double x, double speed) {
        return object(className, x, speed, STEADY);
    }

    private static ObjectVector object(String className, double x, double speed, ObjectMeasures measures) {
        return new ObjectVector(className, x, 0.5, 0.2, 0.1, speed, 0, measures);
    }

    private static NominalObjects walkers(int neighbours) {
        SplittableRandom random = new SplittableRandom(4);
        List<ObjectVector> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(object("person", random.nextDouble(), 0.04 + 0.01 * random.nextDouble()));
        }
        return new NominalObjects(all, IntStream.range(0, 200).map(i -> i % 4).toArray(), UNITS, neighbours);
    }

    @Test
    void theDistanceIsThatOfTheNearestByBruteForce() {
        NominalObjects walkers = walkers(3);
        ObjectVector one = object("person", 0.3, 0.09);
        double[] all = walkers.objects().stream()
                .mapToDouble(other -> {
                    double place = (one.x() - other.x()) / 0.1;
                    double speed = (one.speed() - other.speed()) / 0.01;
                    return Math.sqrt(place * place + speed * speed);
                })
                .sorted()
                .toArray();
        assertThat(walkers.distance(one)).isCloseTo((all[0] + all[1] + all[2]) / 3, within(1e-9));
    }

    @Test
    void whatIsOfTheSameVideoIsLeftOut() {
        NominalObjects walkers = walkers(1);
        ObjectVector known = walkers.objects().get(6);
        assertThat(walkers.distance(known)).isZero();
        assertThat(walkers.distance(known, 2).orElseThrow()).isPositive();
        assertThat(walkers.distance(known, 1)).hasValue(0);
    }

    /** One that was seen at the border must not make every speed normal. */
    @Test
    void anUnknownVelocityIsNoExampleForAKnownOne() {
        NominalObjects hidden = new NominalObjects(
                List.of(object("person", 0.5, 0.04), object("person", 0.5, Double.NaN)), new int[2], UNITS, 1);
        assertThat(hidden.distance(object("person", 0.5, 0.09))).isCloseTo(5, within(1e-9));
        assertThat(hidden.distance(object("person", 0.5, Double.NaN))).isZero();
    }

    @Test
    void lessOfStayCrowdingAndColoursIsNoFarther() {
        NominalObjects busy = new NominalObjects(
                List.of(object("person", 0.5, 0.04, new ObjectMeasures(3, 0.4, 5))), new int[1], UNITS, 1);
        assertThat(busy.distance(object("person", 0.5, 0.04, new ObjectMeasures(0.1, 0, 1))))
                .isZero();
        assertThat(busy.distance(object("person", 0.5, 0.04, new ObjectMeasures(4, 0.4, 5))))
                .isCloseTo(2, within(1e-9));
    }

    /** A window of two seconds does not show for how long something would have stayed that is there for a second. */
    @Test
    void aStayWhoseEndWasNotSeenMakesEveryStayNormal() {
        ObjectVector seen = object("person", 0.5, 0.04, new ObjectMeasures(1, 0, 1));
        NominalObjects cut = new NominalObjects(List.of(seen.seenFor(2)), new int[1], UNITS, 1);
        NominalObjects ended = new NominalObjects(List.of(seen.seenFor(8)), new int[1], UNITS, 1);
        ObjectVector longer = object("person", 0.5, 0.04, new ObjectMeasures(6, 0, 1));
        assertThat(cut.distance(longer)).isZero();
        assertThat(ended.distance(longer)).isCloseTo(10, within(1e-9));
    }

    /** Lanes of 0.15 heights: the neighbouring one moves the other way. */
    @Test
    void aHeadingIsAsFarAwayAsTheNearestThatMoveAlike() {
        List<ObjectVector> lanes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lanes.add(new ObjectVector("person", 0.02 * i, 0.4, 0.2, 0.1, 0.1, 0, STEADY));
            lanes.add(new ObjectVector("person", 0.02 * i, 0.55, 0.2, 0.1, -0.1, 0, STEADY));
        }
        NominalObjects normals = new NominalObjects(lanes, new int[100], ObjectUnits.least(0.15), 1);
        ObjectVector back = new ObjectVector("person", 0.5, 0.4, 0.2, 0.1, -0.1, 0, STEADY);
        assertThat(normals.distance(back)).as("three units of a third of 0.15").isCloseTo(3, within(1e-9));
        List<ObjectVector> bothWays = new ArrayList<>(lanes);
        bothWays.add(back);
        assertThat(new NominalObjects(bothWays, new int[101], ObjectUnits.least(0.15), 1).distance(back))
                .isZero();
    }

    @Test
    void aUnitIsWhatFewNormalObjectsExceed() {
        List<ObjectVector> normals = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double speed = i % 2 == 0 || i > 200 ? 0.1 : 0.2;
            normals.add(object("person", 0.5, speed));
        }
        int[] videos = IntStream.range(0, 400).map(i -> i > 200 ? 1 : 0).toArray();
        NominalObjects learned = NominalObjects.of(normals, videos, 0.15, 1);
        double[] units = learned.units().units();
        assertThat(units[ObjectFactor.SPEED.ordinal()])
                .as("a quarter of all differ by 0.1 from all of the other video")
                .isCloseTo(0.1, within(1e-9));
        assertThat(units[ObjectFactor.SIZE.ordinal()]).isEqualTo(ObjectFactor.SIZE.least());
        assertThat(units[ObjectFactor.PLACE.ordinal()]).isEqualTo(0.15);
    }

    @Test
    void withNothingToCompareWithNothingIsNormal() {
        NominalObjects border = new NominalObjects(List.of(object("person", 0.5, Double.NaN)), new int[] {3}, UNITS, 1);
        ObjectVector moving = object("person", 0.2, 0.09);
        assertThat(border.distance(moving)).isInfinite();
        assertThat(border.distance(object("person", 0.5, Double.NaN), 3)).isEmpty();
        Monitor monitor = new Monitor(Monitor.OBJECTS, new EvidenceScale(1), new FalseAlarmBound(1, 10));
        assertThat(new ObjectReasons(border, monitor, 10, 240).of(moving, border.distance(moving)))
                .singleElement()
                .satisfies(one -> assertThat(one.attribute()).isEqualTo("place"));
    }

    @Test
    void theFactorThatWasChangedIsToldFirst() {
        NominalObjects walkers = walkers(5);
        Monitor monitor = new Monitor(Monitor.OBJECTS, new EvidenceScale(1), new FalseAlarmBound(1, 10));
        ObjectReasons reasons = new ObjectReasons(walkers, monitor, 10, 240);
        assertThat(first(reasons, walkers, object("person", 0.4, 0.2))).isEqualTo("speed");
        assertThat(first(reasons, walkers, object("person", 0.4, -0.045))).isEqualTo("heading");
        assertThat(first(reasons, walkers, object("bicycle", 0.4, 0.045))).isEqualTo("class");
        assertThat(first(reasons, walkers, object("person", 2, 0.045))).isEqualTo("place");
        assertThat(first(reasons, walkers, object("person", 1.25, -0.045)))
                .as("where nobody was, nobody moved either")
                .isEqualTo("place");
        assertThat(first(reasons, walkers, object("person", 1.03, -0.045))).isEqualTo("heading");
        assertThat(first(reasons, walkers, new ObjectVector("person", 0.4, 0.5, 0.6, 0.3, 0.045, 0, STEADY)))
                .isEqualTo("size");
        assertThat(first(reasons, walkers, object("person", 0.4, 0.045, new ObjectMeasures(4, 0, 1))))
                .isEqualTo("stay");
        assertThat(first(reasons, walkers, object("person", 0.4, 0.045, new ObjectMeasures(0.2, 0.6, 1))))
                .isEqualTo("crowding");
        ObjectMeasures colourful = new ObjectMeasures(0.2, 0, 6);
        assertThat(first(reasons, walkers, new ObjectVector("person", 0.4, 0.5, 0.6, 0.3, 0.045, 0, colourful)))
                .as("many that are taken for one are large")
                .isEqualTo("colours");
    }

    private static String first(ObjectReasons reasons, NominalObjects walkers, ObjectVector object) {
        double distance = walkers.distance(object);
        List<AttributeDeviation> told = reasons.of(object, distance);
        assertThat(told.stream().mapToDouble(AttributeDeviation::surprise).sum())
                .as("surprises make up the ratio")
                .isCloseTo(Math.min(distance, EvidenceScale.MOST + 1), within(1e-9));
        return told.get(0).attribute();
    }

    private static NominalPairs pairs() {
        TripleCounts.Counting counting = new TripleCounts.Counting();
        Triple near = new Triple("person", "near", "person");
        Triple on = new Triple("person", "on", "bench");
        counting.add(Set.of(near), 0);
        counting.add(Set.of(near, on), 0);
        counting.add(Set.of(near), 1);
        counting.add(Set.of(), 1);
        return new NominalPairs(
                List.of(
                        new PairVector("person", "person", new double[] {1, 0, 0}),
                        new PairVector("person", "person", new double[] {0.6, 0, 0.2})),
                new int[] {0, 1},
                counting.counted(),
                WORDS,
                1);
    }

    @Test
    void aTripleThatWasNeverSeenIsFarthest() {
        NominalPairs pairs = pairs();
        NominalPairs.Deviation unseen = pairs.deviation(new PairVector("person", "bicycle", new double[] {0, 0.9, 0}));
        assertThat(unseen.distance()).isInfinite();
        assertThat(new PairReasons(
                                pairs,
                                new Monitor(Monitor.INTERACTIONS, new EvidenceScale(1), new FalseAlarmBound(1, 10)))
                        .of(new PairVector("person", "bicycle", new double[] {0, 0.9, 0}), unseen))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.attribute()).isEqualTo("person on bicycle");
                    assertThat(one.observed()).isCloseTo(90, within(1e-9));
                    assertThat(one.normalHigh()).isZero();
                    assertThat(one.surprise()).isEqualTo(EvidenceScale.MOST + 1);
                });
        assertThat(pairs.deviation(new PairVector("person", "bicycle", new double[] {0, 0.4, 0}))
                        .distance())
                .as("for less than half a second it is not there yet, but pairs of these classes are not related else")
                .isCloseTo(0.4, within(1e-12));
    }

    @Test
    void aSeenTripleIsAsFarAsTheNearestPairOfItsClasses() {
        assertThat(pairs().deviation(new PairVector("person", "person", new double[] {0.6, 0, 0.5}))
                        .distance())
                .as("follows was never there for half a second")
                .isInfinite();
        assertThat(pairs().deviation(new PairVector("person", "person", new double[] {0.6, 0, 0.4}))
                        .distance())
                .isCloseTo(0.2, within(1e-9));
    }

    @Test
    void aTripleOfOneVideoOnlyIsNewToThatVideo() {
        TripleCounts triples = pairs().triples();
        Triple on = new Triple("person", "on", "bench");
        assertThat(triples.has(on)).isTrue();
        assertThat(triples.hasBeside(on, 0)).isFalse();
        assertThat(triples.hasBeside(on, 1)).isTrue();
        assertThat(triples.hasBeside(new Triple("person", "near", "person"), 0)).isTrue();
        assertThat(triples.share(on)).isEqualTo(0.25);
        assertThat(triples.share(new Triple("dog", "on", "bench"))).isZero();
    }
}
