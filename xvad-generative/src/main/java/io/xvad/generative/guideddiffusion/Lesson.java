package io.xvad.generative.guideddiffusion;

import io.xvad.core.Image;
import io.xvad.data.synthetic.SyntheticDefect;
import io.xvad.generative.diffusion.Pixels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * An image to learn from.
 *
 * @param image already of the side the network sees
 * @param kind of it
 */
record Lesson(Image image, Kind kind) {

    private static final double WEAKEST = 0.3;
    private static final SyntheticDefect[] DEFECTS = SyntheticDefect.values();

    /** Normal, anomalous, or normal until it gets a synthetic defect. */
    enum Kind {
        /** A normal image. */
        NORMAL,
        /** An anomalous one. */
        ANOMALOUS,
        /** A normal one that gets a synthetic defect, drawn anew each time. */
        DEFECTED
    }

    /**
     * About as many anomalous as normal images: the labelled ones over again, or, where there are none, normal ones with synthetic
     * defects.
     */
    static List<Lesson> of(List<Image> normals, List<Image> anomalies) {
        List<Lesson> lessons = new ArrayList<>();
        normals.forEach(image -> lessons.add(new Lesson(image, Kind.NORMAL)));
        if (anomalies.isEmpty()) {
            normals.forEach(image -> lessons.add(new Lesson(image, Kind.DEFECTED)));
        } else {
            int times = Math.max(1, Math.round((float) normals.size() / anomalies.size()));
            Collections.nCopies(times, anomalies)
                    .forEach(all -> all.forEach(image -> lessons.add(new Lesson(image, Kind.ANOMALOUS))));
        }
        return List.copyOf(lessons);
    }

    /** 1 for an anomalous image, 0 for a normal one. */
    float label() {
        return kind == Kind.NORMAL ? 0 : 1;
    }

    /** What the network sees. */
    float[] seen(Pixels pixels, UniformRandomProvider random) {
        return pixels.seen(kind == Kind.DEFECTED ? defected(random) : image);
    }

    private Image defected(UniformRandomProvider random) {
        double strength = WEAKEST + (1 - WEAKEST) * random.nextDouble();
        return DEFECTS[random.nextInt(DEFECTS.length)]
                .apply(image, strength, random.nextLong())
                .image();
    }
}
