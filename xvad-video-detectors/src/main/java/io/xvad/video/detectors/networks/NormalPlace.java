package io.xvad.video.detectors.networks;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.motion.Thumbnail;
import java.util.ArrayList;
import java.util.List;

/**
 * A place of a normal frame, kept as the example of an item.
 *
 * @param item the item
 * @param clip id of the training clip
 * @param frame index of the frame in it
 * @param box where, in pixels of the clip
 * @param picture what is there
 */
record NormalPlace(int item, String clip, int frame, Box box, Thumbnail picture) {

    private static final int SIDE = 24;
    private static final int NUMBERS = 6;
    private static final String CLIPS = "item-clips";
    private static final String PLACES = "item-places";
    private static final String PICTURES = "item-pictures";

    /** Of the last frame a window has. */
    static NormalPlace of(int item, FrameWindow window, int place) {
        PackedClip clip = window.clip();
        float[] values = window.frame(0);
        int size = side(values.length);
        int side = size / 8;
        Box seen = Box.around(8 * (place / side) + 4, 8 * (place % side) + 4, SIDE, size, size);
        Image picture = Image.of(clip.id(), 1, size, size, values).crop(seen);
        return new NormalPlace(
                item,
                clip.id(),
                window.last(),
                scaled(seen, size, clip.height(), clip.width()),
                Thumbnail.of(picture, SIDE));
    }

    /** The side of a square of so many values. */
    static int side(int values) {
        return (int) Math.round(Math.sqrt(values));
    }

    /** A cell of a square grid over a frame. */
    static Box cell(int place, int side, int height, int width) {
        return scaled(new Box(place % side, place / side, 1, 1), side, height, width);
    }

    private static Box scaled(Box box, int size, int height, int width) {
        int x = box.x() * width / size;
        int y = box.y() * height / size;
        return new Box(
                x,
                y,
                Math.max(1, (box.x() + box.width()) * width / size - x),
                Math.max(1, (box.y() + box.height()) * height / size - y));
    }

    NormalPatch patch(double distance) {
        return new NormalPatch(clip, box, distance, picture.image(clip + "#" + frame));
    }

    static void write(List<NormalPlace> all, ModelWriter model) {
        int[] places = new int[NUMBERS * all.size()];
        byte[] pictures = new byte[Thumbnail.bytes(SIDE) * all.size()];
        for (int i = 0; i < all.size(); i++) {
            NormalPlace one = all.get(i);
            int[] numbers = {one.item, one.frame, one.box.x(), one.box.y(), one.box.width(), one.box.height()};
            System.arraycopy(numbers, 0, places, NUMBERS * i, NUMBERS);
            one.picture.into(pictures, i);
        }
        model.strings(CLIPS, all.stream().map(NormalPlace::clip).toList());
        model.ints(PLACES, places);
        model.bytes(PICTURES, pictures);
    }

    static List<NormalPlace> read(ModelReader model) {
        List<String> clips = model.strings(CLIPS);
        int[] places = model.ints(PLACES);
        byte[] pictures = model.bytes(PICTURES);
        if (places.length != NUMBERS * clips.size() || pictures.length != Thumbnail.bytes(SIDE) * clips.size()) {
            throw new XvadModelException("'" + CLIPS + "', '" + PLACES + "' and '" + PICTURES + "' must go together");
        }
        List<NormalPlace> all = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            int at = NUMBERS * i;
            Box box = new Box(places[at + 2], places[at + 3], places[at + 4], places[at + 5]);
            all.add(new NormalPlace(places[at], clips.get(i), places[at + 1], box, Thumbnail.from(pictures, i, SIDE)));
        }
        return all;
    }
}
