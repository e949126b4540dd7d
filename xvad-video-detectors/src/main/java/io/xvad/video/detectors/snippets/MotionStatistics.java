package io.xvad.video.detectors.snippets;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Resize;
import io.xvad.video.flow.FlowField;
import io.xvad.video.flow.OpticalFlow;

/**
 * What moves in a place, in 4 x 4 cells of it: how far, on average, to the right, to the left, down and up, and how far the fastest pixel goes; in
 * shares of a frame's height from one frame to the next, times 100. Then the highest of each over the cells. Thread-safe.
 */
final class MotionStatistics {

    private static final int CELLS = 4;
    private static final int DIRECTIONS = 4;
    private static final int MEASURES = DIRECTIONS + 1;

    /** Values of a place. */
    static final int VALUES = (CELLS * CELLS + 1) * MEASURES;

    /** Frames are made this high for the flow. */
    private static final int HEIGHT = 128;

    private static final float PERCENT = 100f / HEIGHT;

    private final OpticalFlow flow = OpticalFlow.fine();

    /** Writes the statistics of a moment behind the other values of each place. */
    void between(Image now, Image next, SnippetForm form, int moment, float[] features) {
        FlowField field = flow.between(reduced(now), reduced(next));
        for (int place = 0; place < form.places(); place++) {
            PatchArea area = PatchArea.of(form.grid(), place, field.height(), field.width());
            int to = moment * form.momentValues() + (place + 1) * form.values() - VALUES;
            int highest = to + CELLS * CELLS * MEASURES;
            for (int cell = 0; cell < CELLS * CELLS; cell++) {
                int at = to + cell * MEASURES;
                measure(field, area.part(CELLS, cell / CELLS, cell % CELLS), features, at);
                for (int measure = 0; measure < MEASURES; measure++) {
                    features[highest + measure] = Math.max(features[highest + measure], features[at + measure]);
                }
            }
        }
    }

    private static Image reduced(Image image) {
        int width = Math.max(16, Math.round((float) image.width() * HEIGHT / image.height()));
        return image.height() == HEIGHT ? image : Resize.image(image, HEIGHT, width);
    }

    private static void measure(FlowField field, PatchArea area, float[] features, int to) {
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
        features[to + DIRECTIONS] = (float) fastest * PERCENT;
    }
}
