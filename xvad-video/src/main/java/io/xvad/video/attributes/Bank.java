package io.xvad.video.attributes;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.motion.Thumbnail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was observed of normal things: one entry each, with the clip and frame it comes from and a small picture of it.
 * Immutable.
 *
 * @param entries at least one
 */
record Bank(List<Entry> entries) {

    private static final int SIDE = 40;
    private static final int NUMBERS = Observation.DIRECTIONS + 7;
    private static final String CLIPS = "bank-clips";
    private static final String PLACES = "bank-places";
    private static final String MEASURES = "bank-measures";
    private static final String LOOKS = "bank-appearance";
    private static final String PICTURES = "bank-pictures";

    Bank {
        entries = List.copyOf(entries);
    }

    /**
     * One thing in one frame.
     *
     * @param clip id of its clip
     * @param frame index of its frame in the clip
     * @param observation what was measured
     * @param picture of it
     */
    record Entry(String clip, int frame, Observation observation, Thumbnail picture) {}

    int size() {
        return entries.size();
    }

    Observation observation(int index) {
        return entries.get(index).observation();
    }

    static Thumbnail thumbnail(Image image, Box box) {
        return Thumbnail.of(image.crop(box), SIDE);
    }

    void write(ModelWriter model) {
        int dimension = observation(0).appearance().length;
        List<String> clips = new ArrayList<>();
        int[] places = new int[5 * size()];
        float[] measures = new float[NUMBERS * size()];
        float[] looks = new float[dimension * size()];
        byte[] pictures = new byte[Thumbnail.bytes(SIDE) * size()];
        for (int i = 0; i < size(); i++) {
            Entry entry = entries.get(i);
            Observation seen = entry.observation();
            Box box = seen.box();
            clips.add(entry.clip());
            int[] place = {entry.frame(), box.x(), box.y(), box.width(), box.height()};
            System.arraycopy(place, 0, places, 5 * i, 5);
            System.arraycopy(seen.velocity(), 0, measures, NUMBERS * i, Observation.DIRECTIONS);
            float[] rest = {
                seen.right(), seen.down(), seen.stay(), seen.x(), seen.y(), seen.cut() ? 1 : 0, seen.crowding()
            };
            System.arraycopy(rest, 0, measures, NUMBERS * i + Observation.DIRECTIONS, rest.length);
            System.arraycopy(seen.appearance(), 0, looks, dimension * i, dimension);
            entry.picture().into(pictures, i);
        }
        model.strings(CLIPS, clips);
        model.ints(PLACES, places);
        model.tensor(MEASURES, Tensor.owning(measures, size(), NUMBERS));
        model.tensor(LOOKS, Tensor.owning(looks, size(), dimension));
        model.bytes(PICTURES, pictures);
    }

    static Bank read(ModelReader model) {
        List<String> clips = model.strings(CLIPS);
        int[] places = model.ints(PLACES);
        float[] measures = model.tensor(MEASURES).toArray();
        Tensor looks = model.tensor(LOOKS);
        float[] features = looks.toArray();
        byte[] pictures = model.bytes(PICTURES);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            int at = NUMBERS * i;
            float[] velocity = Arrays.copyOfRange(measures, at, at + Observation.DIRECTIONS);
            int rest = at + Observation.DIRECTIONS;
            Observation observation = new Observation(
                    new Box(places[5 * i + 1], places[5 * i + 2], places[5 * i + 3], places[5 * i + 4]),
                    velocity,
                    measures[rest],
                    measures[rest + 1],
                    measures[rest + 2],
                    measures[rest + 3],
                    measures[rest + 4],
                    measures[rest + 5] > 0,
                    measures[rest + 6],
                    Arrays.copyOfRange(features, i * looks.size(1), (i + 1) * looks.size(1)));
            entries.add(new Entry(clips.get(i), places[5 * i], observation, Thumbnail.from(pictures, i, SIDE)));
        }
        return new Bank(entries);
    }
}
