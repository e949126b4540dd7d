package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Tiling;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.map.MapFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of so many pixels that they are read region by region, from fit to figures; synthetic. */
class LargeImagesTest {

    private static final int HEIGHT = 4100;
    private static final int WIDTH = 4200;
    private static final int SPOT_Y = 3000;
    private static final int SPOT_X = 2600;
    private static final int SPOT = 60;
    private static final int TILE = 2200;

    @TempDir
    private Path directory = Path.of("");

    private void write(String name, int seed, boolean spot) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        SplittableRandom random = new SplittableRandom(seed);
        int[] row = new int[WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            int value = 100 + random.nextInt(4);
            for (int x = 0; x < WIDTH; x++) {
                boolean bright = spot && y >= SPOT_Y && y < SPOT_Y + SPOT && x >= SPOT_X && x < SPOT_X + SPOT;
                row[x] = bright ? 250 : value;
            }
            image.getRaster().setSamples(0, y, WIDTH, 1, 0, row);
        }
        save(image, directory.resolve("data").resolve(name));
    }

    private void writeMask(String name) throws IOException {
        BufferedImage mask = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = SPOT_Y; y < SPOT_Y + SPOT; y++) {
            for (int x = SPOT_X; x < SPOT_X + SPOT; x++) {
                mask.getRaster().setSample(x, y, 0, 255);
            }
        }
        save(mask, directory.resolve("data").resolve(name));
    }

    private static void save(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, ImageWriter.png(image));
    }

    @Test
    void aLargeFileIsLearnedScoredExplainedAndMeasuredTileByTile() throws IOException {
        assertThat((long) HEIGHT * WIDTH).isGreaterThan(ImageReader.LARGE);
        for (int i = 0; i < 2; i++) {
            write("train/good/" + i + ".png", i, false);
        }
        write("test/good/0.png", 10, false);
        write("test/spot/0.png", 11, true);
        writeMask("ground_truth/spot/0_mask.png");
        Path data = directory.resolve("data");
        Path model = directory.resolve("m.xvad");
        Outcome fitted = run(
                "fit",
                "--detector",
                "pixel-gaussian",
                "--data",
                data,
                "--model",
                model,
                "--tiling",
                TILE,
                "--held-out",
                0.5,
                "--false-alarm-rate",
                0.5,
                "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().path("learnedFrom").asInt())
                .isEqualTo(Tiling.of(TILE).boxes(HEIGHT, WIDTH).size());
        detected(model, data.resolve("test/spot/0.png"));
        explained(model, data.resolve("test/spot/0.png"));
        Outcome measured = run("evaluate", "--model", model, "--data", data, "--json");
        assertThat(measured.code()).as(measured.err()).isZero();
        assertThat(measured.json().at("/image/auroc").asDouble()).isEqualTo(1);
        assertThat(measured.json().at("/pixel/auroc").asDouble()).isGreaterThan(0.99);
    }

    private void detected(Path model, Path image) throws IOException {
        Path out = directory.resolve("out");
        Outcome detected = run("detect", "--model", model, image, "--out", out, "--maps", "npy,tiff,png16", "--json");
        assertThat(detected.code()).as(detected.err()).isZero();
        JsonNode found = detected.json().get(0);
        assertThat(found.path("decision").asText()).isEqualTo("anomalous");
        assertThat(found.at("/regions/0/peakY").asInt()).isBetween(SPOT_Y - 40, SPOT_Y + SPOT + 40);
        assertThat(found.at("/regions/0/peakX").asInt()).isBetween(SPOT_X - 40, SPOT_X + SPOT + 40);
        assertThat(found.path("reducedBy").asInt()).isEqualTo(3);
        AnomalyMap npy = MapFiles.read(Path.of(found.at("/mapFiles/npy").asText()));
        assertThat(npy.height()).isEqualTo(HEIGHT);
        assertThat(npy.width()).isEqualTo(WIDTH);
        assertThat(npy.max()).isEqualTo((float) found.at("/regions/0/peak").asDouble());
        assertThat(MapFiles.read(Path.of(found.at("/mapFiles/tiff").asText()))).isEqualTo(npy);
        AnomalyMap png = MapFiles.read(Path.of(found.at("/mapFiles/png16").asText()));
        assertThat(png.height()).isEqualTo((HEIGHT + 2) / 3);
        assertThat(ImageReader.withDefaults()
                        .read(Path.of(found.path("overlay").asText()))
                        .width())
                .isEqualTo((WIDTH + 2) / 3);
    }

    private void explained(Path model, Path image) throws IOException {
        Outcome explained = run("explain", "--model", model, image, "--out", directory.resolve("explained"), "--json");
        assertThat(explained.code()).as(explained.err()).isZero();
        String id = explained.json().get(0).path("sampleId").asText();
        Tiling.Place tile = Tiling.placeOf(id);
        assertThat(tile.sampleId()).isEqualTo(image.toString());
        assertThat(SPOT_Y).isBetween(tile.y(), tile.y() + TILE);
        assertThat(SPOT_X).isBetween(tile.x(), tile.x() + TILE);
    }
}
