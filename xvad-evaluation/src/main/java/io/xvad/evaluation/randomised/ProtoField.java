package io.xvad.evaluation.randomised;

import java.util.ArrayList;
import java.util.List;

/**
 * A field of a protocol buffer.
 *
 * @param number of the field
 * @param type how it is written: 0 a number, 1 eight bytes, 2 bytes with their length, 5 four bytes
 * @param value of a number, else 0
 * @param start index of its first byte
 * @param end index after its last byte
 */
record ProtoField(int number, int type, long value, int start, int end) {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    boolean isBytes(int wanted) {
        return number == wanted && type == BYTES;
    }

    boolean isNumber(int wanted) {
        return number == wanted && type == VARINT;
    }

    /** The fields in a range of bytes, in their order. */
    static List<ProtoField> in(byte[] bytes, int from, int to) throws NotProtoException {
        List<ProtoField> fields = new ArrayList<>();
        Cursor cursor = new Cursor(bytes, from, to);
        while (cursor.at < to) {
            fields.add(cursor.field());
        }
        return fields;
    }

    /** The numbers in a range of bytes. */
    static List<Long> numbers(byte[] bytes, int from, int to) throws NotProtoException {
        List<Long> numbers = new ArrayList<>();
        Cursor cursor = new Cursor(bytes, from, to);
        while (cursor.at < to) {
            numbers.add(cursor.number());
        }
        return numbers;
    }

    private static final class Cursor {
        private final byte[] bytes;
        private final int end;
        private int at;

        Cursor(byte[] bytes, int start, int end) {
            this.bytes = bytes;
            this.end = end;
            this.at = start;
        }

        ProtoField field() throws NotProtoException {
            long key = number();
            int number = (int) (key >>> 3);
            int type = (int) (key & 7);
            if (number < 1) {
                throw new NotProtoException("field " + number);
            }
            return switch (type) {
                case VARINT -> new ProtoField(number, type, number(), at, at);
                case EIGHT_BYTES -> bytes(number, type, 8);
                case BYTES -> bytes(number, type, number());
                case FOUR_BYTES -> bytes(number, type, 4);
                default -> throw new NotProtoException("type " + type);
            };
        }

        private ProtoField bytes(int number, int type, long length) throws NotProtoException {
            if (length < 0 || length > end - at) {
                throw new NotProtoException("length " + length);
            }
            int start = at;
            at += (int) length;
            return new ProtoField(number, type, 0, start, at);
        }

        long number() throws NotProtoException {
            long number = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                if (at >= end) {
                    break;
                }
                byte next = bytes[at++];
                number |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw new NotProtoException("a number without an end");
        }
    }
}
