package io.xvad.data.packed;

import io.xvad.core.HeapSpace;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

/**
 * A file of cropped digits of SVHN (Netzer et al. 2011), format 2: a MATLAB file (MAT 5) with {@code X}, 32 x 32 x 3 x N of type uint8, and
 * {@code y}, N labels of which 10 is the digit 0. Images are RGB, [0,1]. All images of a file are inflated together when the first is
 * asked for, and kept while memory lasts.
 */
public final class SvhnFile implements PackedImages {

    private static final int SIDE = 32;
    private static final int SAMPLES = 3 * SIDE * SIDE;

    private final Path file;
    private final int[] digits;
    private SoftReference<Matrix> images = new SoftReference<>(null);

    private SvhnFile(Path file, int[] digits) {
        this.file = file;
        this.digits = digits;
    }

    /**
     * Opens a file; reads its labels.
     *
     * @throws XvadDataException naming the file, if it is no MAT 5 file or has no such labels
     */
    public static SvhnFile open(Path file) {
        Matrix labels = variable(file, "y");
        int[] digits = new int[labels.getNumElements()];
        for (int i = 0; i < digits.length; i++) {
            double label = labels.getDouble(i);
            if (!(label >= 0 && label <= 10) || label != Math.rint(label)) {
                throw new XvadDataException(file + ": label " + (i + 1) + " of 'y' is " + label
                        + "; labels are whole numbers from 1 to 10");
            }
            digits[i] = (int) label % 10;
        }
        return new SvhnFile(file, digits);
    }

    private static Matrix variable(Path file, String name) {
        for (MatFile.Entry entry : MatlabFile.read(file, name::equals).getEntries()) {
            if (entry.getValue() instanceof Matrix matrix) {
                return matrix;
            }
        }
        throw new XvadDataException(file + ": has no matrix '" + name + "'");
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public int size() {
        return digits.length;
    }

    /** The digit that an image shows, from 0 to 9. */
    public int digit(int index) {
        return digits[index];
    }

    @Override
    public Image read(int index) {
        Objects.checkIndex(index, size());
        Matrix all = images();
        float[] rgb = new float[SAMPLES];
        for (int channel = 0; channel < 3; channel++) {
            for (int x = 0; x < SIDE; x++) {
                for (int y = 0; y < SIDE; y++) {
                    // MATLAB counts rows fastest
                    int at = y + SIDE * (x + SIDE * (channel + 3 * index));
                    rgb[(channel * SIDE + y) * SIDE + x] = (all.getInt(at) & 0xff) / 255f;
                }
            }
        }
        return Image.of(file + "#" + index, 3, SIDE, SIDE, rgb);
    }

    private synchronized Matrix images() {
        @Nullable Matrix kept = images.get();
        if (kept == null) {
            kept = inflated();
            images = new SoftReference<>(kept);
        }
        return kept;
    }

    private Matrix inflated() {
        requireRoom();
        Matrix read = variable(file, "X");
        long wanted = (long) size() * SAMPLES;
        int[] sides = read.getDimensions();
        boolean fits = sides.length >= 3 && sides[0] == SIDE && sides[1] == SIDE && sides[2] == 3;
        if (!fits || read.getNumElements() != wanted) {
            throw new XvadDataException(
                    file + ": 'X' must be 32 x 32 x 3 x " + size() + ", is " + Arrays.toString(sides));
        }
        if (read.getType() != MatlabType.UInt8) {
            throw new XvadDataException(file + ": 'X' must be of type uint8, is " + read.getType());
        }
        return read;
    }

    private void requireRoom() {
        if (!Files.isRegularFile(file)) {
            throw new XvadDataException(file + ": no such file");
        }
        HeapSpace.require(file + ": " + size() + " images", (long) size() * SAMPLES);
    }
}
