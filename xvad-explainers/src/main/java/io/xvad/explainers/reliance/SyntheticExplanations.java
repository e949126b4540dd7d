package io.xvad.explainers.reliance;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.data.synthetic.SyntheticDefect;
import io.xvad.explainers.restoration.Restoration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Explanations of which it is known whether they are right: of normal images with synthetic defects of every kind, from nearly invisible
 * to plain, and of some without any.
 *
 * @param seed decides which image has which defect, and where
 */
record SyntheticExplanations(FittedDetector fitted, NormalScores normals, Samples samples, long seed) {

    private static final int STRENGTHS = 6;
    private static final int UNTOUCHED = 16;
    private static final double WEAKEST = 0.05;
    private static final SyntheticDefect[] KINDS = SyntheticDefect.values();

    /** One explanation. */
    record Example(Indications indications, boolean right) {}

    /** One for each kind of defect and strength, and a third as many without a defect. */
    List<Example> examples(String stage, ProgressListener progress) {
        int count = KINDS.length * STRENGTHS + UNTOUCHED;
        int[] order = shuffled(count);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Cancellation.check();
            examples.add(example(order[i], samples.get(i % samples.size()).requireImage()));
            progress.progressed(stage, i + 1L, count);
        }
        return examples;
    }

    private Example example(int number, Image normal) {
        int level = number / KINDS.length;
        if (level >= STRENGTHS) {
            return explained(normal, Optional.empty());
        }
        SplittableRandom random = new SplittableRandom(seed + number);
        double strength = Math.pow(WEAKEST, (level + random.nextDouble()) / STRENGTHS);
        DefectedImage defected = KINDS[number % KINDS.length].apply(normal, strength, random.nextLong());
        return explained(defected.image(), Optional.of(defected.mask()));
    }

    private Example explained(Image image, Optional<Mask> cause) {
        Detection detection = fitted.detect(image);
        Restoration restoration = Restoration.of(fitted, image, detection);
        boolean right = cause.filter(MarkedPlace.of(restoration)::pointsAt).isPresent();
        return new Example(Indications.of(fitted, normals, detection, restoration), right);
    }

    private int[] shuffled(int count) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
