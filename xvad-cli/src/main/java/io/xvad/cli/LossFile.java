package io.xvad.cli;

import io.xvad.core.progress.EpochLoss;
import io.xvad.core.progress.ProgressListener;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Adds the loss of each epoch to a CSV file as soon as it is known, so that a training that goes on from a checkpoint goes on there too. */
final class LossFile implements ProgressListener, AutoCloseable {

    private final BufferedWriter writer;
    private final ProgressListener others;

    private LossFile(BufferedWriter writer, ProgressListener others) {
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
        boolean isNew = Files.notExists(file) || Files.size(file) == 0;
        BufferedWriter writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        LossFile opened = new LossFile(writer, others);
        if (isNew) {
            opened.write("epoch,loss,held_out_loss");
        }
        return opened;
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
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
