package com.example.detector;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Grey images with one pixel of another brightness. */
final class GreyImages {

    private GreyImages() {}

    static Image grey(String id, float value) {
        float[] values = new float[12];
        Arrays.fill(values, 0.5f);
        values[7] = value;
        return Image.of(id, 1, 3, 4, values);
    }

    static List<Sample> normals() {
        return IntStream.range(0, 5)
                .<Sample>mapToObj(i -> grey("n" + i, 0.5f + 0.01f * i))
                .toList();
    }
}
