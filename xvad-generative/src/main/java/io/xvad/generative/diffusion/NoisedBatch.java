package io.xvad.generative.diffusion;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The inputs of a network that is told the time, in ND4J. */
public final class NoisedBatch {

    private NoisedBatch() {}

    /** Images with noise, shape (N, in, side, side), and the codes of their times, shape (N, width). */
    public static Map<String, INDArray> of(UNetForm form, List<Noised> batch) {
        return Map.of(
                NoisePredictor.NOISED,
                images(form, form.in(), batch.stream().map(Noised::values).toList()),
                NoisePredictor.TIME,
                codes(form, batch.stream().mapToInt(Noised::time).toArray()));
    }

    /** The noise in images, shape (N, out, side, side). */
    public static INDArray noise(UNetForm form, List<Noised> batch) {
        return images(form, form.out(), batch.stream().map(Noised::noise).toList());
    }

    /** One black image at the first time. */
    public static Map<String, INDArray> example(UNetForm form) {
        float[] black = new float[form.in() * form.side() * form.side()];
        return of(form, List.of(new Noised(black, 0, black)));
    }

    /** Values of some images as one array, shape (N, channels, side, side). */
    private static INDArray images(UNetForm form, int channels, List<float[]> images) {
        int length = channels * form.side() * form.side();
        float[] values = new float[images.size() * length];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, values, i * length, length);
        }
        return Nd4j.create(values, new long[] {images.size(), channels, form.side(), form.side()}, 'c');
    }

    private static INDArray codes(UNetForm form, int[] times) {
        return Nd4j.create(TimeCode.of(times, form.width()), new long[] {times.length, form.width()}, 'c');
    }
}
