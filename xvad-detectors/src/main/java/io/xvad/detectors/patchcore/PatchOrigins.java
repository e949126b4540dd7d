package io.xvad.detectors.patchcore;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.PatchExtractor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The origin of each patch of the memory bank: sample, box, and its crop in 8 bits a sample.
 *
 * @param cropSize side of a crop, in pixels of the image that the network sees
 * @param channels of a crop: 1 where all training images are grey, else 3
 * @param samples ids of all training images
 * @param origins for each patch the index of its training image
 * @param boxes for each patch x, y, width and height in that image; then the side of a crop
 * @param crops samples of each crop, channel by channel
 */
record PatchOrigins(int cropSize, int channels, List<String> samples, int[] origins, int[] boxes, byte[] crops) {

    private static final int CROP_SIZE = 48;

    private static final String SAMPLES = "samples";
    private static final String ORIGINS = "patch-samples";
    private static final String BOXES = "patch-boxes";
    private static final String CROPS = "patch-crops";

    PatchOrigins {
        samples = List.copyOf(samples);
    }

    /**
     * Reads the training images that patches were kept from once more, for the crops of those patches.
     *
     * @param origins for each patch the training image
     * @param positions for each patch its position in the grid
     */
    static PatchOrigins of(
            Samples normals, PatchExtractor extractor, int[] origins, int[] positions, ProgressListener progress) {
        Map<Integer, List<Integer>> patchesOf = IntStream.range(0, origins.length)
                .boxed()
                .collect(Collectors.groupingBy(patch -> origins[patch], TreeMap::new, Collectors.toList()));
        int cropSize = Math.min(CROP_SIZE, extractor.spec().inputSize());
        int plane = cropSize * cropSize;
        byte[] crops = new byte[Math.multiplyExact(origins.length, 3 * plane)];
        int[] boxes = new int[4 * origins.length + 1];
        boxes[4 * origins.length] = cropSize;
        boolean anyColour = false;
        int done = 0;
        for (Map.Entry<Integer, List<Integer>> entry : patchesOf.entrySet()) {
            Cancellation.check();
            Image image = normals.get(entry.getKey()).requireImage();
            Image seen = extractor.seen(image);
            anyColour |= image.channels() == 3;
            for (int patch : entry.getValue()) {
                Box box = extractor.boxSeen(positions[patch], cropSize);
                copy(seen.crop(box), crops, patch * 3 * plane);
                place(box, image, extractor.spec().inputSize(), boxes, 4 * patch);
            }
            progress.progressed("crops of patches", ++done, patchesOf.size());
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

    /** Writes where a box of the square image that the network sees lies in the image itself. */
    private static void place(Box box, Image image, int inputSize, int[] boxes, int offset) {
        double down = image.height() / (double) inputSize;
        double across = image.width() / (double) inputSize;
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

    /** Those of some patches, in this order. */
    PatchOrigins only(int... patches) {
        int size = channels * cropSize * cropSize;
        int[] someOrigins = new int[patches.length];
        int[] someBoxes = new int[4 * patches.length + 1];
        byte[] someCrops = new byte[patches.length * size];
        for (int i = 0; i < patches.length; i++) {
            someOrigins[i] = origins[patches[i]];
            System.arraycopy(boxes, 4 * patches[i], someBoxes, 4 * i, 4);
            System.arraycopy(crops, patches[i] * size, someCrops, i * size, size);
        }
        someBoxes[4 * patches.length] = cropSize;
        return new PatchOrigins(cropSize, channels, samples, someOrigins, someBoxes, someCrops);
    }

    /** These, and then those of patches of other samples, with crops of the same size. */
    PatchOrigins and(PatchOrigins others) {
        if (channels != others.channels) {
            return coloured().and(others.coloured());
        }
        List<String> allSamples = new ArrayList<>(samples);
        allSamples.addAll(others.samples);
        int count = origins.length;
        int[] allOrigins = Arrays.copyOf(origins, count + others.origins.length);
        int[] allBoxes = Arrays.copyOf(boxes, 4 * allOrigins.length + 1);
        for (int i = 0; i < others.origins.length; i++) {
            allOrigins[count + i] = samples.size() + others.origins[i];
        }
        System.arraycopy(others.boxes, 0, allBoxes, 4 * count, others.boxes.length);
        byte[] allCrops = Arrays.copyOf(crops, Math.addExact(crops.length, others.crops.length));
        System.arraycopy(others.crops, 0, allCrops, crops.length, others.crops.length);
        return new PatchOrigins(cropSize, channels, allSamples, allOrigins, allBoxes, allCrops);
    }

    private PatchOrigins coloured() {
        if (channels == 3) {
            return this;
        }
        int plane = cropSize * cropSize;
        byte[] colour = new byte[Math.multiplyExact(crops.length, 3)];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = crops[i / (3 * plane) * plane + i % plane];
        }
        return new PatchOrigins(cropSize, 3, samples, origins, boxes, colour);
    }

    /** The same patches, of which none came from samples of these ids; the ids are gone too. */
    PatchOrigins withoutIds(Predicate<String> forgotten) {
        int[] places = new int[samples.size()];
        List<String> left = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            places[i] = left.size();
            if (!forgotten.test(samples.get(i))) {
                left.add(samples.get(i));
            }
        }
        int[] moved = Arrays.stream(origins).map(origin -> places[origin]).toArray();
        return new PatchOrigins(cropSize, channels, left, moved, boxes, crops);
    }

    static PatchOrigins read(ModelReader model, int patches) {
        List<String> samples = model.strings(SAMPLES);
        int[] origins = model.ints(ORIGINS);
        int[] boxes = model.ints(BOXES);
        byte[] crops = model.bytes(CROPS);
        int cropSize = boxes.length == 4 * patches + 1 ? boxes[4 * patches] : 0;
        long grey = (long) patches * cropSize * cropSize;
        if (origins.length != patches || cropSize < 1 || crops.length != grey && crops.length != 3 * grey) {
            throw new XvadModelException("entries of remembered patches do not fit " + patches + " patches");
        }
        for (int origin : origins) {
            if (origin < 0 || origin >= samples.size()) {
                throw new XvadModelException(
                        "entry '" + ORIGINS + "' names sample " + origin + " of " + samples.size());
            }
        }
        return new PatchOrigins(cropSize, crops.length == grey ? 1 : 3, samples, origins, boxes, crops);
    }

    void write(ModelWriter model) {
        model.strings(SAMPLES, samples);
        model.ints(ORIGINS, origins);
        model.ints(BOXES, boxes);
        model.bytes(CROPS, crops);
    }

    String sampleId(int patch) {
        return samples.get(origins[patch]);
    }

    Box box(int patch) {
        return new Box(boxes[4 * patch], boxes[4 * patch + 1], boxes[4 * patch + 2], boxes[4 * patch + 3]);
    }

    Image crop(int patch) {
        int size = channels * cropSize * cropSize;
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (crops[patch * size + i] & 0xff) / 255f;
        }
        return Image.of(sampleId(patch), channels, cropSize, cropSize, values);
    }
}
