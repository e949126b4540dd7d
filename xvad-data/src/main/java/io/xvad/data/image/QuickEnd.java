package io.xvad.data.image;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A stream whose end costs nothing to meet. The decoder of lossless WebP asks beyond the end for each symbol of a pixel and goes on when
 * it is told that there is nothing; with an exception made anew each time, 300 bytes that tell of a large image kept a processor busy for minutes.
 */
final class QuickEnd extends ImageInputStreamImpl {

    private static final EOFException END = new End();

    private final ImageInputStream in;
    private final long length;

    /**
     * Stands where the other stream stands, which must not be used beside it.
     *
     * @param length of the other stream
     */
    QuickEnd(ImageInputStream in, long length) throws IOException {
        this.in = in;
        this.length = length;
        streamPos = in.getStreamPosition();
        setByteOrder(in.getByteOrder());
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        in.seek(streamPos);
        int next = in.read();
        streamPos += next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        bitOffset = 0;
        in.seek(streamPos);
        int read = in.read(bytes, offset, count);
        streamPos += Math.max(0, read);
        return read;
    }

    @Override
    public byte readByte() throws IOException {
        requireMore(Byte.BYTES);
        return super.readByte();
    }

    @Override
    public long readLong() throws IOException {
        requireMore(Long.BYTES);
        return super.readLong();
    }

    private void requireMore(int bytes) throws EOFException {
        if (streamPos + bytes > length) {
            throw END;
        }
    }

    @Override
    public long length() {
        return length;
    }

    /** The end, without the places where it was met. */
    private static final class End extends EOFException {

        private static final long serialVersionUID = 1L;

        End() {
            super("the file ends before its last pixel");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
