package io.xvad.video.dataset;

import io.xvad.core.Box;
import io.xvad.core.stream.TrackedBox;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads boxes of tracked objects from the two text formats in use. What lies outside the image on the left or above is cut off.
 * Both throw {@link io.xvad.core.XvadDataException} naming file and line, if the text cannot be understood. Stateless.
 */
public final class TrackText {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern FRAME_NAME = Pattern.compile("(\\d{1,9})\\.\\w+");

    private TrackText() {}

    /**
     * Lines of {@code track_id,frame,x_min,y_min,x_max,y_max} as ShanghaiTech and Subway are annotated (Georgescu et al., 2021):
     * frames from 0, the last column and row belong to the box, as their own evaluation has it.
     */
    public static List<TrackedBox> corners(Path file) {
        return NumberLines.read(file, COMMA, 6, TrackText::ofCorners);
    }

    private static TrackedBox ofCorners(String[] fields) {
        int frame = TruthNumber.whole(fields[1]);
        return tracked(
                frame,
                TruthNumber.whole(fields[0]),
                TruthNumber.of(fields[2]),
                TruthNumber.of(fields[3]),
                TruthNumber.of(fields[4]) + 1,
                TruthNumber.of(fields[5]) + 1);
    }

    /**
     * Lines of {@code 00001.jpg track_id centre_x centre_y width height} as Ramachandra and Jones 2020 annotated Street Scene,
     * UCSD and Avenue: the name of a frame has its number, from 1.
     */
    public static List<TrackedBox> centres(Path file) {
        return NumberLines.read(file, SPACE, 6, TrackText::ofCentre);
    }

    private static TrackedBox ofCentre(String[] fields) {
        Matcher name = FRAME_NAME.matcher(fields[0]);
        if (!name.matches()) {
            throw new IllegalArgumentException("'" + fields[0] + "' is not the name of a frame such as 00001.jpg");
        }
        double x = TruthNumber.of(fields[2]);
        double y = TruthNumber.of(fields[3]);
        double across = TruthNumber.of(fields[4]) / 2;
        double down = TruthNumber.of(fields[5]) / 2;
        int frame = Integer.parseInt(name.group(1)) - 1;
        return tracked(frame, TruthNumber.whole(fields[1]), x - across, y - down, x + across, y + down);
    }

    private static TrackedBox tracked(int frame, int track, double left, double top, double right, double bottom) {
        if (frame < 0) {
            throw new IllegalArgumentException("there is no frame before the first");
        }
        int x = Math.max(0, (int) Math.round(left));
        int y = Math.max(0, (int) Math.round(top));
        return new TrackedBox(frame, track, new Box(x, y, (int) Math.round(right) - x, (int) Math.round(bottom) - y));
    }
}
