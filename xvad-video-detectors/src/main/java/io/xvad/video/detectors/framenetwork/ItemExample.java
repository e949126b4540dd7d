package io.xvad.video.detectors.framenetwork;

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
 * A place of a normal frame that shows what an item of a memory stands for. Immutable.
 *
 * @param item the item
 * @param clip id of the training clip
 * @param frame index of the frame in it
 * @param box the place, in pixels of the clip
 * @param thumbnail what the frame shows there
 */
record ItemExample(int item, String clip, int frame, Box box, Thumbnail thumbnail) {

    private static final int SIDE = 24;
    private static final int NUMBERS = 6;
    private static final String CLIPS = "item-clips";
    private static final String PLACES = "item-places";
    private static final String THUMBNAILS = "item-pictures";

    /** A place of the last frame of a window. */
    static ItemExample of(int item, FrameWindow window, int place) {
        PackedClip clip = window.clip();
        FrameForm form = clip.form();
        int size = form.size();
        int side = size / 8;
        Box box = Box.around(8 * (place / side) + 4, 8 * (place % side) + 4, SIDE, size, size);
        Image crop = Image.of(clip.id(), form.channels(), size, size, window.frame(0))
                .crop(box);
        return new ItemExample(
                item,
                clip.id(),
                window.last(),
                scaled(box, size, clip.height(), clip.width()),
                Thumbnail.of(crop, SIDE));
    }

    /** The side of a square that holds so many values. */
    static int side(int values) {
        return (int) Math.round(Math.sqrt(values));
    }

    /** A cell of a square grid over a frame, in pixels of the frame. */
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
        return new NormalPatch(clip, box, distance, thumbnail.image(clip + "#" + frame));
    }

    static void write(List<ItemExample> all, ModelWriter model) {
        int[] places = new int[NUMBERS * all.size()];
        byte[] thumbnails = new byte[Thumbnail.bytes(SIDE) * all.size()];
        for (int i = 0; i < all.size(); i++) {
            ItemExample one = all.get(i);
            int[] numbers = {one.item, one.frame, one.box.x(), one.box.y(), one.box.width(), one.box.height()};
            System.arraycopy(numbers, 0, places, NUMBERS * i, NUMBERS);
            one.thumbnail.into(thumbnails, i);
        }
        model.strings(CLIPS, all.stream().map(ItemExample::clip).toList());
        model.ints(PLACES, places);
        model.bytes(THUMBNAILS, thumbnails);
    }

    static List<ItemExample> read(ModelReader model) {
        List<String> clips = model.strings(CLIPS);
        int[] places = model.ints(PLACES);
        byte[] thumbnails = model.bytes(THUMBNAILS);
        if (places.length != NUMBERS * clips.size() || thumbnails.length != Thumbnail.bytes(SIDE) * clips.size()) {
            throw new XvadModelException("'" + CLIPS + "', '" + PLACES + "' and '" + THUMBNAILS + "' must go together");
        }
        List<ItemExample> all = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            int at = NUMBERS * i;
            Box box = new Box(places[at + 2], places[at + 3], places[at + 4], places[at + 5]);
            all.add(new ItemExample(
                    places[at], clips.get(i), places[at + 1], box, Thumbnail.from(thumbnails, i, SIDE)));
        }
        return all;
    }
}
