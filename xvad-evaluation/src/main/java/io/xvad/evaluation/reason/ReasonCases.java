package io.xvad.evaluation.reason;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.data.synthetic.SyntheticDefect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which images of a data set are judged. None is read before it is needed. */
public final class ReasonCases {

    private ReasonCases() {}

    /**
     * Anomalous test images of each kind.
     *
     * @param limit most images of a kind, spread evenly over it; at least 0
     */
    public static List<ReasonCase> real(AnomalyDataset dataset, int limit) {
        Map<String, List<TestCase>> byKind = new LinkedHashMap<>();
        dataset.test().stream().filter(TestCase::anomalous).forEach(test -> byKind.computeIfAbsent(
                        test.defect(), kind -> new ArrayList<>())
                .add(test));
        return byKind.values().stream()
                .flatMap(tests -> spread(tests, limit).stream())
                .map(test -> new ReasonCase(test.id(), test.id(), test.defect(), ReasonGroup.REAL, () -> {
                    Image image = test.image();
                    return new ReasonTruth(image, test.mask(image), Optional.empty());
                }))
                .toList();
    }

    /**
     * Normal test images.
     *
     * @param limit most images, spread evenly over them; at least 0
     */
    public static List<ReasonCase> normal(AnomalyDataset dataset, int limit) {
        return spread(normals(dataset), limit).stream()
                .map(test -> new ReasonCase(
                        test.id(),
                        test.id(),
                        TestCase.GOOD,
                        ReasonGroup.NORMAL,
                        () -> new ReasonTruth(test.image(), Optional.empty(), Optional.empty())))
                .toList();
    }

    /**
     * Synthetic defects of every kind on normal test images, each kind on other images as far as there are enough.
     *
     * @param count defects of each kind, at least 0
     * @param weakest least strength, in (0, 1]; each defect's is drawn between this and {@code strongest}
     * @param strongest largest strength, from {@code weakest} to 1
     * @param seed decides strengths, places and shapes
     * @throws XvadDataException if defects are wanted and the data set has no normal test image
     */
    public static List<ReasonCase> synthetic(
            AnomalyDataset dataset, int count, double weakest, double strongest, long seed) {
        if (!(weakest > 0 && weakest <= strongest && strongest <= 1)) {
            throw new IllegalArgumentException(
                    "strengths must be in (0, 1] and in order, got " + weakest + " and " + strongest);
        }
        List<TestCase> normals = normals(dataset);
        if (count > 0 && normals.isEmpty()) {
            throw new XvadDataException(
                    "data set '" + dataset.name() + "' has no normal test images to put synthetic defects on");
        }
        List<ReasonCase> cases = new ArrayList<>();
        List<SyntheticDefect> kinds = List.of(SyntheticDefect.values());
        for (int kind = 0; kind < kinds.size(); kind++) {
            for (int i = 0; i < count; i++) {
                TestCase test = normals.get((kind * count + i) % normals.size());
                long own = new SplittableRandom(seed + 1000L * kind + i).nextLong();
                double strength = new SplittableRandom(own).nextDouble() * (strongest - weakest) + weakest;
                cases.add(synthetic(test, kinds.get(kind), strength, own));
            }
        }
        return List.copyOf(cases);
    }

    private static ReasonCase synthetic(TestCase test, SyntheticDefect defect, double strength, long seed) {
        String id = test.id() + " + " + defect.defectName() + " " + Long.toHexString(seed);
        return new ReasonCase(id, test.id(), defect.defectName(), ReasonGroup.SYNTHETIC, () -> {
            Image clean = test.image();
            DefectedImage made = defect.apply(clean, strength, seed);
            return new ReasonTruth(made.image(), Optional.of(made.mask()), Optional.of(clean));
        });
    }

    private static List<TestCase> normals(AnomalyDataset dataset) {
        return dataset.test().stream().filter(test -> !test.anomalous()).toList();
    }

    private static List<TestCase> spread(List<TestCase> tests, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit of images must be at least 0, got " + limit);
        }
        int count = Math.min(limit, tests.size());
        return IntStream.range(0, count)
                .mapToObj(i -> tests.get((int) ((i + 0.5) * tests.size() / count)))
                .toList();
    }
}
