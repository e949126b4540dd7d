package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.motion.Thumbnail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A memory bank of normal objects: the attributes of each, with the clip and frame it comes from and a thumbnail. Immutable.
 *
 * @param entries at least one
 */
record ObjectMemoryBank(List<Entry> entries) {

    private static final int SIDE = 40;
    private static final int NUMBERS = 10;
    private static final String CLIPS = "bank-clips";
    private static final String PLACES = "bank-places";
    private static final String MEASURES = "bank-measures";
    private static final String APPEARANCE = "bank-appearance";
    private static final String POSES = "bank-poses";
    private static final String VELOCITIES = "bank-velocities";
    private static final String THUMBNAILS = "bank-pictures";

    ObjectMemoryBank {
        entries = List.copyOf(entries);
    }

    /**
     * One object in one frame.
     *
     * @param clip id of its clip
     * @param frame index of its frame in the clip
     * @param observation what was measured
     * @param thumbnail of it
     */
    record Entry(String clip, int frame, Observation observation, Thumbnail thumbnail) {}

    int size() {
        return entries.size();
    }

    Observation observation(int index) {
        return entries.get(index).observation();
    }

    /** Mean distance of an object from the nearest in place among some entries, in shares of the frame's height. */
    double away(Observation object, int[] around, int nearest) {
        return NearestEntries.meanDistance(around, nearest, i -> true, i -> object.away(observation(i)));
    }

    static Thumbnail thumbnail(Image image, Box box) {
        return Thumbnail.of(image.crop(box), SIDE);
    }

    void write(ModelWriter model) {
        int dimension = observation(0).appearance().length;
        List<String> clips = new ArrayList<>();
        int[] places = new int[5 * size()];
        float[] measures = new float[NUMBERS * size()];
        float[] appearance = new float[dimension * size()];
        byte[] thumbnails = new byte[Thumbnail.bytes(SIDE) * size()];
        for (int i = 0; i < size(); i++) {
            Entry entry = entries.get(i);
            Observation seen = entry.observation();
            Box box = seen.box();
            clips.add(entry.clip());
            int[] place = {entry.frame(), box.x(), box.y(), box.width(), box.height()};
            System.arraycopy(place, 0, places, 5 * i, 5);
            float[] numbers = {
                seen.speed(),
                seen.heading(),
                seen.whole() ? 1 : 0,
                seen.stay(),
                seen.x(),
                seen.y(),
                seen.foot(),
                seen.cut() ? 1 : 0,
                seen.crowding(),
                seen.colours()
            };
            System.arraycopy(numbers, 0, measures, NUMBERS * i, NUMBERS);
            System.arraycopy(seen.appearance(), 0, appearance, dimension * i, dimension);
            entry.thumbnail().into(thumbnails, i);
        }
        model.strings(CLIPS, clips);
        model.ints(PLACES, places);
        model.tensor(MEASURES, Tensor.owning(measures, size(), NUMBERS));
        model.tensor(APPEARANCE, Tensor.owning(appearance, size(), dimension));
        model.bytes(THUMBNAILS, thumbnails);
        writeKnown(model, POSES, Observation::pose);
        writeKnown(model, VELOCITIES, Observation::velocity);
    }

    /** Writes what not all objects have; one without it is a row of NaN, and nothing is written if none has it. */
    private void writeKnown(ModelWriter model, String entry, Function<Observation, float[]> of) {
        int length = entries.stream()
                .mapToInt(one -> of.apply(one.observation()).length)
                .max()
                .orElse(0);
        if (length > 0) {
            float[] rows = new float[length * size()];
            Arrays.fill(rows, Float.NaN);
            for (int i = 0; i < size(); i++) {
                float[] row = of.apply(observation(i));
                System.arraycopy(row, 0, rows, length * i, row.length);
            }
            model.tensor(entry, Tensor.owning(rows, size(), length));
        }
    }

    private static List<float[]> known(ModelReader model, String entry, int count) {
        if (!model.has(entry)) {
            return Collections.nCopies(count, new float[0]);
        }
        Tensor rows = model.tensor(entry);
        int length = rows.size(1);
        float[] values = rows.toArray();
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(values, length * i, length * (i + 1)))
                .map(row -> Float.isNaN(row[0]) ? new float[0] : row)
                .toList();
    }

    static ObjectMemoryBank read(ModelReader model) {
        List<String> clips = model.strings(CLIPS);
        int[] places = model.ints(PLACES);
        float[] measures = model.tensor(MEASURES).toArray();
        Tensor appearance = model.tensor(APPEARANCE);
        float[] features = appearance.toArray();
        byte[] thumbnails = model.bytes(THUMBNAILS);
        List<float[]> poses = known(model, POSES, clips.size());
        List<float[]> velocities = known(model, VELOCITIES, clips.size());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            int at = NUMBERS * i;
            Observation observation = new Observation(
                    new Box(places[5 * i + 1], places[5 * i + 2], places[5 * i + 3], places[5 * i + 4]),
                    measures[at],
                    measures[at + 1],
                    measures[at + 2] > 0,
                    measures[at + 3],
                    measures[at + 4],
                    measures[at + 5],
                    measures[at + 6],
                    measures[at + 7] > 0,
                    measures[at + 8],
                    measures[at + 9],
                    Arrays.copyOfRange(features, i * appearance.size(1), (i + 1) * appearance.size(1)),
                    poses.get(i),
                    velocities.get(i));
            entries.add(new Entry(clips.get(i), places[5 * i], observation, Thumbnail.from(thumbnails, i, SIDE)));
        }
        return new ObjectMemoryBank(entries);
    }
}
