package io.xvad.cli.demo;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.synthetic.SyntheticDefect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A person's own images as a subject. Their anomalous test images are tested on; where there are none, synthetic defects are drawn on
 * normal images that are held back from learning.
 *
 * @param dataset the images
 * @param limit largest number of anomalous, and of normal images to test on
 * @param seed decides which images are held back, and what the defects are
 */
public record OwnFolder(AnomalyDataset dataset, int limit, long seed) {

    private static final int FEWEST_LEARNED = 6;
    private static final double HELD_BACK = 0.2;

    public OwnFolder {
        if (limit < 1) {
            throw new IllegalArgumentException("at least 1 image is to be tested on, got " + limit);
        }
    }

    /**
     * The images to learn from and to test on, the latter read.
     *
     * @throws XvadDataException if there are too few normal images, or one cannot be read
     */
    public Subject subject() {
        List<TestCase> anomalous =
                dataset.test().stream().filter(TestCase::anomalous).toList();
        List<TestCase> normal =
                dataset.test().stream().filter(test -> !test.anomalous()).toList();
        requireEnough(FEWEST_LEARNED);
        if (!anomalous.isEmpty()) {
            List<TestImage> tests = new ArrayList<>(spread(anomalous));
            tests.addAll(spread(normal));
            return subject(
                    dataset.train(),
                    tests,
                    String.format(
                            "Learned from %d normal images, a fifth of them held out to calibrate on. Tested on %d of %d anomalous"
                                    + " images and %d of %d normal ones.",
                            dataset.train().size(),
                            Math.min(limit, anomalous.size()),
                            anomalous.size(),
                            Math.min(limit, normal.size()),
                            normal.size()));
        }
        return normal.isEmpty() ? heldBack() : onNormalTests(spread(normal));
    }

    private Subject onNormalTests(List<TestImage> normal) {
        return synthetic(
                dataset.train(),
                normal.stream().map(TestImage::image).toList(),
                "There are no anomalous images to test on, so synthetic defects were drawn by a program on the normal ones to test on.");
    }

    /** Holds a fifth of the images back, at least two. */
    private Subject heldBack() {
        int size = dataset.train().size();
        int back = Math.max(2, Math.min(limit, (int) Math.round(HELD_BACK * size)));
        requireEnough(FEWEST_LEARNED + back);
        int[] order = shuffled(size);
        List<Image> held = IntStream.range(0, back)
                .mapToObj(i -> dataset.train().get(order[i]).requireImage())
                .toList();
        Samples rest = dataset.train()
                .select(IntStream.range(back, size).map(i -> order[i]).sorted().toArray());
        return synthetic(
                rest,
                held,
                "There are no anomalous images to test on, so " + back
                        + " normal ones were held back from learning, and synthetic defects were drawn on them by a program.");
    }

    private Subject synthetic(Samples learned, List<Image> normal, String why) {
        List<TestImage> tests = new ArrayList<>();
        SyntheticDefect[] defects = SyntheticDefect.values();
        for (int i = 0; i < defects.length; i++) {
            SyntheticDefect defect = defects[i];
            Image image = normal.get(i % normal.size());
            String name = name(image.id());
            Image named = image.withId(image.id() + "-" + defect.defectName());
            tests.add(
                    TestImage.defective(SyntheticDefects.title(name, defect), defect.apply(named, 1, seed * 1000 + i)));
        }
        normal.forEach(image -> tests.add(TestImage.normal(name(image.id()) + ", normal", image)));
        return subject(
                learned,
                tests,
                String.format(
                        "%s This shows how the pages look, not how well real defects are found. Learned from %d normal images, a fifth"
                                + " of them held out to calibrate on.",
                        why, learned.size()));
    }

    private Subject subject(Samples learned, List<TestImage> tests, String note) {
        return new Subject(dataset.name(), note, learned, Optional.empty(), tests, true);
    }

    /** At most so many of them, spread evenly, read. */
    private List<TestImage> spread(List<TestCase> cases) {
        int count = Math.min(limit, cases.size());
        return IntStream.range(0, count)
                .mapToObj(i -> read(cases.get((int) ((i + 0.5) * cases.size() / count))))
                .toList();
    }

    private static TestImage read(TestCase test) {
        Image image = test.image();
        String kind = test.anomalous() ? test.defect() : "normal";
        return new TestImage(name(test.id()) + ", " + kind, test.defect(), image, test.mask(image));
    }

    private static String name(String id) {
        return String.valueOf(Path.of(id).getFileName());
    }

    private void requireEnough(int needed) {
        if (dataset.train().size() < needed) {
            throw new XvadDataException("'" + dataset.name() + "' has "
                    + dataset.train().size() + " normal images to learn from, the demo needs at least " + needed);
        }
    }

    private int[] shuffled(int size) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
