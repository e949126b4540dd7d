package io.xvad.data.packed;

import io.xvad.core.XvadDataException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Types of the values of a NIfTI-1 volume, by their codes in the header. */
enum NiftiType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4);

    private final int code;
    private final int bytes;

    NiftiType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static NiftiType of(Path file, int code) {
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new XvadDataException(file + ": values of NIfTI type " + code
                        + " are not read; read are "
                        + Arrays.stream(values())
                                .map(type -> type.code + " (" + type.name().toLowerCase(Locale.ROOT) + ")")
                                .collect(Collectors.joining(", "))));
    }

    int bytes() {
        return bytes;
    }

    /** The value at an index of a buffer that has the byte order of the file. */
    double value(ByteBuffer buffer, int index) {
        int at = index * bytes;
        return switch (this) {
            case UINT8 -> Byte.toUnsignedInt(buffer.get(at));
            case INT8 -> buffer.get(at);
            case INT16 -> buffer.getShort(at);
            case UINT16 -> Short.toUnsignedInt(buffer.getShort(at));
            case INT32 -> buffer.getInt(at);
            case UINT32 -> Integer.toUnsignedLong(buffer.getInt(at));
            case FLOAT32 -> buffer.getFloat(at);
            case FLOAT64 -> buffer.getDouble(at);
        };
    }
}
