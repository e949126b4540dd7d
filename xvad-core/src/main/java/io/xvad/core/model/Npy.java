package io.xvad.core.model;

import io.xvad.core.XvadDataException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in numpy's npy format, versions 1 to 3: real, integer and boolean types of either byte order, C or Fortran
 * order. Values come out as float64, which holds all of them but large 64-bit integers exactly, or as float32. Immutable.
 */
public final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Set<String> TYPES =
            Set.of("f8", "f4", "f2", "b1", "u1", "i1", "u2", "i2", "u4", "i4", "i8", "u8");
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-z]\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    private final String type;
    private final int[] shape;
    private final boolean fortran;
    private final ByteBuffer data;

    private Npy(String type, int[] shape, boolean fortran, ByteBuffer data) {
        this.type = type;
        this.shape = shape;
        this.fortran = fortran;
        this.data = data;
    }

    /**
     * Reads an array.
     *
     * @param source named in errors
     * @param bytes kept, not copied; the caller must not touch them again
     * @throws XvadDataException if the bytes are not npy, are cut short, or hold a type or size that is not supported
     */
    public static Npy read(String source, byte[] bytes) {
        try {
            return parse(source, ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException | ArithmeticException | NumberFormatException e) {
            throw new XvadDataException(source + ": broken npy file", e);
        }
    }

    private static Npy parse(String source, ByteBuffer in) {
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new XvadDataException(source + ": not an npy file (wrong magic number)");
        }
        int version = in.get();
        in.get();
        in.order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = version == 1 ? Short.toUnsignedInt(in.getShort()) : in.getInt();
        if (headerLength < 0 || headerLength > in.remaining()) {
            throw new XvadDataException(source + ": broken npy header");
        }
        byte[] headerBytes = new byte[headerLength];
        in.get(headerBytes);
        String header = new String(headerBytes, StandardCharsets.UTF_8);
        Matcher descr = find(source, DESCR, header);
        boolean fortran = find(source, ORDER, header).group(1).equals("True");
        int[] shape = shape(source, find(source, SHAPE, header).group(1));
        ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        requireData(source, descr.group(2), shape, in.remaining());
        return new Npy(descr.group(2), shape, fortran, in.slice().order(order));
    }

    private static Matcher find(String source, Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new XvadDataException(source + ": unsupported npy header: " + header.strip());
        }
        return matcher;
    }

    private static int[] shape(String source, String text) {
        int[] shape = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        if (Arrays.stream(shape).anyMatch(size -> size < 0)) {
            throw new XvadDataException(source + ": npy shape must not be negative, got (" + text + ")");
        }
        return shape;
    }

    private static void requireData(String source, String type, int[] shape, int bytes) {
        if (!TYPES.contains(type)) {
            throw new XvadDataException(source + ": npy type '" + type + "' is not supported");
        }
        long needed = (long) Arrays.stream(shape).reduce(1, Math::multiplyExact) * width(type);
        if (needed != bytes) {
            throw new XvadDataException(source + ": npy data of shape " + Arrays.toString(shape) + " and type " + type
                    + " needs " + needed + " bytes, got " + bytes);
        }
    }

    private static int width(String type) {
        return type.charAt(1) - '0';
    }

    private static double element(String type, ByteBuffer in) {
        return switch (type) {
            case "f4" -> in.getFloat();
            case "f2" -> Float16.value(in.getShort());
            case "b1", "u1" -> Byte.toUnsignedInt(in.get());
            case "i1" -> in.get();
            case "u2" -> Short.toUnsignedInt(in.getShort());
            case "i2" -> in.getShort();
            case "u4" -> Integer.toUnsignedLong(in.getInt());
            case "i4" -> in.getInt();
            case "i8", "u8" -> in.getLong();
            default -> throw new IllegalStateException(type);
        };
    }

    private static double[] transposed(double[] values, int[] shape) {
        double[] out = new double[values.length];
        int[] index = new int[shape.length];
        for (double value : values) {
            int at = 0;
            for (int d = 0; d < shape.length; d++) {
                at = at * shape[d] + index[d];
            }
            out[at] = value;
            for (int d = 0; d < shape.length && ++index[d] == shape[d]; d++) {
                index[d] = 0;
            }
        }
        return out;
    }

    /** Writes float32 values, C order, little-endian, format version 1. */
    public static byte[] write(float[] values, int... shape) {
        ByteBuffer out = begin("<f4", Float.BYTES, values.length, shape);
        out.asFloatBuffer().put(values);
        return out.array();
    }

    /** Writes values rounded to float16, C order, little-endian, format version 1. */
    public static byte[] writeHalves(float[] values, int... shape) {
        ByteBuffer out = begin("<f2", Short.BYTES, values.length, shape);
        for (float value : values) {
            out.putShort(Float16.bits(value));
        }
        return out.array();
    }

    /** Writes float64 values, C order, little-endian, format version 1. */
    public static byte[] write(double[] values, int... shape) {
        ByteBuffer out = begin("<f8", Double.BYTES, values.length, shape);
        out.asDoubleBuffer().put(values);
        return out.array();
    }

    /** Writes int32 values, C order, little-endian, format version 1. */
    public static byte[] write(int[] values, int... shape) {
        ByteBuffer out = begin("<i4", Integer.BYTES, values.length, shape);
        out.asIntBuffer().put(values);
        return out.array();
    }

    /** What comes before float32 values, C order, little-endian, format version 1, so that many can be written one after the other. */
    public static byte[] floatHeader(int... shape) {
        return header("<f4", shape);
    }

    private static ByteBuffer begin(String descr, int width, int count, int[] shape) {
        byte[] header = header(descr, shape);
        return ByteBuffer.allocate(header.length + width * count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
    }

    private static byte[] header(String descr, int[] shape) {
        StringBuilder sizes = new StringBuilder();
        for (int size : shape) {
            sizes.append(size).append(',');
        }
        String dictionary =
                String.format(Locale.ROOT, "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", descr, sizes);
        int unpadded = MAGIC.length + 4 + dictionary.length() + 1;
        String header = dictionary + " ".repeat((64 - unpadded % 64) % 64) + "\n";
        return ByteBuffer.allocate(MAGIC.length + 4 + header.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /** The numpy type without byte order, for example {@code f4}. */
    public String type() {
        return type;
    }

    /** A copy of the shape; empty for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /** A copy of the values in C order. */
    public double[] doubles() {
        double[] values = new double[data.capacity() / width(type)];
        ByteBuffer in = in();
        if (type.equals("f8")) {
            in.asDoubleBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = element(type, in);
            }
        }
        return fortran ? transposed(values, shape) : values;
    }

    private ByteBuffer in() {
        return data.duplicate().order(data.order());
    }

    /** The values in C order, rounded to float32. */
    public float[] floats() {
        if (type.equals("f4") && !fortran) {
            float[] values = new float[data.capacity() / Float.BYTES];
            in().asFloatBuffer().get(values);
            return values;
        }
        double[] values = doubles();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
