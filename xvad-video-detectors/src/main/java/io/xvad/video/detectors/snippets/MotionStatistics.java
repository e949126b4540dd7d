package io.xvad.video.detectors.snippets;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Resize;
import io.xvad.video.flow.FlowField;
import io.xvad.video.flow.OpticalFlow;

/**
 * What moves and what stands still in a place, in 4 x 4 cells of it: how far, on average, to the right, to the left, down and up, and how far the fastest pixel goes, in
 * shares of a frame's height from one frame to the next, times 100; and the share in which something has come to a {@link Standstill}. Behind these there is room
 * for {@link NormalMotion#compared}. Thread-safe.
 */
final class MotionStatistics {

    private static final int SIDE = 4;
    private static final int DIRECTIONS = 4;
    private static final int FASTEST = DIRECTIONS;
    private static final int STANDING = DIRECTIONS + 1;

    /** Cells of a place. */
    static final int CELLS = SIDE * SIDE;

    /** Measures of a cell. */
    static final int MEASURES = STANDING + 1;

    /** Values of a place: the measures of all cells, then the highest of each over the cells, then how far these go beyond what is normal. */
    static final int VALUES = (CELLS + 2) * MEASURES;

    /** Frames are made this high for the flow. */
    private static final int HEIGHT = 128;

    private static final float PERCENT = 100f / HEIGHT;

    private final OpticalFlow flow = OpticalFlow.fine();

    /** Writes the measures of a moment behind the other values of each place. */
    void measure(Image now, Image next, Standstill still, SnippetForm form, int moment, float[] features) {
        FlowField field = flow.between(reduced(now), reduced(next));
        for (int place = 0; place < form.places(); place++) {
            PatchArea moving = PatchArea.of(form.grid(), place, field.height(), field.width());
            PatchArea standing = PatchArea.of(form.grid(), place, still.rows(), still.columns());
            int to = moment * form.momentValues() + (place + 1) * form.values() - VALUES;
            for (int cell = 0; cell < CELLS; cell++) {
                int at = to + cell * MEASURES;
                flowing(field, moving.part(SIDE, cell / SIDE, cell % SIDE), features, at);
                features[at + STANDING] = still.share(standing.part(SIDE, cell / SIDE, cell % SIDE));
            }
        }
    }

    private static Image reduced(Image image) {
        int width = Math.max(16, Math.round((float) image.width() * HEIGHT / image.height()));
        return image.height() == HEIGHT ? image : Resize.image(image, HEIGHT, width);
    }

    private static void flowing(FlowField field, PatchArea area, float[] features, int to) {
        double fastest = 0;
        for (int y = area.top(); y < area.bottom(); y++) {
            for (int x = area.left(); x < area.right(); x++) {
                int pixel = y * field.width() + x;
                float right = field.right()[pixel];
                float down = field.down()[pixel];
                features[to + (right > 0 ? 0 : 1)] += Math.abs(right);
                features[to + (down > 0 ? 2 : 3)] += Math.abs(down);
                fastest = Math.max(fastest, field.speed(pixel));
            }
        }
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            features[to + direction] *= PERCENT / area.size();
        }
        features[to + FASTEST] = (float) fastest * PERCENT;
    }
}
