package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.packed.CifarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Opens CIFAR-10 and CIFAR-100 in their binary form; of CIFAR-100 a coarse class or a fine one may be normal. */
abstract class CifarLayout implements Layout {

    /** Names of classes, one a line, in the order of their numbers. */
    static List<String> names(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e, e);
        }
    }

    static void add(CifarFile file, IntUnaryOperator label, List<String> names, boolean learned, List<ClassImage> all) {
        for (int i = 0; i < file.size(); i++) {
            int number = label.applyAsInt(i);
            if (number >= names.size()) {
                throw new XvadDataException(
                        file.file() + ": image " + i + " is of class " + number + ", but there are " + names.size());
            }
            all.add(new ClassImage(file.source(i), names.get(number), learned));
        }
    }

    /** {@code data_batch_1.bin} to {@code data_batch_5.bin}, {@code test_batch.bin} and {@code batches.meta.txt}. */
    static final class Ten extends CifarLayout {

        private static final String NAMES = "batches.meta.txt";
        private static final String TEST = "test_batch.bin";

        @Override
        public boolean recognises(Path root) {
            return Files.isRegularFile(root.resolve(TEST)) && Files.isRegularFile(root.resolve(NAMES));
        }

        @Override
        public List<String> categories(Path root) {
            return names(root.resolve(NAMES));
        }

        @Override
        public AnomalyDataset open(Path root, Optional<String> category, String name) {
            List<String> names = categories(root);
            String normal = OneClass.named(root, category, names);
            List<ClassImage> all = new ArrayList<>();
            for (int batch = 1; batch <= 5; batch++) {
                CifarFile file = CifarFile.ten(root.resolve("data_batch_" + batch + ".bin"));
                add(file, file::label, names, true, all);
            }
            CifarFile test = CifarFile.ten(root.resolve(TEST));
            add(test, test::label, names, false, all);
            return OneClass.of(root, normal, all, name);
        }
    }

    /** {@code train.bin}, {@code test.bin}, {@code coarse_label_names.txt} and {@code fine_label_names.txt}. */
    static final class Hundred extends CifarLayout {

        private static final String COARSE = "coarse_label_names.txt";
        private static final String FINE = "fine_label_names.txt";

        @Override
        public boolean recognises(Path root) {
            return Files.isRegularFile(root.resolve("train.bin")) && Files.isRegularFile(root.resolve(FINE));
        }

        @Override
        public List<String> categories(Path root) {
            List<String> both = new ArrayList<>(names(root.resolve(COARSE)));
            both.addAll(names(root.resolve(FINE)));
            return both;
        }

        @Override
        public AnomalyDataset open(Path root, Optional<String> category, String name) {
            String normal = OneClass.named(root, category, categories(root));
            List<String> coarse = names(root.resolve(COARSE));
            boolean isCoarse = coarse.contains(normal);
            List<String> names = isCoarse ? coarse : names(root.resolve(FINE));
            List<ClassImage> all = new ArrayList<>();
            for (boolean learned : new boolean[] {true, false}) {
                CifarFile file = CifarFile.hundred(root.resolve(learned ? "train.bin" : "test.bin"));
                add(file, isCoarse ? file::coarseLabel : file::label, names, learned, all);
            }
            return OneClass.of(root, normal, all, name);
        }
    }
}
