package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.progress.EpochLoss;
import io.xvad.core.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossFileTest {

    @TempDir
    private Path directory = Path.of("");

    private Outcome fit(int epochs, Path losses) {
        Gray.squares(directory.resolve("images"), 8);
        return run(
                "fit",
                "--detector",
                "vae",
                "-o",
                "input-size=32",
                "-o",
                "latent=4",
                "-o",
                "epochs=" + epochs,
                "-o",
                "checkpoint=" + directory.resolve("c"),
                "--data",
                directory.resolve("images"),
                "--without-measures",
                "--losses",
                losses,
                "--model",
                directory.resolve("m.xvad"));
    }

    /** A training that goes on from its checkpoint continues the curve. */
    @Test
    void hasALineForEachEpochOfATrainingAndOfWhatGoesOn() throws IOException {
        Path file = directory.resolve("losses.csv");
        Outcome begun = fit(1, file);
        assertThat(begun.code()).as(begun.err()).isZero();
        Outcome further = fit(2, file);
        assertThat(further.code()).as(further.err()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3).first().isEqualTo("epoch,loss,held_out_loss");
        for (int epoch = 1; epoch <= 2; epoch++) {
            String[] cells = lines.get(epoch).split(",", -1);
            assertThat(cells).hasSize(3).startsWith(String.valueOf(epoch));
            assertThat(Double.parseDouble(cells[1])).isFinite();
        }
        double first = Double.parseDouble(lines.get(1).split(",", -1)[1]);
        double last = Double.parseDouble(lines.get(2).split(",", -1)[1]);
        assertThat(last).isLessThan(first);
    }

    @Test
    void isRefusedBeforeTheTrainingIfItCannotBeWritten() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Outcome refused = fit(1, folder);
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains(folder.toString()).doesNotContain("Exception");
        assertThat(directory.resolve("m.xvad")).doesNotExist();
    }

    @Test
    void aTornLineIsCutOffAndDirectoriesAreMade() throws IOException {
        Path file = directory.resolve("a/b/l.csv");
        ProgressListener none = (stage, done, total) -> {};
        try (LossFile begun = LossFile.open(file, none)) {
            begun.trained(new EpochLoss(1, 2, 0.5, Double.NaN));
        }
        Files.writeString(file, "2,0.2", StandardOpenOption.APPEND);
        try (LossFile goesOn = LossFile.open(file, none)) {
            goesOn.trained(new EpochLoss(2, 2, 0.25, Double.NaN));
        }
        assertThat(file).hasContent("epoch,loss,held_out_loss\n1,0.5,\n2,0.25,\n");
    }

    @Test
    void whatElseListensHearsTheSame() throws IOException {
        List<String> heard = new ArrayList<>();
        ProgressListener other = new ProgressListener() {
            @Override
            public void progressed(String stage, long done, long total) {
                heard.add(stage + " " + done + "/" + total);
            }

            @Override
            public void trained(EpochLoss loss) {
                heard.add("epoch " + loss.epoch());
            }
        };
        try (LossFile file = LossFile.open(directory.resolve("l.csv"), other)) {
            file.progressed("train", 1, 2);
            file.trained(new EpochLoss(1, 2, 0.5, Double.NaN));
        }
        assertThat(heard).containsExactly("train 1/2", "epoch 1");
        assertThat(directory.resolve("l.csv")).hasContent("epoch,loss,held_out_loss\n1,0.5,\n");
    }
}
