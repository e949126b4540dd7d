package io.xvad.video.language.anomize;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells a reading: the kind that it is most like, then in turn the descriptions and the concepts that helped the streams the most, then what each stream says, each beside its range at positions of normal videos. Immutable.
 *
 * @param texts that were compared with
 * @param ranges of normal videos
 */
record Reasons(TextLibrary texts, NormalRanges ranges) {

    private static final int TOLD = 2;

    /** As a finding of the whole frame. */
    Finding finding(Reading reading, Image image) {
        Box whole = new Box(0, 0, image.width(), image.height());
        return new Finding(whole, reading.score(), attributes(reading), Optional.empty());
    }

    private List<AttributeDeviation> attributes(Reading reading) {
        List<AttributeDeviation> attributes = new ArrayList<>();
        List<String> labels = texts.labels().labels();
        int kind = most(reading.labels()).get(0);
        attributes.add(likeness("kind", labels.get(kind), Reading.LABELS + kind, reading.labels()[kind]));
        List<AttributeDeviation> described = described(reading);
        List<AttributeDeviation> conceived = conceived(reading);
        for (int i = 0; i < TOLD; i++) {
            described.stream().skip(i).limit(1).forEach(attributes::add);
            conceived.stream().skip(i).limit(1).forEach(attributes::add);
        }
        attributes.add(ranges.attribute("dynamic stream", Reading.DYNAMIC, reading.dynamic()));
        attributes.add(ranges.attribute("static stream", Reading.STATIC, reading.still()));
        return attributes;
    }

    private List<AttributeDeviation> described(Reading reading) {
        int first = Reading.LABELS + reading.labels().length;
        return most(exact(reading.described())).stream()
                .map(text -> likeness(
                        "description", texts.descriptions().get(text), first + text, reading.descriptions()[text]))
                .toList();
    }

    private List<AttributeDeviation> conceived(Reading reading) {
        int first = Reading.LABELS + reading.labels().length + reading.descriptions().length;
        return most(exact(reading.conceived())).stream()
                .map(text -> likeness("concept", texts.concepts().get(text), first + text, reading.concepts()[text]))
                .toList();
    }

    private AttributeDeviation likeness(String what, String text, int number, double cosine) {
        return ranges.attribute("likeness to the " + what + " \"" + text + "\"", number, cosine);
    }

    /** Places of the highest values, the highest first. */
    private static List<Integer> most(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> values[place])
                        .reversed())
                .limit(TOLD)
                .toList();
    }

    private static double[] exact(float[] weights) {
        return IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).toArray();
    }
}
