package io.xvad.data.packed;

import io.xvad.core.HeapSpace;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.Deflated;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.format.Mat5Tag;
import us.hebi.matlab.mat.format.Mat5Type;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/** Reads MATLAB files (MAT 5) that may come from anywhere: a size that a file of its length cannot hold is an error before memory is taken for it. */
public final class MatlabFile {

    private MatlabFile() {}

    /**
     * Reads variables of a file.
     *
     * @param wanted which, by name
     * @throws XvadDataException naming the file, if it is no MAT 5 file, is broken or does not fit into the heap
     */
    public static MatFile read(Path file, Predicate<String> wanted) {
        return HeapSpace.of(file.toString(), () -> {
            try (Source source = Sources.openFile(file.toFile())) {
                return new Bounded(source, most(Files.size(file)), wanted).readMat();
            } catch (IOException | RuntimeException e) {
                // the library throws unchecked exceptions of many kinds when a file is broken
                String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                throw new XvadDataException(file + ": cannot be read as a MATLAB file: " + why, e);
            }
        });
    }

    private static int most(long fileBytes) {
        return (int) Math.min(Integer.MAX_VALUE - 8, fileBytes * Deflated.MOST_OF_A_BYTE);
    }

    /** A reader that holds every size against the most there can be. */
    private static final class Bounded extends Mat5Reader implements BufferAllocator {

        private final int most;
        private final Predicate<String> wanted;

        private Bounded(Source source, int most, Predicate<String> wanted) {
            super(source);
            this.most = most;
            this.wanted = wanted;
            setBufferAllocator(this);
            setEntryFilter(entry -> wanted.test(entry.getName()));
            disableSubsystemProcessing();
        }

        private int checked(int size) {
            if (size < 0 || size > most) {
                throw new IllegalArgumentException("it tells of " + Integer.toUnsignedString(size)
                        + " bytes or cells, and can hold at most " + most);
            }
            return size;
        }

        @Override
        public ByteBuffer allocate(int size) {
            return ByteBuffer.allocate(checked(size)).order(ByteOrder.nativeOrder());
        }

        @Override
        public void release(ByteBuffer buffer) {}

        @Override
        protected Mat5Tag readTagWithExpectedType(Mat5Type type) throws IOException {
            Mat5Tag tag = super.readTagWithExpectedType(type);
            checked(tag.getNumBytes());
            return tag;
        }

        @Override
        protected Array readCell(EntryHeader header) throws IOException {
            checked(header.getNumElements());
            return super.readCell(header);
        }

        @Override
        protected Array[][] readValues(EntryHeader header, int fields, String[] names) throws IOException {
            checked(Math.multiplyExact(header.getNumElements(), fields));
            return super.readValues(header, fields, names);
        }

        @Override
        protected Mat5Reader createChildReader(Source source) {
            return new Bounded(source, most, wanted);
        }
    }
}
