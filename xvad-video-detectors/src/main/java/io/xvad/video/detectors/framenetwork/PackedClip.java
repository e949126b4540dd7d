package io.xvad.video.detectors.framenetwork;

import io.xvad.core.Clip;
import java.util.List;

/**
 * A training clip as bytes, which take a quarter of the memory of its values.
 *
 * @param id of the clip
 * @param height of its frames, in pixels
 * @param width of its frames
 * @param form of the frames as the network takes them
 * @param frames a byte a value
 */
record PackedClip(String id, int height, int width, FrameForm form, List<byte[]> frames) {

    static PackedClip of(Clip clip, FrameForm form) {
        return new PackedClip(
                clip.id(),
                clip.height(),
                clip.width(),
                form,
                clip.frames().stream()
                        .map(frame -> packed(FrameWindow.resized(frame, form)))
                        .toList());
    }

    private static byte[] packed(float[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * values[i]);
        }
        return bytes;
    }

    /** Values in [0, 1]. */
    float[] frame(int index) {
        byte[] bytes = frames.get(index);
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (bytes[i] & 0xff) / 255f;
        }
        return values;
    }
}
