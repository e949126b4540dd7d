package io.xvad.core;

/**
 * A connected set of pixels whose anomaly value lies above the map threshold.
 *
 * @param frame index of the frame it lies in; 0 for an image
 * @param box smallest rectangle around it
 * @param area its pixels, from 1 to {@code box.area()}
 * @param peakY row of its largest value
 * @param peakX column of its largest value
 * @param peak its largest value, on the detector's own scale
 * @param mean the mean of its values
 */
public record Region(int frame, Box box, int area, int peakY, int peakX, float peak, double mean) {

    /** The same region as a {@link ReducedMap} shows it: places are of blocks, the area is that of the pixels still. */
    public Region reduced(int factor) {
        int left = box.x() / factor;
        int top = box.y() / factor;
        Box blocks = new Box(
                left,
                top,
                (box.x() + box.width() - 1) / factor - left + 1,
                (box.y() + box.height() - 1) / factor - top + 1);
        return new Region(frame, blocks, area, peakY / factor, peakX / factor, peak, mean);
    }
}
