package io.xvad.video.dataset;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.BitSet;
import java.util.List;
import us.hebi.matlab.mat.types.Matrix;

/** Masks in memory, one bit a pixel. Immutable and thread-safe. */
final class PackedMasks implements FrameMasks {

    private final List<Packed> frames;

    private record Packed(int height, int width, BitSet bits) {

        static Packed of(Matrix matrix) {
            int height = matrix.getNumRows();
            int width = matrix.getNumCols();
            BitSet bits = new BitSet(height * width);
            for (int i = 0; i < height * width; i++) {
                bits.set(i, matrix.getDouble(i / width, i % width) != 0);
            }
            return new Packed(height, width, bits);
        }

        Mask mask() {
            boolean[] anomalous = new boolean[height * width];
            bits.stream().forEach(i -> anomalous[i] = true);
            return Mask.of(height, width, anomalous);
        }
    }

    PackedMasks(List<Matrix> matrices) {
        frames = matrices.stream().map(Packed::of).toList();
    }

    /** Whether any pixel is anomalous, for each frame. */
    boolean[] labels() {
        boolean[] labels = new boolean[frames.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = !frames.get(i).bits.isEmpty();
        }
        return labels;
    }

    @Override
    public Mask read(int frame, Image image) {
        return frames.get(frame).mask();
    }
}
