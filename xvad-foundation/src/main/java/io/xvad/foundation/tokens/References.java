package io.xvad.foundation.tokens;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.model.ImageInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The normal images that a few-shot detector compares with, as its network sees them, in 8 bits a sample. Immutable and thread-safe.
 */
public final class References implements RemembersImages {

    private static final Logger LOG = LoggerFactory.getLogger(References.class);

    private static final String IDS = "reference-ids";
    private static final String SIZES = "reference-sizes";
    private static final String PIXELS = "reference-pixels";

    private final List<Image> seen;
    private final List<Box> frames;
    private final ImageInput input;

    /** Images as the network sees them, and the rectangle of (0, 0) and each one's own width and height. */
    private References(List<Image> seen, List<Box> frames, ImageInput input) {
        this.seen = List.copyOf(seen);
        this.frames = List.copyOf(frames);
        this.input = input;
    }

    /** As many of the normal images as wanted, drawn by the seed; all of them, which is logged, where there are fewer. */
    public static Samples drawn(Samples normals, int wanted, long seed) {
        if (normals.size() < wanted) {
            LOG.warn(
                    "{} normal reference images are asked for, but there are only {} to learn from",
                    wanted,
                    normals.size());
        }
        int size = Math.min(wanted, normals.size());
        int[] drawn = size == 0
                ? new int[0]
                : new PermutationSampler(RandomSource.XO_SHI_RO_256_PP.create(seed), normals.size(), size).sample();
        Arrays.sort(drawn);
        return normals.select(drawn);
    }

    /**
     * Reads images and keeps what the network sees of them, each before the next is read.
     *
     * @param reader is given each image
     */
    public static References of(Samples images, ImageInput input, Consumer<Image> reader) {
        List<Image> seen = new ArrayList<>();
        List<Box> frames = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Cancellation.check();
            Image image = images.get(i).requireImage();
            reader.accept(image);
            seen.add(eightBit(input.seen(image)));
            frames.add(new Box(0, 0, image.width(), image.height()));
        }
        return new References(seen, frames, input);
    }

    /** Rounded to what {@link #write} keeps, so that a saved model gives what this one does. */
    private static Image eightBit(Image image) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] * 255) / 255f;
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or broken
     */
    public static References read(ModelReader model, ImageInput input) {
        List<String> ids = model.strings(IDS);
        int[] sizes = model.ints(SIZES);
        byte[] pixels = model.bytes(PIXELS);
        int samples = 3 * input.size() * input.size();
        if (sizes.length != 2 * ids.size() || pixels.length != ids.size() * samples) {
            throw new XvadModelException("entries of the reference images do not fit each other");
        }
        List<Image> seen = new ArrayList<>();
        List<Box> frames = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            float[] values = new float[samples];
            for (int v = 0; v < samples; v++) {
                values[v] = (pixels[i * samples + v] & 0xff) / 255f;
            }
            seen.add(Image.of(ids.get(i), 3, input.size(), input.size(), values));
            frames.add(new Box(0, 0, sizes[2 * i + 1], sizes[2 * i]));
        }
        return new References(seen, frames, input);
    }

    /** Writes them. */
    public void write(ModelWriter model) {
        int samples = seen.isEmpty() ? 0 : seen.get(0).toArray().length;
        byte[] pixels = new byte[seen.size() * samples];
        int[] sizes = new int[2 * seen.size()];
        for (int i = 0; i < seen.size(); i++) {
            float[] values = seen.get(i).toArray();
            for (int v = 0; v < samples; v++) {
                pixels[i * samples + v] = (byte) Math.round(values[v] * 255);
            }
            sizes[2 * i] = frames.get(i).height();
            sizes[2 * i + 1] = frames.get(i).width();
        }
        model.strings(IDS, seen.stream().map(Image::id).toList());
        model.ints(SIZES, sizes);
        model.bytes(PIXELS, pixels);
    }

    /**
     * Each image and copies of it, one after the other, which {@link #patch} can be asked for as well.
     *
     * @param copier gives for what the network sees as many squares each time, itself first
     */
    public References withCopies(Function<Image, List<Image>> copier) {
        List<Image> all = new ArrayList<>();
        List<Box> own = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            for (Image copy : copier.apply(seen.get(i))) {
                all.add(copy);
                own.add(frames.get(i));
            }
        }
        return new References(all, own, input);
    }

    /** The number of images. */
    public int count() {
        return seen.size();
    }

    /**
     * A patch of one of them.
     *
     * @param image which
     * @param position of the patch in the grid, row by row
     * @param side patches along a side of the grid
     * @param distance of what is compared with it
     */
    public NormalPatch patch(int image, int position, int side, double distance) {
        Box frame = frames.get(image);
        Box box = PatchGrid.box(position, side, input.visible(frame.height(), frame.width()));
        Box crop = PatchGrid.box(position, side, new Box(0, 0, input.size(), input.size()));
        return new NormalPatch(
                seen.get(image).id(), box, distance, seen.get(image).crop(crop));
    }

    /** Where a network sees only the middle of an image, what lies around that is its outermost pixels again. */
    @Override
    public List<Image> normalImages(Image like) {
        Box visible = input.visible(like.height(), like.width());
        return seen.stream()
                .map(image -> Resize.image(image, visible.height(), visible.width()))
                .map(image -> extended(image, visible, like))
                .map(image -> like.channels() == 1 ? Channels.grey(image) : image)
                .toList();
    }

    private static Image extended(Image part, Box visible, Image like) {
        if (part.height() == like.height() && part.width() == like.width()) {
            return part;
        }
        float[] values = part.toArray();
        float[] whole = new float[part.channels() * like.height() * like.width()];
        for (int i = 0; i < whole.length; i++) {
            int line = i / like.width();
            int y = inside(line % like.height() - visible.y(), part.height());
            int x = inside(i % like.width() - visible.x(), part.width());
            whole[i] = values[(line / like.height() * part.height() + y) * part.width() + x];
        }
        return Image.of(part.id(), part.channels(), like.height(), like.width(), whole);
    }

    private static int inside(int pixel, int pixels) {
        return Math.max(0, Math.min(pixels - 1, pixel));
    }
}
