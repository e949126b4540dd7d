package io.xvad.data.dataset;

import io.xvad.data.packed.SvhnFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Opens the cropped digits of SVHN: {@code train_32x32.mat} and {@code test_32x32.mat}; {@code extra_32x32.mat} is not read. */
final class SvhnLayout implements Layout {

    private static final String TRAIN = "train_32x32.mat";
    private static final String TEST = "test_32x32.mat";

    @Override
    public boolean recognises(Path root) {
        return Files.isRegularFile(root.resolve(TRAIN)) && Files.isRegularFile(root.resolve(TEST));
    }

    @Override
    public List<String> categories(Path root) {
        return IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        String normal = OneClass.named(root, category, categories(root));
        List<ClassImage> all = new ArrayList<>();
        for (boolean learned : new boolean[] {true, false}) {
            SvhnFile file = SvhnFile.open(root.resolve(learned ? TRAIN : TEST));
            for (int i = 0; i < file.size(); i++) {
                all.add(new ClassImage(file.source(i), Integer.toString(file.digit(i)), learned));
            }
        }
        return OneClass.of(root, normal, all, name);
    }
}
