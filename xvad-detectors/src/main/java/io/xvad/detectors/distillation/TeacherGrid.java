package io.xvad.detectors.distillation;

import io.xvad.data.preprocess.Resize;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The teacher's rows of features as feature maps, channels first.
 *
 * @param rows shape (images * side * side, values)
 * @param side positions along each side
 */
public record TeacherGrid(SDVariable rows, int side) {

    /** The features of a scale on its own grid, shape (images, channels, side / ratio, side / ratio). */
    public SDVariable features(Scale scale) {
        int last = scale.first() + scale.channels();
        SDVariable own = rows.get(SDIndex.all(), SDIndex.interval(scale.first(), last));
        SDVariable finest = own.reshape(-1, side, side, scale.channels()).permute(0, 3, 1, 2);
        return scale.ratio() == 1 ? finest : finest.getSameDiff().cnn().avgPooling2d(finest, pooling(scale.ratio()));
    }

    private static Pooling2DConfig pooling(int ratio) {
        return Pooling2DConfig.builder().kH(ratio).kW(ratio).sH(ratio).sW(ratio).build();
    }

    /** A map on the grid of a scale, shape (images, side / ratio, side / ratio), on the finest grid, bilinear. */
    public SDVariable enlarged(SDVariable map, Scale scale) {
        if (scale.ratio() == 1) {
            return map;
        }
        int coarse = side / scale.ratio();
        SDVariable lines = map.getSameDiff().constant("enlarge-" + scale.first(), weights(coarse));
        SDVariable across = map.reshape(-1, coarse).mmul(lines).reshape(-1, coarse, side);
        SDVariable down = across.permute(0, 2, 1).reshape(-1, coarse).mmul(lines);
        return down.reshape(-1, side, side).permute(0, 2, 1);
    }

    /** The weight of each coarse value in each fine one on a line, shape (coarse, side). */
    private INDArray weights(int coarse) {
        float[] weights = new float[coarse * side];
        for (int i = 0; i < coarse; i++) {
            float[] unit = new float[coarse];
            unit[i] = 1;
            System.arraycopy(Resize.plane(unit, 1, coarse, 1, side, false), 0, weights, i * side, side);
        }
        return Nd4j.create(weights, new long[] {coarse, side}, 'c');
    }
}
