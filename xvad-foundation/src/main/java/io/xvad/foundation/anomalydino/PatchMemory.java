package io.xvad.foundation.anomalydino;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.NeighbourSearch;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Patches of reference images in several turns, and the images themselves as the network sees them, in 8 bits a sample. Immutable and thread-safe; close it to
 * free native memory.
 *
 * @param rows vectors of unit length: of each image in each turn all patches, row by row
 * @param images reference images as the network sees them
 * @param frames of each image, the rectangle of (0, 0) and its own width and height
 * @param turns in which each image is remembered
 * @param patch side of a patch, in pixels of the image as the network sees it
 * @param shorterSide pixels of the shorter side to which images were resized
 */
record PatchMemory(NearestRows rows, List<Image> images, List<Box> frames, List<Turn> turns, int patch, int shorterSide)
        implements RemembersImages, AutoCloseable {

    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;
    private static final String ROWS = "reference-patches";
    private static final String IDS = "reference-ids";
    private static final String SIZES = "reference-sizes";
    private static final String OWN_SIZES = "reference-own-sizes";
    private static final String PIXELS = "reference-pixels";

    PatchMemory {
        images = List.copyOf(images);
        frames = List.copyOf(frames);
        turns = List.copyOf(turns);
    }

    /** Remembers images. */
    static PatchMemory of(Samples normals, List<Turn> turns, PatchNetwork network, Options options) {
        List<Image> images = new ArrayList<>();
        List<Box> frames = new ArrayList<>();
        List<float[]> found = new ArrayList<>();
        int dimension = 0;
        for (int i = 0; i < normals.size(); i++) {
            Image normal = normals.get(i).requireImage();
            Image seen = network.seen(normal);
            images.add(seen);
            frames.add(frame(normal.height(), normal.width()));
            for (Turn turn : turns) {
                Cancellation.check();
                PatchNetwork.Patches patches = network.patches(turn.of(seen));
                dimension = patches.dimension();
                found.add(patches.rows());
            }
        }
        return new PatchMemory(
                search(UnitVectors.of(joined(found), dimension), dimension, options),
                images,
                frames,
                turns,
                network.patch(),
                options.get(AnomalyDino.SHORTER_SIDE));
    }

    private static Box frame(int height, int width) {
        return new Box(0, 0, width, height);
    }

    private static float[] joined(List<float[]> parts) {
        long values = parts.stream().mapToLong(part -> part.length).sum();
        if (values > MOST_VALUES) {
            throw new IllegalArgumentException("the references have " + values
                    + " values of patches in all turns, more than a memory can hold (" + MOST_VALUES
                    + "): take fewer (option 'references') or rotations=false");
        }
        float[] all = new float[(int) values];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static NearestRows search(float[] rows, int dimension, Options options) {
        return new NearestRows(
                rows,
                dimension,
                NeighbourSearch.of(
                        rows,
                        dimension,
                        Engines.ofAnyNetwork(options.get(FeatureOptions.ENGINE)),
                        options.get(FeatureOptions.THREADS)));
    }

    /** These images and then those of another memory. */
    PatchMemory and(PatchMemory others, Options options) {
        List<Image> allImages = new ArrayList<>(images);
        allImages.addAll(others.images);
        List<Box> allFrames = new ArrayList<>(frames);
        allFrames.addAll(others.frames);
        float[] all = joined(List.of(rows.rows(), others.rows.rows()));
        return new PatchMemory(search(all, rows.dimension(), options), allImages, allFrames, turns, patch, shorterSide);
    }

    /**
     * Without some images.
     *
     * @throws IllegalArgumentException if none would be left
     */
    PatchMemory without(Predicate<String> forgotten, Options options) {
        List<Image> left = new ArrayList<>();
        List<Box> framesLeft = new ArrayList<>();
        List<float[]> rowsLeft = new ArrayList<>();
        float[] all = rows.rows();
        int from = 0;
        for (int i = 0; i < images.size(); i++) {
            int to = from + turns.size() * patches(images.get(i)) * rows.dimension();
            if (!forgotten.test(images.get(i).id())) {
                left.add(images.get(i));
                framesLeft.add(frames.get(i));
                rowsLeft.add(Arrays.copyOfRange(all, from, to));
            }
            from = to;
        }
        if (left.isEmpty()) {
            throw new IllegalArgumentException("no reference would be left: fit the model anew");
        }
        return new PatchMemory(
                search(joined(rowsLeft), rows.dimension(), options), left, framesLeft, turns, patch, shorterSide);
    }

    /** For each vector one minus its cosine with the most alike patch, in [0, 2]. */
    float[] distances(float[] vectors) {
        float[] distances =
                rows.search(UnitVectors.of(vectors, rows.dimension()), 1).distances();
        for (int i = 0; i < distances.length; i++) {
            distances[i] = distances[i] * distances[i] / 2;
        }
        return distances;
    }

    /** The patches most alike to a vector. */
    List<NormalPatch> nearest(float[] vector, int count) {
        NearestRows.Found found = rows.search(UnitVectors.of(vector, rows.dimension()), count);
        List<NormalPatch> nearest = new ArrayList<>();
        for (int i = 0; i < found.indices().length; i++) {
            double distance = found.distances()[i];
            nearest.add(patch(found.indices()[i], distance * distance / 2));
        }
        return nearest;
    }

    private NormalPatch patch(int row, double distance) {
        int index = row;
        int image = 0;
        while (index >= turns.size() * patches(images.get(image))) {
            index -= turns.size() * patches(images.get(image++));
        }
        Image seen = images.get(image);
        Turn turn = turns.get(index / patches(seen));
        int position = index % patches(seen);
        int across = seen.width() / patch;
        Box box = new Box(position % across * patch, position / across * patch, patch, patch);
        Turn.Place centre =
                turn.origin(box.y() + (patch - 1) / 2.0, box.x() + (patch - 1) / 2.0, seen.height(), seen.width());
        Box origin = Box.around(
                within(centre.y(), seen.height()),
                within(centre.x(), seen.width()),
                patch,
                seen.height(),
                seen.width());
        return new NormalPatch(
                seen.id(),
                own(origin, frames.get(image)),
                distance,
                turn.of(seen).crop(box));
    }

    /** A box of a resized image, in the pixels of the image itself: all that it touches. */
    private Box own(Box resized, Box frame) {
        double scale = (double) Math.min(frame.height(), frame.width()) / shorterSide;
        int left = Math.min(frame.width() - 1, (int) (resized.x() * scale));
        int top = Math.min(frame.height() - 1, (int) (resized.y() * scale));
        int right = (int) Math.min(frame.width(), Math.ceil((resized.x() + resized.width()) * scale));
        int bottom = (int) Math.min(frame.height(), Math.ceil((resized.y() + resized.height()) * scale));
        return new Box(left, top, right - left, bottom - top);
    }

    private static int within(double at, int size) {
        return (int) Math.max(0, Math.min(size - 1, Math.round(at)));
    }

    private int patches(Image seen) {
        return seen.height() / patch * (seen.width() / patch);
    }

    @Override
    public List<Image> normalImages(Image like) {
        Function<Image, Image> channels = like.channels() == 1 ? Channels::grey : Function.identity();
        return images.stream()
                .map(image -> Resize.image(image, like.height(), like.width()))
                .map(channels)
                .toList();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or broken
     */
    static PatchMemory read(ModelReader model, List<Turn> turns, int patch, Options options) {
        Tensor vectors = model.tensor(ROWS);
        List<String> ids = model.strings(IDS);
        int[] sizes = model.ints(SIZES);
        int[] own = model.ints(OWN_SIZES);
        byte[] pixels = model.bytes(PIXELS);
        List<Image> images = new ArrayList<>();
        List<Box> frames = new ArrayList<>();
        boolean fit = sizes.length == 2 * ids.size() && own.length == sizes.length;
        int at = 0;
        for (int i = 0; i < ids.size() && fit; i++) {
            float[] values = new float[3 * sizes[2 * i] * sizes[2 * i + 1]];
            if (pixels.length < at + values.length) {
                break;
            }
            for (int v = 0; v < values.length; v++) {
                values[v] = (pixels[at++] & 0xff) / 255f;
            }
            images.add(Image.of(ids.get(i), 3, sizes[2 * i], sizes[2 * i + 1], values));
            frames.add(frame(own[2 * i], own[2 * i + 1]));
        }
        if (vectors.rank() != 2 || images.isEmpty() || images.size() != ids.size() || at != pixels.length) {
            throw new XvadModelException("entries of the reference images do not fit each other");
        }
        return new PatchMemory(
                search(vectors.toArray(), vectors.size(1), options),
                images,
                frames,
                turns,
                patch,
                options.get(AnomalyDino.SHORTER_SIDE));
    }

    void write(ModelWriter model) {
        int[] sizes = new int[2 * images.size()];
        int[] own = new int[sizes.length];
        byte[] pixels = new byte
                [images.stream()
                        .mapToInt(image -> 3 * image.height() * image.width())
                        .sum()];
        int at = 0;
        for (int i = 0; i < images.size(); i++) {
            sizes[2 * i] = images.get(i).height();
            sizes[2 * i + 1] = images.get(i).width();
            own[2 * i] = frames.get(i).height();
            own[2 * i + 1] = frames.get(i).width();
            for (float value : images.get(i).toArray()) {
                pixels[at++] = (byte) Math.round(value * 255);
            }
        }
        model.tensor(ROWS, Tensor.owning(rows.rows(), rows.count(), rows.dimension()));
        model.strings(IDS, images.stream().map(Image::id).toList());
        model.ints(SIZES, sizes);
        model.ints(OWN_SIZES, own);
        model.bytes(PIXELS, pixels);
    }

    @Override
    public void close() {
        rows.close();
    }
}
