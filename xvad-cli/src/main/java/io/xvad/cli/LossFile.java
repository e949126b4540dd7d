package io.xvad.cli;

import io.xvad.core.XvadDataException;
import io.xvad.core.progress.EpochLoss;
import io.xvad.core.progress.ProgressListener;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Adds the loss of each epoch to a CSV file as soon as it is known, so that a training that goes on from a checkpoint goes on there too. */
final class LossFile implements ProgressListener, AutoCloseable {

    private final Path file;
    private final BufferedWriter writer;
    private final ProgressListener others;

    private LossFile(Path file, BufferedWriter writer, ProgressListener others) {
        this.file = file;
        this.writer = writer;
        this.others = others;
    }

    /**
     * Opens it, with the directories above it.
     *
     * @param others hears everything as well
     */
    static LossFile open(Path file, ProgressListener others) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        boolean isNew = Files.notExists(file) || withoutTornLine(file) == 0;
        BufferedWriter writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        LossFile opened = new LossFile(file, writer, others);
        if (isNew) {
            opened.write("epoch,loss,held_out_loss");
        }
        return opened;
    }

    /** Cuts off a last line without an end, which a full disk may leave; returns the length of what stays. */
    private static long withoutTornLine(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
        return end;
    }

    @Override
    public void progressed(String stage, long done, long total) {
        others.progressed(stage, done, total);
    }

    @Override
    public void trained(EpochLoss loss) {
        others.trained(loss);
        String heldOut = Double.isNaN(loss.heldOut()) ? "" : String.valueOf((float) loss.heldOut());
        write(loss.epoch() + "," + (float) loss.training() + "," + heldOut);
    }

    private void write(String line) {
        try {
            writer.write(line);
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
