package io.xvad.data.packed;

import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.XvadDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The slices of a volume in a NIfTI-1 file (Cox et al. 2004), {@code .nii} or {@code .nii.gz}, of either byte order, along its third
 * axis: of a volume that is stored as usual these are the axial slices. A slice has the first axis to the right and the second down, as
 * they are stored; nothing is turned by the orientation in the header. Values are scaled by {@code scl_slope} and {@code scl_inter}.
 *
 * <p>Values have no unit of their own: as an image, 0 and what is below is black, and white is the value below which 99.5 % of the
 * positive values of the whole volume lie; what is above is white too.
 */
public final class NiftiVolume implements PackedImages {

    private static final int HEADER = 348;
    private static final int DIMENSIONS = 40;
    private static final int DATATYPE = 70;
    private static final int OFFSET = 108;
    private static final int SLOPE = 112;
    private static final int INTERCEPT = 116;
    private static final int MAGIC = 344;
    private static final int MAX_SIDE = 4096;
    private static final int MAX_SLICE_VALUES = 1 << 24;
    private static final double WHITE_QUANTILE = 0.995;

    private final StoredBytes bytes;
    private final ByteOrder order;
    private final NiftiType type;
    private final int width;
    private final int height;
    private final int slices;
    private final long start;
    private final double slope;
    private final double intercept;
    private final Lazy<Double> white = new Lazy<>(this::findWhite);

    private NiftiVolume(StoredBytes bytes, ByteBuffer header) {
        Path file = bytes.file();
        this.bytes = bytes;
        order = header.order();
        type = NiftiType.of(file, header.getShort(DATATYPE));
        width = side(file, header, 1);
        height = side(file, header, 2);
        slices = side(file, header, 3);
        float offset = header.getFloat(OFFSET);
        if (!(offset >= HEADER && offset < 1 << 24) || (long) width * height > MAX_SLICE_VALUES) {
            throw new XvadDataException(file + ": a volume of " + width + " x " + height + " x " + slices
                    + " values from byte " + offset + " is none that is read");
        }
        start = (long) offset;
        float scale = header.getFloat(SLOPE);
        float shift = header.getFloat(INTERCEPT);
        slope = scale == 0 ? 1 : scale;
        intercept = scale == 0 ? 0 : shift;
        if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new XvadDataException(
                    file + ": scl_slope and scl_inter must be finite, are " + scale + " and " + shift);
        }
        bytes.requireLength(total());
    }

    /**
     * Opens a file; reads its header.
     *
     * @throws XvadDataException naming the file, if it is no NIfTI-1 file of one volume, is cut short, or of a type or sizes that are
     *     not read
     */
    public static NiftiVolume open(Path file) {
        StoredBytes bytes = new StoredBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes.head(HEADER));
        header.order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != HEADER) {
            header.order(ByteOrder.BIG_ENDIAN);
        }
        String magic = new String(header.array(), MAGIC, 3, StandardCharsets.ISO_8859_1);
        if (header.getInt(0) != HEADER || !magic.equals("n+1")) {
            throw new XvadDataException(file + ": is no NIfTI-1 file with header and values in one"
                    + (magic.equals("ni1") ? "; its values are in a file .img: convert it to .nii" : ""));
        }
        requireOneVolume(file, header);
        return new NiftiVolume(bytes, header);
    }

    private static void requireOneVolume(Path file, ByteBuffer header) {
        int axes = header.getShort(DIMENSIONS);
        boolean one = axes >= 3 && axes <= 7;
        for (int axis = 4; one && axis <= axes; axis++) {
            one = header.getShort(DIMENSIONS + 2 * axis) == 1;
        }
        if (!one) {
            throw new XvadDataException(file + ": must hold one volume of 3 axes, has " + axes
                    + (axes > 3 && axes <= 7 ? " of more than one volume" : ""));
        }
    }

    private static int side(Path file, ByteBuffer header, int axis) {
        int side = header.getShort(DIMENSIONS + 2 * axis);
        if (side < 1 || side > MAX_SIDE) {
            throw new XvadDataException(
                    file + ": axis " + axis + " has " + side + " values; 1 to " + MAX_SIDE + " are read");
        }
        return side;
    }

    private long total() {
        return start + (long) slices * height * width * type.bytes();
    }

    @Override
    public Path file() {
        return bytes.file();
    }

    /** Number of slices. */
    @Override
    public int size() {
        return slices;
    }

    /** Rows of a slice. */
    public int height() {
        return height;
    }

    /** Columns of a slice. */
    public int width() {
        return width;
    }

    /**
     * The values of a slice, row by row.
     *
     * @throws IndexOutOfBoundsException if there is no such slice
     * @throws XvadDataException naming file and slice, if a value is not finite; or if the file cannot be read
     */
    public float[] values(int slice) {
        Objects.checkIndex(slice, slices);
        int count = height * width;
        int length = count * type.bytes();
        ByteBuffer stored = ByteBuffer.wrap(bytes.part(start + (long) slice * length, length, total()))
                .order(order);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (slope * type.value(stored, i) + intercept);
            if (!Float.isFinite(values[i])) {
                throw new XvadDataException(file() + ": slice " + slice + " has a value that is not finite");
            }
        }
        return values;
    }

    @Override
    public Image read(int slice) {
        float[] values = values(slice);
        double top = white.get();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.min(1, Math.max(0, values[i] / top));
        }
        return Image.of(file() + "#" + slice, 1, height, width, values);
    }

    private double findWhite() {
        return PositiveQuantile.of(WHITE_QUANTILE, slices, this::values).orElse(1);
    }
}
