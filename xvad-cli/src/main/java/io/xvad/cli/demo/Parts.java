package io.xvad.cli.demo;

import io.xvad.cli.demo.part.MachinedPart;
import io.xvad.cli.demo.part.PartDefect;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.data.synthetic.DefectedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Rendered machined parts as a subject: each image is a specimen of its own.
 *
 * @param learned number of parts to learn from
 * @param calibrated number of parts to calibrate on
 * @param normal number of good parts to test on
 * @param ofEachKind number of bad parts of each kind to test on
 * @param seed everything random follows from it
 */
record Parts(int learned, int calibrated, int normal, int ofEachKind, long seed) {

    private static final long SEEDS = 1_000_000;

    static Parts ofDemo(long seed) {
        return new Parts(30, 39, 12, 3, seed);
    }

    Subject subject() {
        return new Subject(
                "Machined part (rendered)",
                String.format(
                        "Rendered by a program, not photographed: each image is another specimen, with its own pose, light and"
                                + " noise. All defects are synthetic. Learned from %d good parts, calibrated on %d others, tested on %d"
                                + " good and %d bad ones.",
                        learned, calibrated, normal, ofEachKind * PartDefect.values().length),
                Samples.of(normals(0, learned)),
                Optional.of(Samples.of(normals(learned, calibrated))),
                tests(),
                true);
    }

    private List<Image> normals(int first, int count) {
        return LongStream.range(first, first + (long) count)
                .mapToObj(number -> MachinedPart.normal("part-" + number, seed * SEEDS + number))
                .toList();
    }

    private List<TestImage> tests() {
        List<TestImage> tests = new ArrayList<>();
        int number = learned + calibrated;
        for (int i = 0; i < ofEachKind; i++) {
            for (PartDefect defect : PartDefect.values()) {
                String id = "part-" + number;
                DefectedImage part = MachinedPart.defective(id, defect, seed * SEEDS + number++);
                tests.add(TestImage.defective("Part with " + defect.words() + " (synthetic)", part));
            }
        }
        for (Image image : normals(number, normal)) {
            tests.add(TestImage.normal("Part without a defect", image));
        }
        return tests;
    }
}
