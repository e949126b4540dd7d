package io.xvad.detectors.patchcore;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the training images that patches were kept from once more, for the pictures of those patches. */
final class GalleryFit {

    private final PatchExtractor extractor;
    private final int cropSize;

    GalleryFit(PatchExtractor extractor) {
        this.extractor = extractor;
        this.cropSize = Math.min(PatchOrigins.CROP_SIZE, extractor.spec().inputSize());
    }

    /**
     * The gallery of patches.
     *
     * @param origins for each patch the training image
     * @param positions for each patch its position in the grid
     */
    PatchOrigins fit(Samples normals, int[] origins, int[] positions, ProgressListener progress) {
        Map<Integer, List<Integer>> patchesOf = IntStream.range(0, origins.length)
                .boxed()
                .collect(Collectors.groupingBy(patch -> origins[patch], TreeMap::new, Collectors.toList()));
        int plane = cropSize * cropSize;
        byte[] crops = new byte[Math.multiplyExact(origins.length, 3 * plane)];
        int[] boxes = new int[4 * origins.length + 1];
        boxes[4 * origins.length] = cropSize;
        boolean anyColour = false;
        int done = 0;
        for (Map.Entry<Integer, List<Integer>> entry : patchesOf.entrySet()) {
            Cancellation.check();
            Image image = PatchExtractor.image(normals.get(entry.getKey()));
            Image seen = extractor.seen(image);
            anyColour |= image.channels() == 3;
            for (int patch : entry.getValue()) {
                Box box = extractor.boxSeen(positions[patch], cropSize);
                copy(seen.crop(box), crops, patch * 3 * plane);
                place(box, image, boxes, 4 * patch);
            }
            progress.progressed("pictures of patches", ++done, patchesOf.size());
        }
        List<String> samples =
                IntStream.range(0, normals.size()).mapToObj(normals::id).toList();
        byte[] kept = anyColour ? crops : firstPlanes(crops, plane);
        return new PatchOrigins(cropSize, anyColour ? 3 : 1, samples, origins.clone(), boxes, kept);
    }

    private static void copy(Image crop, byte[] crops, int offset) {
        float[] values = crop.toArray();
        int plane = crop.height() * crop.width();
        for (int i = 0; i < 3 * plane; i++) {
            crops[offset + i] = (byte) Math.round(values[i % values.length] * 255);
        }
    }

    private void place(Box box, Image image, int[] boxes, int offset) {
        double down = image.height() / (double) extractor.spec().inputSize();
        double across = image.width() / (double) extractor.spec().inputSize();
        int height = Math.max(1, (int) Math.round(box.height() * down));
        int width = Math.max(1, (int) Math.round(box.width() * across));
        boxes[offset] = Math.min(image.width() - width, (int) Math.round(box.x() * across));
        boxes[offset + 1] = Math.min(image.height() - height, (int) Math.round(box.y() * down));
        boxes[offset + 2] = width;
        boxes[offset + 3] = height;
    }

    private static byte[] firstPlanes(byte[] crops, int plane) {
        byte[] grey = new byte[crops.length / 3];
        for (int patch = 0; patch * plane < grey.length; patch++) {
            System.arraycopy(crops, patch * 3 * plane, grey, patch * plane, plane);
        }
        return grey;
    }
}
