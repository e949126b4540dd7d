package io.xvad.benchmarks.fuzz;

import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.dataset.TestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tables and lists of data sets of images, with the images beside them. */
final class DatasetTargets {

    private static final String VISA =
            "object,split,label,image,mask\ncandle,train,normal,candle/Data/Images/Normal/0.png,\n"
                    + "candle,test,normal,candle/Data/Images/Normal/1.png,\ncandle,test,anomaly,candle/Data/Images/Anomaly/0.png,\n";
    private static final String REAL_IAD =
            """
            {"meta": {"normal_class": "OK", "prefix": "audiojack"}, "train": [{"category": "audiojack", "anomaly_class": "OK", "image_path": "OK/0.png", "mask_path": null}],
             "test": [{"category": "audiojack", "anomaly_class": "OK", "image_path": "OK/1.png"}, {"category": "audiojack", "anomaly_class": "HS", "image_path": "NG/0.png", "mask_path": "NG/m.png"}]}
            """;

    private DatasetTargets() {}

    static List<Target> all() {
        return List.of(
                Target.text(
                                "visa-split",
                                "candle/split_csv/1cls.csv",
                                Seeds.texts(VISA),
                                file -> visa(file.resolve("../..").normalize()))
                        .beside(DatasetTargets::candles),
                Target.text(
                                "visa-kinds",
                                "candle/image_anno.csv",
                                Seeds.texts(
                                        "image,label,mask\ncandle/Data/Images/Anomaly/0.png,\"dent, scratch\",m.png\n"),
                                file -> visa(file.resolve("..").normalize()))
                        .beside(DatasetTargets::candles),
                Target.text("real-iad", "realiad_jsons/audiojack.json", Seeds.texts(REAL_IAD), file -> {
                            Path root = file.resolve("../..").normalize();
                            tests(DatasetFormat.named("real-iad").open(root, "audiojack"));
                        })
                        .beside(folder ->
                                images(folder.resolve("realiad_256/audiojack"), "OK/0", "OK/1", "NG/0", "NG/m")),
                Target.text(
                                "celeba",
                                "list_attr_celeba.txt",
                                Seeds.texts("3\nSmiling Hat\n0.png 1 -1\n1.png -1 -1\n2.png 1 1\n"),
                                file -> tests(DatasetFormat.named("celeba").open(file.resolveSibling(""), "Hat")))
                        .beside(folder -> {
                            images(folder.resolve("img_align_celeba"), "0", "1", "2");
                            Files.writeString(folder.resolve("list_eval_partition.txt"), "0.png 0\n1.png 2\n2.png 2\n");
                        }),
                Target.text(
                                "celeba-partition",
                                "list_eval_partition.txt",
                                Seeds.texts("0.png 0\n1.png 2\n2.png 2\n"),
                                file -> tests(DatasetFormat.named("celeba").open(file.resolveSibling(""), "Hat")))
                        .beside(folder -> {
                            images(folder.resolve("img_align_celeba"), "0", "1", "2");
                            Files.writeString(
                                    folder.resolve("list_attr_celeba.txt"),
                                    "3\nSmiling Hat\n0.png 1 -1\n1.png -1 -1\n2.png 1 1\n");
                        }));
    }

    private static void visa(Path object) {
        tests(DatasetFormat.named("visa").open(object));
    }

    private static void candles(Path folder) throws IOException {
        images(folder.resolve("candle/Data/Images"), "Normal/0", "Normal/1", "Anomaly/0");
        images(folder.resolve("candle/Data/Masks/Anomaly"), "0");
    }

    private static void tests(AnomalyDataset dataset) {
        for (TestCase test : dataset.test()) {
            test.mask(test.image());
        }
    }

    static void images(Path folder, String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name + ".png");
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, Seeds.resource("rgb.png"));
        }
    }
}
